"""unused: something declared that nothing uses; often a typo in whatever should have used it.

A declaration of a shared layer counts as used when any plan uses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from engine.lint.subject import LintedPlan, items, problem, rules
from engine.packs.model import Count, Declared, Standard, Within
from engine.packs.province import Province
from engine.packs.source import Source
from engine.problems import Position, Problem
from engine.tables.bindings import bindings

CODE = "unused"


def check_all(
    subjects: Sequence[LintedPlan], sources: Iterable[Source], provinces: Iterable[Province]
) -> Iterator[Problem]:
    """Windows and computed values that no plan uses; packs that no plan or province reaches."""
    yield from _unused_declarations(subjects)
    asked = {("codes", id) for province in provinces for id in province.codes}
    yield from _unused_packs(subjects, sources, asked)


def _unused_declarations(subjects: Sequence[LintedPlan]) -> Iterator[Problem]:
    declared: dict[Position, Declared] = {}
    used: set[Position] = set()
    for subject in subjects:
        for standard in subject.plan.standards:
            names = _named_windows(standard) | _names_read(subject, standard)
            for window in standard.windows.values():
                declared.setdefault(window.origin.position, window)
                if window.id in names:
                    used.add(window.origin.position)
            for computed in standard.computed:
                declared.setdefault(computed.origin.position, computed)
                if f"computed.{computed.id}" in names:
                    used.add(computed.origin.position)
    for position, thing in sorted(declared.items()):
        if position not in used:
            yield problem(
                CODE,
                thing,
                "",
                f"“{thing.name}”({thing.id}) 没有被任何规则、条件或表格使用",
                hint="请删去，或核对应当使用它的地方是否写错了编号",
                severity="warning",
            )


def _named_windows(standard: Standard) -> set[str]:
    spans: list[Within | None] = [a.within for item in items(standard) for a in item.accepts]
    for rule in rules(standard):
        if rule.count:
            spans.extend(count.within for count in _unfold(rule.count))
    return {span.window for span in spans if span}


def _unfold(count: Count) -> Iterator[Count]:
    yield count
    for substitute in count.substitutes:
        yield from _unfold(substitute.count)


def _names_read(subject: LintedPlan, standard: Standard) -> set[str]:
    """Every dotted name that stands in an expression of the standard or of its tables."""
    names: set[str] = set()
    for declared in _reading(standard):
        names |= _reads_of(declared)
    for paper in standard.exams:
        names |= set(paper.when.reads) if paper.when else set()
    for when in standard.table_when.values():
        names |= set(when.reads)
    for table_id in standard.tables:
        names |= {binding.path for binding in bindings(subject.plan.tables[table_id])}
    return names


def _reading(standard: Standard) -> Iterator[object]:
    for section in standard.sections:
        yield section
        yield from section.fields
        yield from section.slots
    yield from standard.pages
    for category in standard.categories:
        yield category
        for item in category.items:
            yield item
            yield from item.accepts
    yield from standard.windows.values()
    yield from standard.computed
    for rule in rules(standard):
        yield rule
        if rule.count:
            yield from _unfold(rule.count)
    for table in standard.eligibility:
        yield table
        yield from table.measures
        yield from table.rows


def _reads_of(thing: object) -> set[str]:
    """The names read by whichever attributes of `thing` are expressions, templates, thresholds."""
    names: set[str] = set()
    for key in thing.__dataclass_fields__:  # type: ignore[attr-defined]  # only dataclasses come
        value = getattr(thing, key)
        names |= set(getattr(value, "reads", ()))
        for condition, _ in getattr(value, "cases", ()):
            names |= set(condition.reads)
    return names


def _unused_packs(
    subjects: Sequence[LintedPlan], sources: Iterable[Source], asked: set[tuple[str, str]]
) -> Iterator[Problem]:
    reached = asked | {name for subject in subjects for name in subject.resolved.used}
    for source in sources:
        if (
            source.kind in ("standard", "table", "codes")
            and (source.kind, source.id) not in reached
        ):
            abstract = source.root.get("abstract")
            if abstract is not None and abstract.value is True:
                continue
            yield Problem(
                position=source.root.at("id"),
                code=CODE,
                path=source.id,
                message="没有任何评审计划用到它",
                hint="请删去，或核对引用它的编号",
                severity="warning",
            )
