"""What 公示 says: what is asked when it begins, its text, and what is shown of each application."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.workflow.model import ReviewNode
from engine.workflow.publicity import SHORTEST
from web.services.acceptance import Candidate
from web.services.days import read_day
from web.services.errors import BadChoice
from web.services.publicity import WORDS
from web.services.reviewing import ReviewDesk

MAX_PLACE, MAX_TEXT, MOST_DAYS = 200, 4000, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicityAnswers:
    """What is asked when a publicity begins: an ISO day, where it is shown, how many working days,
    and the text; an empty text is written by the site."""

    starts_on: str = ""
    place: str = ""
    days: int = SHORTEST
    text: str = ""


def check_answers(asked: PublicityAnswers, shortest: int, today: date) -> date:
    """The first day, when everything is well.

    :raises BadChoice: with everything wrong by field
    """
    problems = {}
    start = read_day(asked.starts_on)
    if start is None:
        problems["starts_on"] = "请填写公示开始日期，如 2026-11-02"
    elif start < today:
        problems["starts_on"] = "公示从今天或以后开始，不能补填过去的日期"
    elif (start - today).days > 90:
        problems["starts_on"] = "公示应在三个月内开始，请核对日期"
    if not asked.place:
        problems["place"] = "请填写公示地点或方式，如 单位公示栏、门户网站"
    elif len(asked.place) > MAX_PLACE:
        problems["place"] = f"公示地点不能超过 {MAX_PLACE} 字"
    if asked.days < shortest:
        problems["days"] = f"公示不少于 {shortest} 个工作日"
    elif asked.days > MOST_DAYS:
        problems["days"] = f"公示不超过 {MOST_DAYS} 个工作日"
    if len(asked.text) > MAX_TEXT:
        problems["text"] = f"公示正文不能超过 {MAX_TEXT} 字，现在有 {len(asked.text)} 字"
    if problems or start is None:
        raise BadChoice(problems)
    return start


def write_text(
    desk: ReviewDesk, kind: str, start: date, ends: date, asked: PublicityAnswers
) -> str:
    """The usual text of a publicity."""
    who = "我单位拟推荐申报职称的人员" if kind == "unit" else "本评委会评审通过的人员"
    return (
        f"根据职称评审有关规定，现将{who}予以公示，接受监督。\n"
        f"公示时间：{_chinese(start)}至{_chinese(ends)}（{asked.days} 个工作日）。\n"
        f"公示地点：{asked.place}。\n"
        f"公示期间如有异议，请以真实姓名和联系方式，书面或在本页向{desk.unit.name}反映，"
        "并提供具体事实；匿名和超过公示期的不予受理。"
    )


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def words_of(one: Candidate, node: ReviewNode) -> dict[str, str]:
    """What is shown of one, as the node declares it; of a result also that it passed."""
    declared = node.publicity
    assert declared is not None  # only nodes with a publicity are shown
    known = {
        "name": one.person.name,
        "unit": one.unit,
        "title": one.title,
        "level": one.level,
        "branch": one.branch,
        "mode": one.mode,
    }
    shows = {*declared.shows}
    if node.by == "committee":
        known["result"] = "评审通过"
        shows.add("result")
    return {word: known[word] for word in WORDS if word in shows and known.get(word)}
