"""signature: a handwritten signature, drawn on a screen or scanned, as an image."""

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
from engine.fields.file_check import IMAGES, MAX_MB_SCHEMA, file_faults, sample_file
from engine.fields.option_reader import OptionReader
from engine.fields.text_check import tidy
from engine.packs.model import Field
from engine.packs.node import Node
from engine.rules.scope import ValueType

NAME = "签名"
DESCRIPTION = "手写签名的图片：在屏幕上签，或扫码在手机上签，或签在纸上拍照上传。"
EXAMPLE = "{id: signature, name: 本人签字, type: signature, max_mb: 1, dated: signed_on}"
REQUIRED_OPTIONS: tuple[str, ...] = ()
OPTIONS_SCHEMA: Mapping[str, Mapping[str, Any]] = {
    "max_mb": {**MAX_MB_SCHEMA, "default": 2},
    "dated": {
        "type": "string",
        "title": "签字日期字段",
        "description": "同一模块中一个日期字段的 id，用手机签名后自动填入当天",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The largest size in units of 1,048,576 bytes, inclusive; `dated` is the id of the date field
    beside this one that is filled in when somebody signs (云南手册 L46)."""

    max_mb: float = 2
    dated: str = ""


def compile_options(node: Node, context: OptionsContext) -> Options:
    """Read `max_mb` and `dated`."""
    reader = OptionReader(node, context)
    return Options(max_mb=reader.number("max_mb") or 2, dated=_dated(reader))


def _dated(reader: OptionReader) -> str:
    dated = reader.text("dated")
    reader.one_of("dated", dated, reader.context.siblings)
    beside = reader.context.siblings.get(dated)
    kind = beside.get("type") if beside is not None else None
    if kind is not None and kind.value != "date":
        reader.problem("dated", "wrong-type", f"签字日期字段 “{dated}” 应是 date 类型")
    return dated


def value_type(options: Options) -> ValueType:
    """A file: expressions only know whether there is one."""
    return ValueType("other")


def build_check(field: Field) -> Check:
    """The FILE map of an image of a right size."""
    options = options_of(field, Options)
    name = field.name

    def explain(value: object, today: str) -> tuple[Fault, ...]:
        file = read_file(value)
        if file is None:
            return (fault("not-a-file", name),)
        return file_faults(name, file, IMAGES, options.max_mb)

    return Check(ok=lambda value: not explain(value, ""), explain=explain)


def build_input(field: Field) -> None:
    """None: signatures are uploaded apart, the form only shows them."""


def parse(text: str, field: Field) -> str | None:
    """No text is a file: it is kept as typed, and the check refuses it."""
    return tidy(text) or None


def display(value: object, field: Field) -> str:
    """已签名, once there is one."""
    return "已签名" if read_file(value) else ""


def sample(field: Field, random: Random) -> dict[str, object]:
    """A small image."""
    return sample_file(random, field.name, "png", width=600, height=200)


def broken(field: Field, random: Random) -> dict[str, object]:
    """An image one byte too large."""
    size = int(options_of(field, Options).max_mb * 1_048_576) + 1
    return {**sample(field, random), "bytes": size}
