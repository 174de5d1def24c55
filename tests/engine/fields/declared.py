"""Fields for tests, declared in YAML as packs do."""

from __future__ import annotations

from collections.abc import Mapping

from engine.fields import FIELD_TYPES, OptionsContext
from engine.messages import say
from engine.packs.model import Code, CodeTable, Field
from engine.packs.node import Node
from engine.packs.reading import read_document
from engine.problems import Position, Problem

NOWHERE = Node("", Position("test", 1, 1), Position("test", 1, 1))


def code_table(id: str, *entries: Code, attributes: Mapping[str, str] | None = None) -> CodeTable:
    """A code table with its entries by code."""
    return CodeTable(
        id=id,
        name=f"{id} 表",
        entries={entry.code: entry for entry in entries},
        attributes=attributes or {},
        origin=NOWHERE,
    )


ETHNIC = code_table("ethnic", Code(code="01", name="汉族"), Code(code="03", name="回族"))
REGION = code_table(
    "region",
    Code(code="340000", name="甲省"),
    Code(code="340300", name="甲市", parent="340000"),
    Code(code="340302", name="甲区", parent="340300"),
    Code(code="530000", name="乙省"),
    Code(code="530100", name="乙市", parent="530000"),
)
DEGREE = code_table(
    "degree",
    Code(code="1", name="旧学位", valid_to="2003-12-31", attributes={"rank": 1}),
    Code(code="2", name="新学位", valid_from="2004-01-01", attributes={"rank": 2}),
    attributes={"rank": "integer"},
)
CODES = {table.id: table for table in (ETHNIC, REGION, DEGREE)}


SIBLINGS = {
    "province": read_document("{id: province, type: code}", "test").root,
    "signed_on": read_document("{id: signed_on, type: date}", "test").root,
}
"""Fields beside every declared one, for options that name another."""


def declared(yaml: str, problems: list[Problem] | None = None) -> Field:
    """The field that a YAML mapping declares; mistakes fail the test unless they are asked for."""
    found: list[Problem] = []
    field = _field(read_document(yaml, "test.yaml").root, found)
    if problems is None:
        assert found == []
    else:
        problems += found
    return field


def _field(node: Node, problems: list[Problem], path: str = "") -> Field:
    plain = node.plain()
    context = OptionsContext(
        problems=problems,
        compile_field=lambda inner, at: _field(inner, problems, at),
        codes=CODES,
        siblings=SIBLINGS,
        path=path,
    )
    return Field(
        id=plain["id"],
        name=plain["name"],
        type=plain["type"],
        required=plain.get("required", False),
        options=FIELD_TYPES[plain["type"]].compile_options(node, context),
        origin=node,
    )


def faults_of(field: Field, value: object, today: str = "2022-07-01") -> list[tuple[str, str]]:
    """Severity and sentence of everything that is wrong with `value`."""
    check = FIELD_TYPES[field.type].build_check(field)
    explained = check.explain(value, today)
    if check.ok(value):
        assert explained == ()
    return [(fault.severity, say(fault.code, fault.args)) for fault in explained]


def codes_of(field: Field, value: object, today: str = "2022-07-01") -> list[str]:
    """The codes of everything that is wrong with `value`."""
    check = FIELD_TYPES[field.type].build_check(field)
    return [fault.code for fault in check.explain(value, today)]
