"""From a table, its plan and a dossier to a layout: everything looked up, nothing drawn yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from engine.checks import check
from engine.checks.report import CheckReport
from engine.dossier import Dossier, Facts
from engine.packs.model import Plan, Standard
from engine.tables.answers import Answers
from engine.tables.boxes import Entry, opinion_grid, vote_grid
from engine.tables.grids import cell_text, lay_out_grid, lay_out_long_text, lay_out_repeat
from engine.tables.layout import (
    BlockLayout,
    BreakLayout,
    CoverLayout,
    CoverLineLayout,
    Folio,
    HeadingLayout,
    Line,
    ParagraphLayout,
    RunningLayout,
    TableLayout,
)
from engine.tables.model import (
    Block,
    Cover,
    Grid,
    Heading,
    LongText,
    Opinion,
    PageBreak,
    Paragraph,
    Repeat,
    Running,
    Table,
    Text,
    Vote,
)
from engine.tables.rows import application_row, list_of, plan_names
from engine.tables.said import Said, Values

Entries = Mapping[str, Entry]
"""What the workflow filled in, by the id of the opinion or vote box."""

_NOTHING: Entries = {}


def lay_out(
    table: Table,
    plan: Plan,
    dossier: Dossier | None,
    report: CheckReport | None = None,
    *,
    entries: Entries = _NOTHING,
    code: str = "",
) -> TableLayout:
    """The table as it will be printed for `dossier`, or its blank form when there is none.

    `report` is the dossier's check, made here when it is not given: it knows the computed values
    and which questions apply. `code` is what the QR code says instead of what the table declares,
    for instance the address at which the print can be verified.
    """
    standard = _standard(table, plan, dossier)
    if report is None and dossier is not None:
        report = check(plan, dossier, Facts())
    answers = Answers(table=table, plan=plan, standard=standard, dossier=dossier, report=report)
    if table.subject != "application":
        rows = () if dossier is None else (application_row(table, answers),)
        return lay_out_said(list_of(table, rows, plan_names(plan)), plan.name, code=code)
    return lay_out_said(answers, plan.name, entries=entries, code=code)


def lay_out_list(
    table: Table,
    rows: Sequence[Values],
    names: Values,
    code: str = "",
    *,
    entries: Entries = _NOTHING,
) -> TableLayout:
    """A table of many people or of another subject than an application, with what is given.

    `names` hold the values of the names that `engine.tables.subjects` lists for the table's
    subject, and the rows of its other lists by their ids; `rows` are those of the list `rows`.
    A value is text, a number, an ISO date, or a picture as the map of its file (`sha256`, `width`,
    `height`). What is not given stays empty; nothing given at all is the blank form.
    """
    subject = str(names.get("plan.name") or table.name)
    return lay_out_said(list_of(table, rows, names), subject, entries=entries, code=code)


def row_of(
    table: Table,
    plan: Plan,
    dossier: Dossier,
    report: CheckReport | None = None,
    **own: object,
) -> dict[str, object]:
    """One application as a row of a list for `lay_out_list`; `own` as in `application_row`."""
    report = report or check(plan, dossier, Facts())
    standard = _standard(table, plan, dossier)
    answers = Answers(table=table, plan=plan, standard=standard, dossier=dossier, report=report)
    return application_row(table, answers, **own)


def lay_out_said(
    answers: Said, subject: str, *, entries: Entries = _NOTHING, code: str = ""
) -> TableLayout:
    """The layout of a table in the words of `answers`; `subject` is the title of the file."""
    table = answers.table
    declared = answers.text(table.code.text) if table.code is not None else ""
    said = code or declared
    return TableLayout(
        id=table.id,
        name=table.name,
        subject=subject,
        digest=answers.digest,
        page=table.page,
        font_size=table.font_size,
        header=_running(table.header, answers),
        footer=_running(table.footer, answers),
        code=said if table.code is not None else "",
        code_size=table.code.size if table.code is not None else 0,
        blocks=tuple(
            laid for block in table.blocks for laid in _block(block, answers, entries, said)
        ),
        least_font_size=table.least_font_size,
    )


def _standard(table: Table, plan: Plan, dossier: Dossier | None) -> Standard:
    """The dossier's standard; where that has no such table, one whose names the table speaks of."""
    chosen = plan.standard(dossier.application.standard) if dossier is not None else None
    likely = (chosen or plan.standards[0], *plan.standards)
    return next((standard for standard in likely if table.id in standard.tables), likely[0])


def _block(block: Block, answers: Said, entries: Entries, code: str) -> Iterator[BlockLayout]:
    if isinstance(block, Opinion):
        yield opinion_grid(block, answers, entries.get(block.id, {}))
    elif isinstance(block, Vote):
        yield vote_grid(block, answers, entries.get(block.id, {}))
    elif isinstance(block, Repeat):
        yield from lay_out_repeat(block, answers)
    elif isinstance(block, Cover):
        yield _cover(block, answers, code)
    else:
        yield _SIMPLE[type(block)](block, answers)


def _cover(block: Cover, answers: Said, code: str) -> CoverLayout:
    return CoverLayout(
        title=answers.text(block.title),
        subtitle=answers.text(block.subtitle),
        lines=tuple(
            CoverLineLayout(
                name=line.name, value=cell_text(line.value, answers), path=line.value.path
            )
            for line in block.lines
        ),
        foot=tuple(answers.text(text) for text in block.foot),
        code=code if block.code else "",
    )


def _heading(block: Heading, answers: Said) -> HeadingLayout:
    return HeadingLayout(text=answers.text(block.text), small=block.small, align=block.align)


def _paragraph(block: Paragraph, answers: Said) -> ParagraphLayout:
    return ParagraphLayout(
        lines=tuple(
            Line(
                text=f"{number}．{answers.text(text)}" if block.numbered else answers.text(text),
                indent=block.indent,
            )
            for number, text in enumerate(block.texts, 1)
        ),
        align=block.align,
    )


def _page_break(block: PageBreak, answers: Said) -> BreakLayout:
    return BreakLayout(page=block.page)


_SIMPLE: Mapping[type, Callable[..., BlockLayout]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Grid: lay_out_grid,
    LongText: lay_out_long_text,
    PageBreak: _page_break,
}


def _running(running: Running | None, answers: Said) -> RunningLayout | None:
    if running is None:
        return None
    return RunningLayout(
        left=_running_parts(running.left, answers),
        center=_running_parts(running.center, answers),
        right=_running_parts(running.right, answers),
    )


def _running_parts(text: Text, answers: Said) -> tuple[str | Folio, ...]:
    folios = {"page": Folio.PAGE, "pages": Folio.PAGES}
    return tuple(
        folios.get(part.expression) or answers.show(part.expression, part.format)
        if part.expression
        else part.words
        for part in text.parts
    )
