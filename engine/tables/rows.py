"""From applications to the rows of a list, and from a plan to the names that a list may say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from engine.packs.model import Plan
from engine.tables.answers import Answers
from engine.tables.model import Repeat, Table, TextPart
from engine.tables.named import Named, key_of, lists_of
from engine.tables.said import Values


def application_row(table: Table, answers: Answers, **own: object) -> dict[str, object]:
    """What the columns of the list `rows` of `table` print of one application.

    `own` are the names that an application does not answer, without their `row.`: `opinion`,
    `remark`, `unit` … (`engine.tables.subjects`).
    """
    row: dict[str, object] = {f"row.{name}": value for name, value in own.items()}
    for part in row_parts(table):
        if not part.expression.startswith("row."):
            key = key_of(part.expression, part.format)
            row[key] = answers.show(part.expression, part.format)
    return row


def row_parts(table: Table) -> Iterator[TextPart]:
    """Every name and expression in the columns of the list `rows`, with its format."""
    for block in table.blocks:
        if not isinstance(block, Repeat) or block.source != "list" or block.of != "rows":
            continue
        for column in block.columns:
            if column.path:
                yield TextPart(expression=column.path, format=column.format)
            if column.text is not None:
                yield from (part for part in column.text.parts if part.expression)


def plan_names(plan: Plan) -> dict[str, object]:
    """The names of a plan, for `lay_out_list`."""
    return {
        "plan.id": plan.id,
        "plan.name": plan.name,
        "plan.year": str(plan.year),
        "plan.committee": plan.committee,
        "plan.province": plan.province_name,
        "plan.series": plan.series.name,
        "plan.type": plan.type,
        "plan.digest": plan.digest[:12].upper(),
    }


def list_of(table: Table, rows: Sequence[Values], names: Values) -> Named:
    """Names and rows as the words of a table, with the digest of what is in them."""
    lists = lists_of(table, rows, names)
    said = Named(table=table, names=names, lists=lists)
    if not said.is_filled:
        return said
    text = json.dumps([names, lists], ensure_ascii=False, sort_keys=True, default=str)
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12].upper()
    return replace(said, digest=digest)
