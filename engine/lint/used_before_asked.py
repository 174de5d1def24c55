"""used-before-asked: a condition reads an answer that is asked only later.

The applicant would see questions appear and vanish on pages that are already done.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.subject import LintedPlan, problem
from engine.packs.model import Declared, Standard
from engine.problems import Problem
from engine.rules.expression import Expression

CODE = "used-before-asked"


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """Compare the place of each conditional question with the places of what it reads."""
    for standard in subject.plan.standards:
        places, names = _places(standard)
        for declared, place in _asked(standard, places):
            for key in ("when", "required"):
                condition = getattr(declared, key, None)
                if not isinstance(condition, Expression):
                    continue
                for path in sorted(condition.reads):
                    if places.get(path, place) > place:
                        yield problem(
                            CODE,
                            declared,
                            key,
                            f"条件用到“{names[path]}”({path})，而它在后面才填写",
                            hint="请调整先后次序，或改用前面已填写的内容",
                            severity="warning",
                        )


Place = tuple[int, int]


def _places(standard: Standard) -> tuple[dict[str, Place], dict[str, str]]:
    """Where each answer is given, as (section, field) in the order of the pages."""
    order = [name for page in standard.pages for name in page.sections]
    places: dict[str, Place] = {}
    names: dict[str, str] = {}
    for section in standard.sections:
        if section.fixed:
            continue
        rank = order.index(section.id) if section.id in order else len(order)
        places[section.id], names[section.id] = (rank, 0), section.name
        for index, field in enumerate(section.fields):
            path = f"{section.id}.{field.id}"
            places[path], names[path] = (rank, index), field.name
    return places, names


def _asked(standard: Standard, places: dict[str, Place]) -> Iterator[tuple[Declared, Place]]:
    for section in standard.sections:
        if section.id not in places:
            continue
        yield section, places[section.id]
        for field in section.fields:
            yield field, places[f"{section.id}.{field.id}"]
        for slot in section.slots:
            yield slot, places[section.id]
