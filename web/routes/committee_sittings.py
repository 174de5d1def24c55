"""考试答辩: sittings of a committee's exams, seats, admission tickets, scores, release."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import COMMITTEE, admit_to
from web.pages.paging import paged_query
from web.pages.typed import Typed
from web.routes.disposition import disposition
from web.routes.importing import XLSX
from web.routes.review_desk import open_desk
from web.services import scores, seating, sittings
from web.services.errors import BadChoice, Decided, NotWritable
from web.services.exams import KINDS, result_of
from web.services.reviewing import ReviewDesk
from web.services.sittings import SittingAnswers
from web.services.spreadsheet import MOST_BYTES, BadSpreadsheet

pages = admit_to(
    Blueprint("committee_sittings", __name__, url_prefix="/committee/sittings"), COMMITTEE
)
SIZE = 30


@pages.get("")
def index() -> ResponseReturnValue:
    """The sittings, and the form of a new one."""
    return _list(open_desk(), {})


def _list(desk: ReviewDesk, problems: dict[str, str]) -> str:
    papers = sittings.papers_of(desk)
    return render_template(
        "exams/sittings.html",
        desk=desk,
        found=paged_query(
            sittings.sittings_of(desk.unit), request.args.get("page", 1, type=int), SIZE
        ),
        papers=papers,
        names={id: paper.name for id, (_, paper) in papers.items()},
        kinds=KINDS,
        states=sittings.STATES,
        tones=sittings.TONES,
        problems=Typed(problems),
        typed=Typed(request.form),
        today=desk.now.date().isoformat(),
    )


def _answers() -> SittingAnswers:
    form = request.form
    return SittingAnswers(
        paper=form.get("paper", ""),
        name=" ".join(form.get("name", "").split()),
        day=form.get("day", "").strip()[:10],
        from_time=form.get("from_time", "").strip()[:5],
        to_time=form.get("to_time", "").strip()[:5],
        place=" ".join(form.get("place", "").split()),
        seats=form.get("seats", 0, type=int),
    )


@pages.post("")
def make() -> ResponseReturnValue:
    """A new sitting."""
    desk = open_desk()
    try:
        made = sittings.make_sitting(desk, _answers())
    except BadChoice as mistake:
        return _list(desk, mistake.problems), 422
    flash("已建立场次，请安排座位。", "good")
    return redirect(url_for("committee_sittings.show", id=made.id), 303)


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """One sitting with its seats and scores."""
    return _one(open_desk(), id, {})


def _one(desk: ReviewDesk, id: str, problems: dict[str, str]) -> str:
    sitting = sittings.sitting_of(desk.unit, id)
    paper = sittings.paper_of(desk, sitting)
    exams = sittings.exams_at(sitting)
    typed = Typed(request.form)
    return render_template(
        "exams/sitting.html",
        desk=desk,
        sitting=sitting,
        paper=paper,
        kinds=KINDS,
        exams=exams,
        said={one.id: typed.get(f"score:{one.id}", scores.say(one)) for one in exams},
        results={one.id: result_of(paper, one) for one in exams},
        missing=sum(1 for one in exams if one.score is None and not one.absent),
        states=sittings.STATES,
        tones=sittings.TONES,
        problems=Typed(problems),
        typed=typed,
        today=desk.now.date().isoformat(),
    )


@pages.post("/<id>")
def act(id: str) -> ResponseReturnValue:
    """Change or remove it, give seats and tickets, keep scores, release results."""
    desk, action = open_desk(), request.form.get("action", "")
    try:
        said = _act(desk, id, action)
    except BadChoice as mistake:
        told = {f"{action}.{key}": text for key, text in mistake.problems.items()}
        return _one(desk, id, {**told, "notice": "有内容需要修改，都没有保存，见下。"}), 422
    except BadSpreadsheet as mistake:
        return _one(desk, id, {"import.file": str(mistake)}), 422
    except NotWritable as refusal:
        return _one(desk, id, {"notice": refusal.reason}), 409
    except Decided as before:
        problem = f"这个场次现在是“{before.state}”，您的操作没有执行。"
        return _one(desk, id, {"notice": problem}), 409
    flash(said, "good")
    where = "index" if action == "remove" else "show"
    return redirect(url_for(f"committee_sittings.{where}", id=id if where == "show" else None), 303)


def _act(desk: ReviewDesk, id: str, action: str) -> str:
    form = request.form
    if action == "change":
        sittings.change_sitting(desk, id, _answers())
        return "场次已修改。"
    if action == "remove":
        sittings.remove_sitting(desk, id)
        return "场次已删除。"
    if action == "allocate":
        return _said(seating.allocate(desk, id))
    if action == "unseat":
        seating.unseat(desk, id, form.get("exam", ""))
        return "座位已取消。"
    if action == "tickets":
        sittings.give_tickets(desk, id)
        return "准考证已发放，已通知考生。"
    if action == "release":
        sittings.release(desk, id)
        return "成绩已公布，已通知考生。"
    if action == "import":
        return f"已导入，{scores.import_scores(desk, id, _sheet())} 人的成绩有变化。"
    if action == "scores":
        typed = {k.removeprefix("score:"): v for k, v in form.items() if k.startswith("score:")}
        seen = {
            k.removeprefix("version:"): int(v)
            for k, v in form.items()
            if k.startswith("version:") and v.isdecimal() and len(v) < 10
        }
        return f"已保存，{scores.save_scores(desk, id, typed, seen)} 人的成绩有变化。"
    raise BadChoice({"action": "请选择要做什么"})


def _said(given: seating.Allocation) -> str:
    text = f"已安排 {given.seated} 人。"
    if given.without_seat:
        text += f"座位不够，还有 {given.without_seat} 人没有座位，请增加座位或另建场次。"
    if given.waiting:
        text += f"{given.waiting} 人申请免试待审核，暂不安排。"
    return text if given.seated or given.without_seat else f"没有需要安排的考生。{text[8:]}"


def _sheet() -> bytes:
    """The spreadsheet that was sent.

    :raises BadSpreadsheet: none was, or it is too large
    """
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise BadSpreadsheet("请选择成绩表文件（xlsx）")
    content = sent.stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise BadSpreadsheet("文件不能超过 2MB")
    return content


@pages.get("/<id>/scores.xlsx")
def sheet(id: str) -> ResponseReturnValue:
    """The spreadsheet to fill in."""
    sitting = sittings.sitting_of(open_desk().unit, id)
    answer = Response(scores.build_sheet(sitting), mimetype=XLSX)
    answer.headers["Content-Disposition"] = disposition("attachment", f"{sitting.name}-成绩.xlsx")
    return answer
