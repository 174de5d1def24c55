"""The names that the expressions of one standard know, and the types of their values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from engine.packs.compile.fields import Draft, value_types
from engine.packs.compile.reader import Reader
from engine.rules.expression import ValueType

TEXT = ValueType("text")
NUMBER = ValueType("number")
DATE = ValueType("date")
BOOLEAN = ValueType("boolean")

RESERVED_SECTIONS = frozenset({"application", "plan", "computed", "files", "records"})
RESERVED_ROW_FIELDS = frozenset({"id", "record", "kind", "item", "category", "status", "files"})
"""What every row has beside its fields (docs/architecture.md, Names that expressions know)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What an application chooses from: texts by id and the words that people read for them."""

    modes: Mapping[str, str]
    standards: Mapping[str, str]
    series: Mapping[str, str]
    branches: tuple[str, ...]
    titles: tuple[str, ...]
    levels: tuple[str, ...]


def application_names(choices: Choices) -> dict[str, ValueType]:
    """`application.*` and `plan.*`.

    What a plan does not offer another plan of the same standard may, so that the choices are open;
    the linter looks for values that no plan offers.
    """
    return {
        "application.mode": replace(_one_of(choices.modes), open=True),
        "application.standard": replace(_one_of(choices.standards), open=True),
        "application.series": replace(_one_of(choices.series), open=True),
        "application.branch": ValueType("text", choices.branches or None, open=True),
        "application.title": ValueType("text", choices.titles or None, open=True),
        "application.level": ValueType("text", choices.levels or None, open=True),
        "plan.year": NUMBER,
        "plan.cutoff": DATE,
        "plan.opens": DATE,
        "plan.closes": DATE,
    }


def row_names(
    kinds: Mapping[str, str], items: Mapping[str, str], categories: Mapping[str, str]
) -> dict[str, ValueType]:
    """What every row has beside its fields; the maps give names by id."""
    return {
        "id": TEXT,
        "record": TEXT,
        "status": TEXT,
        "kind": _one_of(kinds),
        "item": _one_of(items),
        "category": _one_of(categories),
    }


def union_of_fields(groups: Iterable[tuple[Draft, ...]]) -> dict[str, ValueType]:
    """The fields of rows that may be of several kinds.

    A field id that stands for different types of values in two kinds is a problem of the second.
    """
    merged: dict[str, ValueType] = {}
    first: dict[str, Reader] = {}
    for drafts in groups:
        readers = {draft.reader.id: draft.reader for draft in drafts}
        for name, found in value_types(drafts).items():
            known = merged.get(name)
            if known is None:
                merged[name] = found
                first[name] = readers[name]
            elif known.type == found.type:
                merged[name] = _either(known, found)
            else:
                _conflict(readers[name], first[name], name)
    return merged


def _conflict(reader: Reader, first: Reader, name: str) -> None:
    problem_at = reader.node.at("type")
    known = any(
        problem.code == "field-type-conflict" and problem.position == problem_at
        for problem in reader.notes.problems
    )
    if not known:
        reader.problem(
            "field-type-conflict",
            f"字段 “{name}” 在不同业绩类型里的值类型不同，表达式无法区分",
            key="type",
            hint=f"另一处在 {first.node.at('type')}；请改用不同的编号或相同的类型。",
        )


def _either(one: ValueType, other: ValueType) -> ValueType:
    choices = None
    if one.choices is not None and other.choices is not None:
        choices = tuple(dict.fromkeys((*one.choices, *other.choices)))
    return replace(
        one,
        choices=choices,
        names={**other.names, **one.names},
        attributes={**other.attributes, **one.attributes},
        month=one.month or other.month,
        year=one.year and other.year,
    )


def _one_of(names: Mapping[str, str]) -> ValueType:
    return ValueType("text", tuple(names) or None, names=dict(names))
