"""Boxes that others fill after the applicant: opinions with stamp, signature and date, and votes.

Their words come from the workflow as entries; without an entry the box is left to the pen.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.tables.formats import print_value
from engine.tables.layout import CellLayout, GridLayout, Line
from engine.tables.model import Opinion, Vote
from engine.tables.said import Said

Entry = Mapping[str, str]
"""What the workflow says for one box: `text`, `unit`, `signed_by` (for the first signer), `date`
(ISO), and counts by id."""

_LABEL_WIDTH = 9.0
_SIGNING_HEIGHT = 18.0
_GAP = "　"
_DATE = "　　　　年　　月　　日"
_STAMP_INDENT = _GAP * 8


def opinion_grid(block: Opinion, answers: Said, entry: Entry) -> GridLayout:
    """A title down the left side; the opinion; below it stamp, signatures and date."""
    words = entry.get("text") or (answers.text(block.statement) if block.statement else "")
    above = CellLayout(
        role="value",
        lines=paragraphs(words),
        align="justify",
        valign="top",
        height=max(block.height - _SIGNING_HEIGHT, 10),
        open_below=True,
    )
    signing = _signing(block.stamp, block.signers, block.date, entry, 1)
    label = _label(answers.text(block.title), rowspan=2)
    widths = (_LABEL_WIDTH, 100 - _LABEL_WIDTH)
    return GridLayout(widths=widths, rows=((label, above), (signing,)), keep=True)


def vote_grid(block: Vote, answers: Said, entry: Entry) -> GridLayout:
    """The counts with their names above them, the conclusion, stamp, signatures and date."""
    number = len(block.counts) or 1
    names = tuple(
        CellLayout(role="label", lines=(Line(text=name),), height=8) for _, name in block.counts
    )
    counts = tuple(
        CellLayout(role="value", lines=paragraphs(entry.get(id, ""), indent=False), height=10)
        for id, _ in block.counts
    )
    words = entry.get("text") or block.conclusion
    conclusion = CellLayout(
        role="value",
        lines=paragraphs(words, indent=False),
        colspan=number,
        align="justify",
        valign="top",
        height=max(block.height - _SIGNING_HEIGHT - 18, 10),
        open_below=True,
    )
    signing = _signing(block.stamp, block.signers, True, entry, number)
    share = (100 - _LABEL_WIDTH) / number
    return GridLayout(
        widths=(_LABEL_WIDTH, *[share] * number),
        rows=(
            (_label(answers.text(block.title), rowspan=4), *names),
            counts,
            (conclusion,),
            (signing,),
        ),
        keep=True,
    )


def paragraphs(text: str, indent: bool = True) -> tuple[Line, ...]:
    """The lines of a longer text, each of which begins two characters in."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(Line(text=line, indent=indent) for line in lines if line)


def _label(text: str, rowspan: int) -> CellLayout:
    lines = tuple(Line(text=character) for character in text.replace(" ", ""))
    return CellLayout(role="label", lines=lines, rowspan=rowspan)


def _signing(
    stamp: str, signers: tuple[str, ...], date: bool, entry: Entry, colspan: int
) -> CellLayout:
    stamped = f"{entry.get('unit', '')}{stamp}"
    lines = [Line(text=f"{stamped}{_STAMP_INDENT}", align="right")] if stamped else []
    signed = entry.get("signed_by", "")
    said = print_value(entry.get("date"), None, "day") or _DATE
    dates = [""] * (len(signers) - 1) + [said if date else ""]
    for number, (signer, day) in enumerate(zip(signers or ("",), dates, strict=True)):
        own = signed if number == 0 else ""  # who decided is one; others sign by hand
        name = f"{signer}：{own or _GAP * 8}" if signer else ""
        lines.append(Line(text=f"{name}{_GAP * 3}{day or _GAP * len(_DATE)}", align="right"))
    return CellLayout(
        role="value",
        lines=tuple(lines),
        colspan=colspan,
        align="right",
        valign="bottom",
        height=_SIGNING_HEIGHT,
        open_above=True,
    )
