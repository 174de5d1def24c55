"""Writes answers into a draft, and reads what a tree says of it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from engine.fill.draft import Draft, Row, Spot
from engine.packs.model import Field
from engine.rules.evaluate import compile_tree
from engine.rules.tree import Answer, FirstDay, Lookup, Tree


class Pen:
    """Writes into one draft. `values` are what the last check saw.

    Writing returns whether the answer is another one now.
    """

    def __init__(self, draft: Draft, values: Mapping[str, Any]) -> None:
        self.draft, self.values = draft, values
        self.random: Random = draft.random

    def rows(self, name: str) -> list[Spot]:
        """The rows that expressions call `name`."""
        return self.draft.spots(name)

    def fits(self, where: Tree | None, row: Spot) -> bool:
        """Whether a row fulfils a condition."""
        return where is None or bool(self.value(where, row))

    def value(self, tree: Tree, row: Spot | None) -> Any:
        """What a tree says of the draft as it was last checked, or of a row as it is now."""
        return compile_tree(tree)(self.values, None if row is None else row.values)

    def field(self, tree: Answer, row: Spot | None) -> tuple[Field, Row] | None:
        """The field behind an answer, and where its answer is held."""
        if tree.of_row:
            fields = self.draft.fields_of(row) if row else ()
            return next((pair for pair in fields if pair[0].id == tree.path[0]), None)
        field = self.draft.field(*tree.path) if len(tree.path) == 2 else None
        if field is None:
            return None
        return field, self.draft.sections.setdefault(tree.path[0], {})

    def set(self, tree: Tree, value: Any, row: Spot | None) -> bool:
        """Give an answer a value, if it is an answer that can be given."""
        if isinstance(tree, FirstDay):
            return self.set(tree.of, value[:7] if isinstance(value, str) else value, row)
        if not isinstance(tree, Answer):
            return False
        if not tree.of_row and tree.path[0] == "application" and len(tree.path) == 2:
            return self._choose(tree.path[1], value)
        found = self.field(tree, row)
        if found is None:
            return False
        field, held = found
        value = _fitting(field, value)
        if held.get(field.id) == value:
            return False
        if value is None:
            held.pop(field.id, None)
        else:
            held[field.id] = value
        return True

    def _choose(self, name: str, value: Any) -> bool:
        if name not in ("mode", "branch", "title") or self.draft.application.get(name) == value:
            return False
        self.draft.application[name] = value
        return True

    def contain(self, many: Tree, value: Any, row: Spot | None) -> bool:
        """One value more in an answer of several."""
        held = self.value(many, row) or []
        return self.set(many, [*held, value], row)

    def avoid(self, tree: Tree, values: Sequence[Any], row: Spot | None) -> bool:
        """Another value than these."""
        if isinstance(tree, Lookup) and isinstance(tree.values, dict):
            codes = [code for code, value in tree.values.items() if value not in values]
            return bool(codes) and self.set(tree.of, self.random.choice(codes), row)
        if not isinstance(tree, Answer):
            return False
        if not tree.of_row and tree.path[0] == "application":
            choices = [choice for choice in tree.type.choices or () if choice not in values]
            return bool(choices) and self.set(tree, self.random.choice(choices), row)
        found = self.field(tree, row)
        if found is None:
            return False
        field, held = found
        for _ in range(20):
            if self.resample(tree, field, row) and held.get(field.id) not in values:
                return True
        # made-up texts are all alike: an ending of its own sets one apart
        self.draft.make_different(field, held)
        if held.get(field.id) not in (None, *values):
            return True
        return self.set(tree, None, row)

    def resample(self, tree: Answer, field: Field, row: Spot | None) -> bool:
        """An answer made up anew."""
        into: dict[str, Any] = {}
        self.draft.answer(field, into)
        return self.set(tree, into[field.id], row)


def _fitting(field: Field, value: Any) -> Any:
    """The value as this type of field stores it: whole numbers, months, dates."""
    if isinstance(value, float) and field.type in ("integer", "year", "rank"):
        return int(value)
    if field.type == "month" and isinstance(value, str):
        return value[:7]
    if field.type == "date" and isinstance(value, str) and len(value) == 7:
        return f"{value}-01"
    return value
