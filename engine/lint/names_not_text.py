"""names-not-text: a field is said to name collaborators and holds no text.

Names are read from what is typed as text; of a number or a date nobody would ever be recused, and
whoever wrote the pack would believe that they are.

Passes: `{id: authors, type: text, max: 200, names: collaborators}`. Fails: the same with
`type: integer`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.lint.subject import LintedPlan, problem
from engine.packs.model import Field
from engine.packs.province import Province
from engine.problems import Problem

CODE = "names-not-text"
TEXTS = frozenset({"text", "long_text"})


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """The fields of sections and of kinds of records."""
    for standard in subject.plan.standards:
        for section in standard.sections:
            yield from _check(section.fields)
        for kind in standard.kinds.values():
            yield from _check(kind.fields)


def check_provinces(provinces: Iterable[Province]) -> Iterator[Problem]:
    """The archives of provinces, whatever of them no plan uses."""
    for province in provinces:
        for kind in province.kinds.values():
            yield from _check(kind.fields)


def _check(fields: Iterable[Field]) -> Iterator[Problem]:
    for field in fields:
        if field.names and field.type not in TEXTS:
            yield problem(
                CODE,
                field,
                "names",
                f"“{field.name}”是 {field.type} 类型，读不出姓名",
                hint="请改为 text 或 long_text，或删去 names",
            )
        if field.type == "rows":
            yield from _check(getattr(field.options, "fields", ()))
