"""The common key `certificate` into `CertificateRules`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from engine.certificates.model import (
    CertificateItem,
    CertificateLayout,
    CertificateRules,
    Colour,
    Orientation,
    ReissueRules,
)
from engine.certificates.number import GIVEN, BadPattern, NumberPattern, read_pattern
from engine.certificates.wording import CHANGEABLE, OTHERS, PLEDGE, VALUES
from engine.packs.compile.reader import Reader
from engine.packs.compile.workflow import compile_node
from engine.rules.error import ExpressionError
from engine.rules.expression import Scope, ValueType, compile_template
from engine.rules.template import Template

PRINTED = {**VALUES, **OTHERS}
ORIENTATIONS: tuple[Orientation, ...] = get_args(Orientation)
COLOURS: tuple[Colour, ...] = get_args(Colour)
ITEMS = ("gender", "id_number", "series", "branch", "title", "level", "obtained_on", "number")
SCOPE = Scope(dict.fromkeys(PRINTED, ValueType("text")))
"""What texts of a certificate know."""
SEALS = {"issuer": "发证机关（章）", "committee": "评审委员会（章）"}


def compile_certificate(owner: Reader) -> CertificateRules | None:
    """What is said about certificates, None where nothing is."""
    reader = owner.child("certificate", "certificate")
    if reader is None:
        return None
    parts = {name: str(node.value) for name, node in reader.entries("parts").items()}
    seals = reader.child("seals", "seals")
    return CertificateRules(
        name=reader.needed("name", "证书名称"),
        origin=reader.node,
        source=reader.text("source"),
        number=_number(reader, parts),
        parts=parts,
        approval=reader.text("approval"),
        nature=reader.text("nature", "社会化"),
        layout=_layout(reader.child("layout", "layout")),
        seals={id: seals.text(id, caption) if seals else caption for id, caption in SEALS.items()},
        reissue=_reissue(reader),
    )


def _number(reader: Reader, parts: dict[str, str]) -> NumberPattern:
    text = reader.needed("number", "证书编号")
    node = reader.get("number")
    try:
        pattern = read_pattern(text)
    except BadPattern as wrong:
        reader.problem("bad-template", f"证书编号：{wrong}", key="number")
        return NumberPattern(text=text, pieces=())
    for name in pattern.names:
        if node is not None and name not in GIVEN and name not in parts:
            reader.refers(
                type(node)(name, node.position, node.key_position),
                "number",
                (*GIVEN, *parts),
                "编号的部分",
            )
    return pattern


def _layout(reader: Reader | None) -> CertificateLayout:
    return CertificateLayout(
        orientation=(
            reader.one_of("orientation", ORIENTATIONS, "portrait") if reader else "portrait"
        ),
        colour=reader.one_of("colour", COLOURS, "red") if reader else "red",
        statement=_statement(reader) if reader else None,
        items=tuple(_items(reader)),
        notes=reader.text("notes") if reader else "",
    )


def _statement(reader: Reader) -> Template | None:
    node = reader.get("statement")
    if node is None:
        return None
    try:
        return compile_template(reader.text("statement"), SCOPE, node.position)
    except ExpressionError as error:
        reader.notes.problems.append(error.problem(f"{reader.path}.statement"))
        return None


def _items(reader: Reader | None) -> Iterator[CertificateItem]:
    listed = list(reader.members("items", "certificate_item")) if reader else []
    if not listed:
        yield from (CertificateItem(value=name, label=PRINTED[name]) for name in ITEMS)
    for below in listed:
        value = below.known("value", PRINTED, "证书内容")
        if value:
            yield CertificateItem(value=value, label=below.text("label", PRINTED[value]))


def _reissue(owner: Reader) -> ReissueRules | None:
    reader = owner.child("reissue", "reissue")
    if reader is None:
        return None
    changes = reader.all_known("changes", CHANGEABLE, "可变更的项目")
    return ReissueRules(
        nodes=tuple(compile_node(below) for below in reader.members("nodes", "node")),
        changes=changes if reader.has("changes") else CHANGEABLE,
        pledge=reader.text("pledge", PLEDGE),
    )
