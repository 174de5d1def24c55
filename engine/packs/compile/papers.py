"""The exams that a standard declares."""

from __future__ import annotations

from typing import get_args

from engine.packs.compile.conditions import read_condition
from engine.packs.compile.reader import Reader
from engine.packs.papers import Exempt, Paper, PaperKind
from engine.rules.expression import Scope


def compile_papers(owner: Reader, scope: Scope) -> tuple[Paper, ...]:
    """All of them, in order."""
    return tuple(_paper(reader, scope) for reader in owner.members("exams", "paper"))


def _paper(reader: Reader, scope: Scope) -> Paper:
    full, mark = reader.number("full", 100), reader.limit("pass")
    if mark is not None and mark > full:
        reader.problem(
            "min-over-max",
            f"合格分 {mark:g} 高于满分 {full:g}，没有人能通过",
            key="pass",
            hint="请把 pass 改到不高于 full。",
        )
    exempt = reader.child("exempt", "exempt")
    if not reader.has("kind"):
        reader.problem("missing-key", "缺少 kind（考试方式）", hint="请补上 kind。")
    return Paper(
        id=reader.id,
        name=reader.needed("name", "名称"),
        source=reader.text("source"),
        origin=reader.node,
        kind=reader.one_of("kind", get_args(PaperKind), "interview"),
        when=read_condition(reader, "when", scope),
        subject=reader.text("subject"),
        full=full,
        pass_mark=mark,
        notes=reader.texts("notes"),
        exempt=Exempt(grounds=exempt.texts("grounds"), text=exempt.text("text"))
        if exempt
        else None,
    )
