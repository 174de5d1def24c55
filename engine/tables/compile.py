"""From the YAML of a `kind: table` pack to a `Table`."""

from __future__ import annotations

from typing import cast, get_args

from engine.packs.node import Node
from engine.problems import PackError, Problem
from engine.tables.blocks import compile_block, compile_page
from engine.tables.model import (
    Code,
    Opinion,
    Running,
    Subject,
    Table,
    Text,
    Vote,
)
from engine.tables.naming import subject_problems
from engine.tables.reading import Reading
from engine.tables.text import split_text


def compile_table(node: Node) -> Table:
    """The table that a resolved node says.

    :raises PackError: with every problem: uneven rows, braces, formats, widths, margins, ids
    """
    problems: list[Problem] = []
    reading = Reading(node, problems)
    compiled = [compile_block(block) for block in reading.members("blocks")]
    table = Table(
        id=reading.text("id"),
        name=reading.text("name"),
        subject=cast("Subject", reading.word("subject", get_args(Subject), "application")),
        source=reading.text("source"),
        version=reading.text("version"),
        province=reading.text("province"),
        page=compile_page(reading.member("page")),
        font_size=reading.number("font_size", 10.5),
        least_font_size=reading.number("least_font_size", 0),
        empty=reading.text("empty"),
        header=_running(reading.member("header")),
        footer=_running(reading.member("footer")),
        code=_code(reading.member("code")),
        blocks=tuple(block for block in compiled if block is not None),
        origin=node,
    )
    if not compiled:  # of this table or one that it extends
        reading.add("missing-key", "缺少 blocks", "请补上 blocks，或用 extends 取自另一张表。")
    _check_ids(table, problems)
    problems += subject_problems(table)
    if problems:
        raise PackError(problems)
    return table


def _running(reading: Reading | None) -> Running | None:
    if reading is None:
        return None
    nothing = Text(parts=(), position=reading.position)
    return Running(
        left=reading.template("left") or nothing,
        center=reading.template("center") or nothing,
        right=reading.template("right") or nothing,
    )


def _code(reading: Reading | None) -> Code | None:
    if reading is None:
        return None
    text = reading.template("text") or split_text("", reading.position, reading.problems)
    return Code(text=text, size=reading.number("size", 14))


def _check_ids(table: Table, problems: list[Problem]) -> None:
    seen: set[str] = set()
    for block in table.blocks:
        if isinstance(block, (Opinion, Vote)):
            if block.id in seen:
                problems.append(
                    Problem(
                        position=block.position,
                        code="duplicate-id",
                        message=f"编号“{block.id}”的意见栏已经有了",
                        hint="每个意见栏和票决栏的 id 不能相同",
                    )
                )
            seen.add(block.id)
