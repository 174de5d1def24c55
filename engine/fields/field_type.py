"""What every field type offers, and what can be wrong with an answer.

A field type is a module of this package that follows `FieldType`; the registry is in
`engine.fields`. Stored values are JSON (docs/architecture.md, Dossier).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal, Protocol, TypeVar

from wtforms.fields.core import UnboundField

from engine.packs.model import CodeTable, Field
from engine.packs.node import Node
from engine.problems import Problem
from engine.rules.scope import ValueType

Argument = str | int | float
"""What a message can be filled with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with one answer: a key of `engine.messages` and what to fill it with.

    `args` always has `name`, and `expected` and `actual` where they make sense. A warning does
    not stop anyone from handing in.
    """

    code: str
    args: Mapping[str, Argument]
    severity: Literal["error", "warning"] = "error"


def fault(code: str, name: str, **args: Argument) -> Fault:
    """An error in the answer to the field called `name`."""
    return Fault(code=code, args={"name": name, **args})


def warning(code: str, name: str, **args: Argument) -> Fault:
    """A doubt about the answer to the field called `name` that stops nobody."""
    return Fault(code=code, args={"name": name, **args}, severity="warning")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quick:
    """`ok` of a common type once more, as data that `engine.checks.quick` compiles for many fields
    at once. text: printable, `low` to `high` characters, no blank first; whole: an integer; day
    and month: one that exists; these from `low` to `high`, both included; one_of: `members`."""

    shape: Literal["text", "whole", "day", "month", "one_of", "yes_no"]
    low: int | str = ""
    high: int | str = ""
    members: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Judges filled-in values of one field; both functions take any JSON value and never raise.

    `ok(value)` is quick and careful: True means faultless on any day, False means ask `explain`.
    `explain(value, today)` gives the faults; `today` is ISO text, "" when it does not matter.
    `quick` says the same as `ok`, where it can be said so.
    """

    ok: Callable[[object], bool]
    explain: Callable[[object, str], tuple[Fault, ...]]
    quick: Quick | None = None


def no_siblings() -> Mapping[str, Node]:
    """No other fields: what a field outside a section knows."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionsContext:
    """What compiling the options of one field may look at, and where its problems go.

    `siblings` are the nodes of the fields beside it by id (for `parent`), `compile_field`
    compiles a nested field (for `rows`), `path` names the field in problems.
    """

    problems: list[Problem]
    compile_field: Callable[[Node, str], Field | None]
    codes: Mapping[str, CodeTable] = field(default_factory=dict)
    siblings: Mapping[str, Node] = field(default_factory=no_siblings)
    path: str = ""


class FieldType(Protocol):
    """One type of question. Modules follow this protocol with functions and constants."""

    @property
    def NAME(self) -> str:
        """Its Chinese name."""

    @property
    def DESCRIPTION(self) -> str:
        """What authors of packs read about it."""

    @property
    def EXAMPLE(self) -> str:
        """A field in YAML that uses its options."""

    @property
    def OPTIONS_SCHEMA(self) -> Mapping[str, Mapping[str, Any]]:
        """Its options as JSON-Schema `properties` with Chinese titles."""

    @property
    def REQUIRED_OPTIONS(self) -> tuple[str, ...]:
        """Options that must be given."""

    def compile_options(self, node: Node, context: OptionsContext) -> Any:
        """The frozen options of the field that `node` declares; problems go to the context."""

    def value_type(self, options: Any) -> ValueType:
        """What an expression sees of this field."""

    def build_check(self, field: Field) -> Check:
        """The judge of filled-in values; an empty answer is the business of `required`."""

    def build_input(self, field: Field) -> UnboundField[Any] | None:
        """The form input that coerces and never judges; None where files are uploaded apart."""

    def parse(self, text: str, field: Field) -> object:
        """The stored value that `text` means, None for nothing, or the text itself if it cannot
        be read: drafts keep what was typed, and the check says what is wrong with it."""

    def display(self, value: object, field: Field) -> str:
        """The value as pages and tables show it; an unreadable one as it was typed."""

    def sample(self, field: Field, random: Random) -> object:
        """A valid fictitious value."""

    def broken(self, field: Field, random: Random) -> object:
        """A value with an error, or None where every value is valid."""


Options = TypeVar("Options")


def options_of(field: Field, kind: type[Options]) -> Options:
    """The options of a field, which its type compiled before.

    :raises TypeError: the field is of another type, which only a bug can cause
    """
    if not isinstance(field.options, kind):
        raise TypeError(f"field {field.id} of type {field.type} has {field.options!r}")
    return field.options


def is_empty(value: object) -> bool:
    """Whether nothing was answered: None, blank text, an empty list or map."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or value == [] or value == {}


def shown(value: object) -> str:
    """Any JSON value as short text for “当前为 …”; long values are cut at 40 characters."""
    if isinstance(value, int) and abs(value) >= 10**18:
        return "超出范围的数"  # Python refuses to write out numbers of thousands of digits
    text = value if isinstance(value, str) else "" if value is None else repr(value)
    text = "".join(c if c.isprintable() else " " for c in text[:41])
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
