"""The linter: everything that can be known to be wrong with packs before an applicant sees them.

Reading, shape, merging and compiling report their own problems; the checks registered here look
at what is left: whether what the packs say makes sense. One file per check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import TypeVar

from engine.lint import (
    certificate,
    committee,
    constant_condition,
    deadlines,
    duplicate_id,
    empty_column,
    idle_paths,
    inverted_window,
    level_mismatch,
    looser_than_standard,
    min_over_items,
    min_over_max,
    missing_source,
    names_not_text,
    printing,
    publicity,
    responsible,
    review_chain,
    slot_without_name,
    unoffered,
    unopened_page,
    unreachable_section,
    unsatisfiable_category,
    unused,
    used_before_asked,
    visibility_cycle,
)
from engine.lint.subject import LintedPlan
from engine.packs.library import Library
from engine.packs.province import Province
from engine.packs.shape import check_shape
from engine.packs.source import Source
from engine.problems import PackError, Position, Problem

Subject = TypeVar("Subject")

SOURCE_CHECKS: tuple[Callable[[Source], Iterable[Problem]], ...] = (
    min_over_max.check_source,
    inverted_window.check_source,
    slot_without_name.check_source,
    missing_source.check_source,
)
PLAN_CHECKS: tuple[Callable[[LintedPlan], Iterable[Problem]], ...] = (
    duplicate_id.check_plan,
    min_over_items.check_plan,
    unsatisfiable_category.check_plan,
    level_mismatch.check_plan,
    constant_condition.check_plan,
    visibility_cycle.check_plan,
    used_before_asked.check_plan,
    unreachable_section.check_plan,
    unopened_page.check_plan,
    printing.check_plan,
    empty_column.check_plan,
    looser_than_standard.check_plan,
    review_chain.check_plan,
    responsible.check_plan,
    deadlines.check_plan,
    publicity.check_plan,
    committee.check_plan,
    certificate.check_plan,
    names_not_text.check_plan,
    missing_source.check_plan,
)


ECHOES = {
    "yaml-yes-no": {"wrong-type"},
    "out-of-range": {slot_without_name.CODE},
    used_before_asked.CODE: {visibility_cycle.CODE},
}
"""Codes that say nothing new where another of these stands at the same place."""


def lint(library: Library, ids: Sequence[str] | None = None) -> tuple[Problem, ...]:
    """Every problem of the library's packs, or of those that the plans `ids` are made of.

    Sorted by place; one mistake in a shared layer is reported once, however many plans use it.
    """
    sources = [source for source in library.sources if ids is None or source.id in ids]
    found = list(library.problems)
    broken: set[tuple[str, str]] = set()
    for source in sources:
        mistakes = check_shape(source)
        repeated = tuple(duplicate_id.check_source(source))
        found += [*source.warnings, *mistakes, *repeated]
        found += _run(SOURCE_CHECKS, source)
        if any(mistake.severity == "error" for mistake in (*mistakes, *repeated)):
            broken.add((source.kind, source.id))
    provinces = _compiled_provinces(library, ids, broken, found)
    found += review_chain.check_provinces(provinces)
    found += deadlines.check_provinces(provinces)
    found += idle_paths.check_provinces(provinces)
    found += names_not_text.check_provinces(provinces)
    found += publicity.check_provinces(provinces)
    found += committee.check_provinces(provinces)
    found += certificate.check_provinces(provinces)
    subjects: list[LintedPlan] = []
    for name in library.plan_ids() if ids is None else ids:
        found += _lint_plan(library, name, broken, subjects)
    found += _lint_calendar(library, broken, subjects)
    if ids is None and not broken and len(subjects) == len(library.plan_ids()):
        found += unoffered.check_all(subjects)
        found += unused.check_all(subjects, sources, provinces)
    return _without_echoes(found)


def _lint_plan(
    library: Library, name: str, broken: set[tuple[str, str]], subjects: list[LintedPlan]
) -> Iterable[Problem]:
    """The problems of one plan; it joins `subjects` if it could be compiled."""
    try:
        resolved = library.resolve(name)
        if broken & resolved.used:
            return []  # their shape or repeated ids are reported; what follows would be an echo
        subject = LintedPlan(plan=library.plan(name), resolved=resolved)
    except PackError as error:
        lost = _unreadable(library)
        return [one for one in error.problems if not _names_one_of(one, lost)]
    subjects.append(subject)
    return list(_run(PLAN_CHECKS, subject))


def _lint_calendar(
    library: Library, broken: set[tuple[str, str]], subjects: Sequence[LintedPlan]
) -> Iterable[Problem]:
    """The problems of the working days, and the plans that need days which they do not have."""
    if any(kind == "calendar" for kind, _ in broken):
        return []
    try:
        calendar = library.calendar()
    except PackError as error:
        return error.problems
    return list(deadlines.check_calendar(subjects, calendar))


def _compiled_provinces(
    library: Library,
    ids: Sequence[str] | None,
    broken: set[tuple[str, str]],
    found: list[Problem],
) -> tuple[Province, ...]:
    """The provinces that are well, all of them or those among `ids`; the problems of others join
    `found`, unless they can only be echoes of `broken` packs."""
    provinces: list[Province] = []
    for name in library.province_ids():
        if broken or (ids is not None and name not in ids):
            continue
        try:
            provinces.append(library.province(name))
        except PackError as error:
            lost = _unreadable(library)
            found += [one for one in error.problems if not _names_one_of(one, lost)]
    return tuple(provinces)


def _unreadable(library: Library) -> set[str]:
    """The names, without folder and ending, of files that could not be read at all."""
    read = {source.name for source in library.sources}
    lost = {problem.position.file for problem in library.problems} - read
    return {PurePath(name).stem for name in lost}


def _names_one_of(problem: Problem, lost: set[str]) -> bool:
    """Whether a missing pack is most likely in a file that could not be read, as is said there."""
    return problem.pack.rpartition("/")[2] in lost


def _run(
    checks: Iterable[Callable[[Subject], Iterable[Problem]]], subject: Subject
) -> Iterator[Problem]:
    for check in checks:
        yield from check(subject)


def _without_echoes(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    unique = {(p.position, p.code, p.message): p for p in problems}
    codes: dict[Position, set[str]] = {}
    for problem in unique.values():
        codes.setdefault(problem.position, set()).add(problem.code)
    kept = [p for p in unique.values() if not ECHOES.get(p.code, set()) & codes[p.position]]
    return tuple(sorted(kept, key=lambda p: (p.position, p.code, p.message)))
