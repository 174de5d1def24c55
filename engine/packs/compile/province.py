"""A resolved province into a `Province`: profile and archive alone, then the rules about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.packs.compile.account import compile_account, compile_binding, compile_paths
from engine.packs.compile.catalog import compile_codes, compile_series
from engine.packs.compile.certificate import compile_certificate
from engine.packs.compile.each import compile_each
from engine.packs.compile.fields import Draft, broken_names, draft_fields, value_types
from engine.packs.compile.names import RESERVED_ROW_FIELDS, RESERVED_SECTIONS
from engine.packs.compile.reader import Notes, Reader
from engine.packs.compile.references import check_profile
from engine.packs.compile.sections import compile_kind, compile_section
from engine.packs.compile.workflow import (
    compile_workflow,
    read_choice,
    read_navigation,
    read_start,
)
from engine.packs.model import CodeTable, Kind, Section
from engine.packs.node import Node
from engine.packs.province import Province
from engine.packs.resolve_province import PERSON, ResolvedProvince, profile_types
from engine.packs.shared import Shared
from engine.problems import PackError
from engine.rules.expression import Scope, ValueType
from engine.workflow.words import RECORD_STATUSES

Drafts = list[tuple[Reader, tuple[Draft, ...]]]


def compile_province(
    resolved: ResolvedProvince, notes: Notes | None = None, shared: Shared | None = None
) -> Province:
    """The frozen province, safe to cache and to use from many threads.

    `notes` also tell which keys were read, `shared` holds what plans of the same packs were made
    of.

    :raises PackError: with every problem
    """
    notes, shared = notes or Notes(), shared or Shared()
    reader = Reader(resolved.province, "province", "", notes)
    codes = compile_each(resolved.codes, compile_codes, notes, shared)
    drafts = _profile_drafts(resolved.profile, codes, notes)
    scope = Scope(_answers(drafts))
    profile = tuple(compile_section(below, fields, scope, {}) for below, fields in drafts)
    check_profile(profile, notes)
    if not any(section.id == PERSON for section in profile):
        reader.problem(
            "missing-key", "缺少 person 模块（申报人）", hint="沿用 common，或在 sections 里写上。"
        )
    unit = _unit(resolved.units, codes, notes)
    paths = tuple(profile_types(resolved.province))  # the broken ones, too: told there already
    province = Province(
        id=reader.id,
        name=reader.text("name"),
        source=reader.text("source"),
        origin=reader.node,
        profile=profile,
        unit=unit,
        account=compile_account(reader, paths, tuple(_required(profile))),
        binding=compile_binding(reader, [field.id for field in unit.fields] if unit else ()),
        paths=compile_paths(reader),
        kinds=_kinds(resolved.kinds, codes, notes),
        record_statuses=_record_statuses(reader),
        plan_types=reader.texts("plan_types"),
        terms={name: str(node.value) for name, node in reader.entries("terms").items()},
        workflow=compile_workflow(reader),
        navigation=read_navigation(reader),
        choice=read_choice(reader),
        start=read_start(reader),
        certificate=compile_certificate(reader),
        codes=codes,
        series=compile_each(_national(resolved.series), compile_series, notes, shared),
        scope=scope,
    )
    if any(problem.severity == "error" for problem in notes.problems):
        raise PackError(dict.fromkeys(notes.problems))
    return province


def _profile_drafts(node: Node, codes: Mapping[str, CodeTable], notes: Notes) -> Drafts:
    drafts: Drafts = []
    for reader in _listed(node, "profile", "section", notes):
        if reader.text("type") != "form":
            reader.problem(
                "misplaced-key",
                "个人信息的模块只能是 form 类型",
                key="type",
                hint="可增删的行写在 rows 字段里，业绩写在 kinds 里。",
            )
            continue
        if reader.id in RESERVED_SECTIONS:
            reader.problem("reserved-id", f"“{reader.id}” 是平台保留的名字", key="id")
        if any(reader.id == other.id for other, _ in drafts):
            reader.problem("duplicate-id", f"个人信息已有模块 “{reader.id}”", key="id")
            continue
        fields = draft_fields(reader, "fields", codes, frozenset())
        notes.broken |= {f"{reader.id}.{id}" for id in broken_names(reader, "fields", fields)}
        drafts.append((reader, fields))
    return drafts


def _answers(drafts: Drafts) -> dict[str, ValueType]:
    return {
        f"{reader.id}.{id}": kind
        for reader, fields in drafts
        for id, kind in value_types(fields).items()
    }


def _unit(node: Node, codes: Mapping[str, CodeTable], notes: Notes) -> Section | None:
    """What is kept of a unit; its conditions see its own answers."""
    for reader in _listed(node, "sections", "section", notes):
        fields = draft_fields(reader, "fields", codes, frozenset())
        scope = Scope(_answers([(reader, fields)]))
        return compile_section(reader, fields, scope, {})
    return None


def _kinds(node: Node, codes: Mapping[str, CodeTable], notes: Notes) -> dict[str, Kind]:
    found: dict[str, Kind] = {}
    for reader in _listed(node, "kinds", "kind", notes):
        drafts = draft_fields(reader, "fields", codes, RESERVED_ROW_FIELDS)
        notes.broken |= set(broken_names(reader, "fields", drafts))
        found[reader.id] = compile_kind(reader, drafts)
    return found


def _record_statuses(owner: Reader) -> dict[str, str]:
    reader = owner.child("record_statuses", "record_statuses")
    return {id: reader.text(id, name) if reader else name for id, name in RECORD_STATUSES.items()}


def _national(series: Mapping[str, Node]) -> dict[str, Node]:
    """The national catalogue: what provinces add lies in a folder of theirs, `<province>/<id>`."""
    return {id: node for id, node in series.items() if "/" not in id}


def _listed(node: Node, path: str, what: str, notes: Notes) -> Iterator[Reader]:
    for member in node.items():
        name = member.get("id")
        yield Reader(member, what, f"{path}[{name.value if name else ''}]", notes)


def _required(profile: tuple[Section, ...]) -> Iterator[str]:
    for section in profile:
        yield from (f"{section.id}.{field.id}" for field in section.fields if field.required)
