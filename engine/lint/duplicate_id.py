"""duplicate-id: the same id twice in one list, or for two things that expressions name alike.

Sections, categories, items and slots of a standard share one name space, because findings and
expressions name them by their id alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.subject import LintedPlan, below, items, maps_of, problem, slots_with_places
from engine.packs.model import Declared, Standard
from engine.packs.node import Node
from engine.packs.source import Source
from engine.problems import Problem

CODE = "duplicate-id"


def check_source(source: Source) -> Iterator[Problem]:
    """Ids that stand twice in one list of a file, before layers are merged by id."""
    for path, node in maps_of(source.root):
        for key, child in node.value.items() if isinstance(node.value, dict) else ():
            yield from _repeated(child, below(path, key))


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """Ids that two different things of one standard share."""
    for standard in subject.plan.standards:
        seen: dict[str, Declared] = {}
        for thing in _named_alike(standard):
            first = seen.setdefault(thing.id, thing)
            if first is not thing:
                yield problem(
                    CODE,
                    thing,
                    "id",
                    f"编号“{thing.id}”已被“{first.name}”使用",
                    hint=f"首次出现在 {first.origin.position}；"
                    "模块、类别、项目、附件项的编号不能相同",
                )


def _named_alike(standard: Standard) -> Iterator[Declared]:
    yield from standard.sections
    yield from standard.categories
    yield from items(standard)
    for section, slot in slots_with_places(standard):
        if section.type == "slots":
            yield slot


def _repeated(members: Node, path: str) -> Iterator[Problem]:
    seen: dict[str, Node] = {}
    for index, member in enumerate(members.items()):
        name = member.get("id")
        if name is None or not isinstance(name.value, str):
            continue
        first = seen.setdefault(name.value, name)
        if first is not name:
            yield Problem(
                position=name.position,
                code=CODE,
                path=f"{path}[{index}].id",
                message=f"编号“{name.value}”重复",
                hint=f"首次出现在第 {first.position.line} 行",
            )
