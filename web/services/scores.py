"""Scores of a sitting: typed by hand or read from a spreadsheet; all of it is right, or nothing is
kept and every mistake is told with its row."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl import Workbook

from engine.packs.papers import Paper
from web.models import Exam, Sitting, write
from web.services import events
from web.services.errors import BadChoice, NotWritable
from web.services.exams import say_score
from web.services.operators import check_not_own
from web.services.reviewing import ReviewDesk
from web.services.sittings import STATES, exams_at, paper_of, sitting_of
from web.services.spreadsheet import BadSpreadsheet, Line, read_lines

COLUMNS = ("准考证号", "姓名", "成绩")
ABSENT = "缺考"
SCORE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?")
FULL = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score in hundredths; None with `absent`, or where nothing was entered."""

    score: int | None = None
    absent: bool = False


def read_score(text: str, paper: Paper | None) -> Score:
    """A score as it was typed: a number, 缺考, or nothing.

    :raises ValueError: with what would be right, in Chinese
    """
    text = text.strip()
    if not text:
        return Score()
    if text == ABSENT:
        return Score(absent=True)
    full = paper.full if paper else FULL
    if not SCORE.fullmatch(text):
        raise ValueError(f"应为 0 至 {full:g} 的数字，最多两位小数；没有参加的写“{ABSENT}”")
    score = round(float(text) * 100)
    if score > round(full * 100):
        raise ValueError(f"不能高于满分 {full:g}")
    return Score(score=score)


def say(exam: Exam) -> str:
    """A score as it is typed."""
    if exam.absent:
        return ABSENT
    return "" if exam.score is None else say_score(exam.score)


def save_scores(
    desk: ReviewDesk, id: str, typed: Mapping[str, str], seen: Mapping[str, int]
) -> int:
    """Keep the scores that were typed, by the id of the exam; how many changed.

    `seen` are the versions that the form showed: what somebody else has changed since is not
    overwritten.

    :raises BadChoice: what is wrong, by the id of the exam; nothing was kept
    :raises OwnApplication: one of them would be the operator's own
    :raises NotWritable: tickets were not given out yet, or results were released
    """
    with write(f"sitting:{id}"):
        sitting = sitting_of(desk.unit, id)
        _check_open(sitting)
        paper = paper_of(desk, sitting)
        problems: dict[str, str] = {}
        changes: list[tuple[Exam, Score]] = []
        for exam in exams_at(sitting):
            if exam.id not in typed:
                continue
            try:
                score = read_score(typed[exam.id], paper)
            except ValueError as mistake:
                problems[exam.id] = str(mistake)
                continue
            if score == Score(score=exam.score, absent=exam.absent):
                continue
            if exam.version != seen.get(exam.id, exam.version):
                problems[exam.id] = f"他人刚刚改为“{say(exam) or '空'}”，请核对后再保存"
                continue
            changes.append((exam, score))
        if problems:
            raise BadChoice(problems)
        for exam, score in changes:
            _keep(desk, exam, score)
    return len(changes)


def import_scores(desk: ReviewDesk, id: str, content: bytes) -> int:
    """Keep the scores of a spreadsheet, by 准考证号; how many changed.

    :raises BadSpreadsheet: it cannot be read, or its first row is not the template's
    :raises BadChoice: what is wrong, by `第 n 行`; nothing was kept
    :raises NotWritable: as `save_scores`
    """
    lines = read_lines(content)
    if not lines or tuple(text.strip() for text in lines[0].texts[:3]) != COLUMNS:
        raise BadSpreadsheet(f"第一行应是“{'、'.join(COLUMNS)}”，请下载成绩表填写")
    with write(f"sitting:{id}"):
        sitting = sitting_of(desk.unit, id)
        _check_open(sitting)
        paper = paper_of(desk, sitting)
        exams = {one.number: one for one in exams_at(sitting)}
        problems: dict[str, str] = {}
        found: dict[str, Score] = {}
        for line in lines[1:]:
            wrong = _read_line(line, exams, paper, found)
            if wrong:
                problems[f"第 {line.number} 行"] = wrong
        if problems:
            raise BadChoice(problems)
        changed = 0
        for number, score in found.items():
            exam = exams[number]
            if score != Score(score=exam.score, absent=exam.absent):
                _keep(desk, exam, score)
                changed += 1
    return changed


def _read_line(
    line: Line, exams: Mapping[str, Exam], paper: Paper | None, found: dict[str, Score]
) -> str:
    """Read a row into `found`; what is wrong with it, "" when nothing is."""
    number, name, text = (*(one.strip() for one in line.texts[:3]), "", "", "")[:3]
    if line.formulas:
        return "不能使用公式，请填写内容"
    if number not in exams:
        return f"没有准考证号“{number}”"
    if number in found:
        return f"准考证号“{number}”出现了两次"
    if name and name != exams[number].application.person.name:
        return f"准考证号“{number}”是{exams[number].application.person.name}，不是{name}"
    try:
        found[number] = read_score(text, paper)
    except ValueError as mistake:
        return f"成绩“{text}”{mistake}"
    return ""


def _keep(desk: ReviewDesk, exam: Exam, score: Score) -> None:
    check_not_own(desk.operator, exam.application.person)
    Exam.update(
        score=score.score,
        absent=score.absent,
        scored_at=desk.now,
        scored_by=desk.operator.id,
        version=Exam.version + 1,
    ).where(Exam.id == exam.id).execute()
    events.record(
        f"application:{exam.application_id}",
        "exam-scored",
        actor=desk.operator,
        now=desk.now,
        details={"paper": exam.paper, "score": score.score, "absent": score.absent},
    )


def _check_open(sitting: Sitting) -> None:
    if sitting.state != "ticketed":
        raise NotWritable(
            f"这个场次{STATES[sitting.state]}，"
            + ("发放准考证以后才能登记成绩。" if sitting.state == "planned" else "成绩不能再改。")
        )


def build_sheet(sitting: Sitting) -> bytes:
    """The spreadsheet for the scores of a sitting: 准考证号 and 姓名 are filled in."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "成绩"
    sheet.append(list(COLUMNS))
    for row, exam in enumerate(exams_at(sitting), start=2):
        for column, text in enumerate(
            (exam.number, exam.application.person.name, say(exam)), start=1
        ):
            cell = sheet.cell(row=row, column=column)
            cell.number_format = "@"
            cell.value = text
            cell.data_type = "s"  # a name that begins with "=" is no formula
    for letter, width in zip("ABC", (20, 14, 10), strict=True):
        sheet.column_dimensions[letter].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
