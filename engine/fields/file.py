"""file: one uploaded file inside a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from engine.dossier.usual import read_file
from engine.fields.field_type import (
    Check,
    Fault,
    OptionsContext,
    fault,
    options_of,
)
from engine.fields.file_check import (
    MAX_MB_SCHEMA,
    TYPES_SCHEMA,
    file_faults,
    read_types,
    sample_file,
)
from engine.fields.option_reader import OptionReader
from engine.fields.text_check import tidy
from engine.packs.model import Field
from engine.packs.node import Node
from engine.rules.scope import ValueType

NAME = "文件"
DESCRIPTION = "表单里的一个文件。多个文件请用附件项（slots）。"
EXAMPLE = "{id: certificate, name: 培训证书, type: file, types: [pdf, jpg], max_mb: 3}"
REQUIRED_OPTIONS: tuple[str, ...] = ()
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {
    "types": {**TYPES_SCHEMA, "default": ["pdf", "jpg", "png"]},
    "max_mb": {**MAX_MB_SCHEMA, "default": 10},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Types by content, and the largest size in units of 1,048,576 bytes, inclusive."""

    types: tuple[str, ...] = ("pdf", "jpg", "png")
    max_mb: float = 10


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Read `types` and `max_mb`."""
    reader = OptionReader(node, context)
    return Options(
        types=read_types(reader, ("pdf", "jpg", "png")), max_mb=reader.number("max_mb") or 10
    )


def value_type(options: Options) -> ValueType:
    """A file: expressions only know whether there is one."""
    return ValueType("other")


def build_check(field: Field) -> Check:
    """A FILE map of a right type and size."""
    options = options_of(field, Options)
    name = field.name

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        file = read_file(value)
        if file is None:
            return (fault("not-a-file", name),)
        return file_faults(name, file, options.types, options.max_mb)

    return Check(ok=lambda value: not explain(value, ""), explain=explain)


def build_input(field: Field) -> None:
    """None: files are uploaded apart, the form only shows them."""


def parse(text: str, field: Field) -> str | None:
    """No text is a file: it is kept as typed, and the check refuses it."""
    return tidy(text) or None


def display(value: object, field: Field) -> str:
    """The file's name."""
    file = read_file(value)
    return file.name if file else ""


def sample(field: Field, random: Random) -> dict[str, object]:
    """A small file of the first type."""
    return sample_file(random, field.name, options_of(field, Options).types[0])


def broken(field: Field, random: Random) -> dict[str, object]:
    """A file one byte too large."""
    size = int(options_of(field, Options).max_mb * 1_048_576) + 1
    return {**sample(field, random), "bytes": size}
