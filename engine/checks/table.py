"""The rows of the 检测 table: which sections, categories and rules speak in which row.

Rows come in the order of the standard's `report`. A section or category that no row names gets a
row of its own behind them, as does what only speaks up when something is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.checks.conditions import Condition, Context, condition
from engine.checks.offers import APPLICATION
from engine.checks.report import Finding, ReportRow
from engine.checks.run import Findings, Run
from engine.packs.model import Category, Field, Section
from engine.rules.expression import Template

KEPT = 256
"""Statements that are remembered per template; beyond it they are worded each time."""


class Statement:
    """A text that is said of a section; frozen findings are shared between reports."""

    __slots__ = ("_built", "_code", "_inputs", "_path", "_section", "_template")

    def __init__(self, template: Template, section: str, path: str, code: str) -> None:
        self._template = template
        self._inputs = tuple([part.run for part in template.parts if not isinstance(part, str)])
        self._section, self._path, self._code = section, path, code
        self._built: dict[tuple[object, ...], Finding] = {}

    def __call__(self, run: Run) -> Finding:
        """The statement for this applicant, remembered by what is filled in."""
        key = tuple([value(run.values, None) for value in self._inputs])
        try:
            found = self._built.get(key)
        except TypeError:  # several choices, a range: lists and maps cannot be looked up
            return self._build(run)
        if found is None:
            found = self._build(run)
            if len(self._built) < KEPT:
                self._built[key] = found
        return found

    def _build(self, run: Run) -> Finding:
        return Finding(
            code=self._code,
            severity="ok",
            message=self._template.render(run.values),
            section=self._section,
            path=self._path,
        )


class SectionVoice:
    """What one section says in its row: statement, problems, what is well done."""

    __slots__ = ("_done", "_fields", "_statement", "id", "when")

    def __init__(self, section: Section) -> None:
        self.id = section.id
        self.when: Condition | None = condition(section.when)
        self._statement = _said(section.statement, section, "statement")
        self._done = _said(section.done, section, "done")
        self._fields = tuple(
            [
                (field.id, _done_of(field, section.id))
                for field in section.fields
                if field.done and section.type in ("form", "pledge")
            ]
        )

    @property
    def is_silent(self) -> bool:
        """Whether the section is always there and has nothing to say unless something is wrong."""
        return self.when is None and not (self._statement or self._done or self._fields)

    def is_visible(self, run: Run) -> bool:
        """Whether the section is asked for."""
        return self.when is None or bool(self.when(run.values, None))

    def speak(self, run: Run, problems: Findings, told: list[Finding]) -> None:
        """Add what is said whatever else the row holds."""
        if self._statement is not None:
            told.append(self._statement(run))
        told.extend(problems)

    def praise(self, run: Run, told: list[Finding], row_passed: bool) -> None:
        """Add what is said when nothing is wrong with the row, or with a field."""
        if self._done is not None and row_passed:
            told.append(self._done(run))
        if self._fields:
            answers = run.values[self.id]
            told.extend([done for field, done in self._fields if field in answers])


class TableRow:
    """One row, compiled. A row that is `quiet` appears only when it has something to say."""

    __slots__ = ("_categories", "_extra", "_is_plain", "_passed", "_places", "_usual", "_voices",
                 "id", "name", "quiet")  # fmt: skip

    def __init__(
        self, id: str, name: str, context: Context, *, sections: Sequence[Section] = (),
        categories: Sequence[Category] = (), extra: Sequence[str] = (), quiet: bool = False,
    ) -> None:  # fmt: skip
        self.id, self.name, self.quiet = id, name, quiet
        self._voices = tuple([SectionVoice(section) for section in sections])
        self._categories = tuple([category.id for category in categories])
        self._extra = tuple(extra)
        self._places = (*[voice.id for voice in self._voices], *self._categories, *self._extra)
        self._is_plain = all(voice.is_silent for voice in self._voices)
        self._passed = Finding(
            code="row-passed",
            severity="ok",
            message=context.wording("row-passed", name=name),
            section=id,
            path=id,
        )
        # what a row looks like when nobody has anything to say
        says_nothing = quiet or not self._voices
        self._usual = None if says_nothing else ReportRow(id, name, (self._passed,), True)

    def build(self, run: Run, problems: Mapping[str, Findings]) -> ReportRow | None:
        """The row for this applicant, None if it does not concern them."""
        if self._is_plain:
            for place in self._places:
                if place in problems:
                    break
            else:
                return self._usual
        told: list[Finding] = []
        praising = []
        for voice in self._voices:
            if voice.when is None or voice.is_visible(run):
                voice.speak(run, problems.get(voice.id, ()), told)
                praising.append(voice)
        asked = bool(praising)
        for category in self._categories:
            found = problems.get(category)
            if found:
                told.extend(found)
                asked = True
        for place in self._extra:
            told.extend(problems.get(place, ()))
        passed = True
        for finding in told:
            if finding.severity == "error":
                passed = False
                break
        for voice in praising:
            voice.praise(run, told, passed)
        if not told:
            if self.quiet or not asked:
                return None
            told.append(self._passed)
        return ReportRow(self.id, self.name, tuple(told), passed)


def compile_table(context: Context, homes: Mapping[str, str]) -> tuple[TableRow, ...]:
    """The rows of a standard; `homes` names the places of rules that are no section or category."""
    standard = context.standard
    sections = {section.id: section for section in standard.sections}
    categories = {category.id: category for category in standard.categories}
    rows = [TableRow(APPLICATION, context.wording(APPLICATION), context,
                     extra=[APPLICATION], quiet=True)]  # fmt: skip
    named: set[str] = set()
    for row in standard.report:
        own_sections = [sections[id] for id in row.sections if id in sections and id not in named]
        own_categories = [
            categories[id] for id in row.categories if id in categories and id not in named
        ]
        named.update([one.id for one in (*own_sections, *own_categories)])
        rows.append(
            TableRow(row.id, row.name, context, sections=own_sections, categories=own_categories)
        )
    for section in standard.sections:
        if section.id not in named:
            quiet = section.fixed
            rows.append(
                TableRow(section.id, section.name, context, sections=[section], quiet=quiet)
            )
    for category in standard.categories:
        if category.id not in named:
            rows.append(TableRow(category.id, category.name, context, categories=[category]))
    for home, name in homes.items():
        if home not in sections and home not in categories and home != APPLICATION:
            rows.append(TableRow(home, name, context, extra=[home], quiet=True))
    return tuple(rows)


def _said(template: Template | None, section: Section, code: str) -> Statement | None:
    return None if template is None else Statement(template, section.id, section.id, code)


def _done_of(field: Field, section: str) -> Finding:
    return Finding(
        code="done",
        severity="ok",
        message=field.done,
        section=section,
        path=f"{section}.{field.id}",
    )
