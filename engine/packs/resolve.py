"""One tree per plan: every layer merged, every value still knowing its file and line.

Third step of the pack flow. `extends` first merges packs of the same kind; then the province, the
standard and the plan are merged by their common keys, once for each standard that the plan uses.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from engine.packs.layers import (
    COMMON_KEYS,
    OWN_KEYS,
    SITE_KEYS,
    empty,
    entries,
    like,
    only,
    without,
)
from engine.packs.merge import merge
from engine.packs.node import Node
from engine.packs.shared import Shared
from engine.packs.unresolved import Packs, extends_cycle, listed_twice, unknown_pack
from engine.problems import PackError, Position, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedPlan:
    """A plan and all it needs, as nodes.

    `standards` are province, standard and plan merged; `standard_bases` the same before the plan
    spoke. `codes`, `series` and `tables` hold only what is used, `used` names (kind, id) of every
    pack that took part.
    """

    plan: Node
    province: Node
    standards: dict[str, Node]
    codes: dict[str, Node] = field(default_factory=dict)
    series: dict[str, Node] = field(default_factory=dict)
    tables: dict[str, Node] = field(default_factory=dict)
    standard_bases: dict[str, Node] = field(default_factory=dict)
    used: frozenset[tuple[str, str]] = frozenset()


def resolve_plan(packs: Packs, id: str, shared: Shared | None = None) -> ResolvedPlan:
    """Merge everything that the plan `id` says or refers to.

    `shared` holds what other plans of the same packs were made of.

    :raises PackError: no such plan, an unknown or circular reference, or merging by unknown ids
    """
    return Resolver(packs, shared or Shared()).resolve(id)


def resolve_standard(packs: Packs, id: str, shared: Shared) -> Node:
    """The standard `id` over the common keys of its province, before any plan speaks.

    :raises PackError: as `resolve_plan`
    """
    resolver = Resolver(packs, shared)
    node = resolver.standard(id)
    resolver.raise_problems()
    return node


def extended(packs: Packs, kind: str, id: str) -> Node:
    """One pack of any kind with what it `extends` merged in, not layered over any other kind.

    :raises PackError: as `resolve_plan`
    """
    resolver = Resolver(packs, Shared())
    node = resolver.merged(resolver.chain(kind, id))
    resolver.raise_problems()
    return node


class Resolver:
    """Merges packs of one library, collecting what is wrong and which packs took part."""

    def __init__(self, packs: Packs, shared: Shared) -> None:
        self._packs = packs
        self._shared = shared
        self._problems: list[Problem] = []
        self._unmerged: list[Problem] = []
        self._used: set[tuple[str, str]] = set()
        self._chains: dict[tuple[str, str], list[Node]] = {}

    @property
    def used(self) -> frozenset[tuple[str, str]]:
        """(kind, id) of every pack that took part."""
        return frozenset(self._used)

    def raise_problems(self) -> None:
        """Raise what has been found so far, if anything.

        :raises PackError: with every problem
        """
        # over a pack that is missing, what cannot be merged is most likely an echo
        missing = any(problem.code == "unknown-reference" for problem in self._problems)
        if problems := [*self._problems, *(() if missing else self._unmerged)]:
            raise PackError(dict.fromkeys(problems))

    def resolve(self, id: str) -> ResolvedPlan:
        """The plan with that id and all it needs, as `resolve_plan`."""
        layers = self.chain("plan", id)
        plan = self._plan(layers)
        province = self._referred("province", plan.get("province"), "province")
        bases: dict[str, Node] = {}
        standards: dict[str, Node] = {}
        used = plan.get("standards")
        for index, entry in enumerate(used.items() if used else ()):
            name = entry.get("standard")
            below = self._referred("standard", name, f"standards[{index}].standard")
            if name is not None and str(name.value) in standards:
                self._problems.append(listed_twice(name, index))
            elif name is not None and below:
                base = self._base(self._province_of(below, province), below)
                bases[str(name.value)] = base
                standards[str(name.value)] = self._patched(base, [*layers, entry])
        resolved = ResolvedPlan(
            plan=plan,
            province=self._of_applications(province) if province else empty(plan),
            standards=standards,
            standard_bases=bases,
            codes=self.codes(standards.values()),
            series=self._series(plan, standards),
            tables=self._tables(standards),
            used=self.used,
        )
        self.raise_problems()
        return resolved

    def chain(
        self,
        kind: str,
        id: str,
        position: Position | None = None,
        path: str = "",
        below: tuple[str, ...] = (),
    ) -> list[Node]:
        """The pack and all that it extends, those first; nothing if it is unknown, a problem."""
        root = self._packs.find(kind, id)
        if root is None:
            at = position or Position(id, 1, 1)
            self._problems.append(unknown_pack(kind, id, self._packs, at, path))
            return []
        if id in below:
            self._problems.append(extends_cycle(position or root.position, (*below, id)))
            return []
        if (kind, id) in self._chains:
            return self._chains[kind, id]  # a lattice of `extends` is walked once, not once a path
        self._used.add((kind, id))
        layers: list[Node] = []
        for name in _names(root.get("extends")):
            parents = self.chain(kind, str(name.value), name.position, "extends", (*below, id))
            known = {builtins.id(layer) for layer in layers}
            layers += [parent for parent in parents if builtins.id(parent) not in known]
        self._chains[kind, id] = [*layers, root]
        return self._chains[kind, id]

    def merged(self, layers: list[Node]) -> Node:
        """The layers over each other; place and own keys are those of the last."""
        if not layers:
            self.raise_problems()
        last = layers[-1]
        node = empty(last)
        for layer in layers:
            keys = ("extends",) if layer is last else OWN_KEYS
            node = merge(node, without(layer, *keys), self._unmerged)
        return Node(node.value, last.position, last.key_position)

    def province(self, id: str) -> Node:
        """The province with that id, whole."""
        layers = self.chain("province", id)
        return self._once("province", layers)

    def standard(self, id: str) -> Node:
        """The standard with that id over the common keys of its province."""
        layers = self.chain("standard", id)
        return self._base(self._province_of(layers, []), layers)

    def codes(self, nodes: Iterable[Node]) -> dict[str, Node]:
        """The code tables that fields below the nodes refer to, by id."""
        found: dict[str, Node] = {}
        for node in nodes:
            for path, name in code_tables(node):
                self._collect("codes", name, path, found)
        return found

    def every(self, kind: str) -> dict[str, Node]:
        """All packs of a kind, by id."""
        return {id: self._once(kind, self.chain(kind, id)) for id in self._packs.ids(kind)}

    def _of_applications(self, layers: list[Node]) -> Node:
        """The province without what is no business of an application."""
        return without(self._once("province", layers), *SITE_KEYS)

    def _once(self, what: str, layers: list[Node]) -> Node:
        return self._shared.once(what, layers, lambda: self.merged(layers), self._unmerged)

    def _base(self, province: list[Node], standard: list[Node]) -> Node:
        """The standard over the common keys of its province."""
        commons = [only(layer, COMMON_KEYS) for layer in province]
        return self._shared.once(
            "standard",
            [*province, *standard],
            lambda: self.merged([*commons, *standard]),
            self._unmerged,
        )

    def _patched(self, base: Node, patches: list[Node]) -> Node:
        """The standard as the plan changes it, still with its own place."""
        node = base
        for patch in patches:
            node = merge(node, only(patch, COMMON_KEYS), self._unmerged)
        return Node(node.value, base.position, base.key_position)

    def _plan(self, layers: list[Node]) -> Node:
        """The plan's own keys merged, and the patches of all its layers one after the other."""
        own = self.merged([without(layer, *COMMON_KEYS) for layer in layers])
        said = dict(entries(own))
        for layer in layers:
            for key, patch in entries(only(layer, COMMON_KEYS)).items():
                before = said.get(key)
                joined = [*before.items(), *patch.items()] if before else []
                said[key] = like(patch, joined) if joined else patch
        return like(own, said)

    def _referred(self, kind: str, name: Node | None, path: str) -> list[Node]:
        if name is None or not isinstance(name.value, str):
            return []
        return self.chain(kind, name.value, name.position, path)

    def _province_of(self, standard: list[Node], province: list[Node]) -> list[Node]:
        """The layers of the standard's own province, or else of the plan's."""
        own = next((n for layer in reversed(standard) if (n := layer.get("province"))), None)
        return self._referred("province", own, "province") if own else province

    def _series(self, plan: Node, standards: dict[str, Node]) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for node in (plan, *standards.values()):
            self._collect("series", node.get("series"), "series", found)
        return found

    def _tables(self, standards: dict[str, Node]) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for standard in standards.values():
            listed = standard.get("tables")
            for index, used in enumerate(listed.items() if listed else ()):
                conditional = isinstance(used.value, dict)
                name, path = used.get("table") if conditional else used, f"tables[{index}]"
                self._collect("table", name, f"{path}.table" if conditional else path, found)
        return found

    def _collect(self, kind: str, name: Node | None, path: str, found: dict[str, Node]) -> None:
        if name is None or not isinstance(name.value, str) or name.value in found:
            return
        layers = self._referred(kind, name, path)
        if layers:
            found[name.value] = self._once(kind, layers)


def code_tables(node: Node, path: str = "") -> Iterator[tuple[str, Node]]:
    """Every reference of a field to a code table (`table: ethnic`) below `node`, with its path."""
    if isinstance(node.value, dict):
        kind = node.get("type")
        table = node.get("table")
        if kind is not None and kind.value == "code" and table is not None:
            yield f"{path}.table", table
        for key, child in node.value.items():
            if isinstance(child.value, dict | list):
                yield from code_tables(child, f"{path}.{key}" if path else key)
    for index, member in enumerate(node.items()):
        name = member.get("id")
        yield from code_tables(member, f"{path}[{index if name is None else name.value}]")


def _names(node: Node | None) -> Iterator[Node]:
    if node is None:
        return
    if isinstance(node.value, str):
        yield node
    yield from (member for member in node.items() if isinstance(member.value, str))
