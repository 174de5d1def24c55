"""A resolved plan into a `Plan`: the last step of the pack flow, collecting every problem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.packs.compile.catalog import compile_codes, compile_series, titles_of
from engine.packs.compile.each import compile_each
from engine.packs.compile.names import Choices
from engine.packs.compile.reader import Notes, Reader
from engine.packs.compile.references import Profile
from engine.packs.compile.standard import Surroundings, compile_standard
from engine.packs.digest import digest_of
from engine.packs.model import CodeTable, Mode, Plan, Series, Standard, Title
from engine.packs.node import Node
from engine.packs.resolve import ResolvedPlan
from engine.packs.resolve_province import profile_types
from engine.packs.shared import Shared
from engine.problems import PackError
from engine.tables.compile import compile_table
from engine.tables.model import Table

NEEDED = {
    "province": "省份",
    "year": "年度",
    "window": "申报时间",
    "cutoff": "截止计算日",
    "standards": "采用的标准",
}


def compile_plan(resolved: ResolvedPlan, shared: Shared | None = None) -> Plan:
    """The frozen plan, safe to cache and to use from many threads.

    `shared` holds what other plans of the same packs were made of.

    :raises PackError: with every problem
    """
    return compile_with_notes(resolved, Notes(), shared or Shared())


def compile_with_notes(resolved: ResolvedPlan, notes: Notes, shared: Shared) -> Plan:
    """The same; `notes` also tell which keys were read, for the test that none is ignored."""
    reader = Reader(resolved.plan, "plan", "", notes)
    codes = compile_each(resolved.codes, compile_codes, notes, shared)
    all_series = compile_each(resolved.series, compile_series, notes, shared)
    tables = {
        id: table
        for id, table in compile_each(resolved.tables, _table, notes, shared).items()
        if table is not None
    }
    series = _series(reader, resolved, all_series)
    modes = tuple(_mode(below) for below in reader.members("modes", "mode"))
    profile = profile_types(resolved.province)
    standards = tuple(
        _standard(entry, resolved, modes, series, codes, profile, reader)
        for entry in reader.members("standards", "used_standard")
        if entry.text("standard") in resolved.standards
    )
    digest = digest_of(resolved, shared)
    plan = _plan(reader, resolved, digest, series, modes, standards, tables, codes)
    if any(problem.severity == "error" for problem in notes.problems):
        raise PackError(dict.fromkeys(notes.problems))
    return plan


def _plan(
    reader: Reader,
    resolved: ResolvedPlan,
    digest: str,
    series: Series,
    modes: tuple[Mode, ...],
    standards: tuple[Standard, ...],
    tables: Mapping[str, Table],
    codes: Mapping[str, CodeTable],
) -> Plan:
    for key, what in NEEDED.items():
        if not reader.has(key):
            reader.problem("missing-key", f"缺少 {key}（{what}）", hint=f"请补上 {key}。")
    window = reader.child("window", "plan_window")
    province = Reader(resolved.province, "province", "", reader.notes)
    levels = reader.texts("levels") or tuple(
        dict.fromkeys(title.level for standard in standards for title in standard.titles)
    )
    return Plan(
        id=reader.id,
        name=reader.text("name"),
        source=reader.text("source"),
        origin=reader.node,
        digest=digest,
        province=province.id,
        province_name=province.text("name"),
        type=reader.text("type"),
        year=reader.whole("year"),
        committee=reader.text("committee"),
        series=series,
        branches=reader.texts("branches"),
        levels=levels,
        modes=modes,
        opens=window.needed("from", "开始日期") if window else "",
        closes=window.needed("to", "截止日期") if window else "",
        cutoff=reader.text("cutoff"),
        interview=reader.text("interview"),
        scope=reader.text("scope"),
        text=reader.text("text"),
        notes=reader.texts("notes"),
        downloads=tuple(
            (file.text("name"), file.text("file")) for file in reader.members("downloads", "file")
        ),
        standards=standards,
        tables=tables,
        codes=codes,
    )


def _mode(reader: Reader) -> Mode:
    return Mode(
        id=reader.id,
        name=reader.needed("name", "名称"),
        source=reader.text("source"),
        origin=reader.node,
        hint=reader.text("hint"),
    )


def _series(reader: Reader, resolved: ResolvedPlan, known: Mapping[str, Series]) -> Series:
    """The plan's series, or that of its first standard; an empty one where it is unknown."""
    own = reader.text("series")
    listed = [node.get("series") for node in resolved.standards.values()]
    names = [own, *(str(node.value) for node in listed if node is not None)]
    for name in names:
        if name in known:
            return known[name]
    reader.problem("missing-key", "缺少 series（系列）", hint="在计划或评审标准里写明职称系列。")
    return Series(id="", name="", origin=reader.node, code="", branches=())


def _standard(
    entry: Reader,
    resolved: ResolvedPlan,
    modes: Iterable[Mode],
    series: Series,
    codes: Mapping[str, CodeTable],
    profile: Profile,
    plan: Reader,
) -> Standard:
    node = resolved.standards[entry.text("standard")]
    titles = _titles(entry, Reader(node, "standard", "", entry.notes), series)
    names = {id: _name(other) for id, other in resolved.standards.items()}
    choices = Choices(
        modes={mode.id: mode.name for mode in modes},
        standards=names,
        series={series.id: series.name} if series.id else {},
        branches=plan.texts("branches"),
        titles=tuple(title.name for title in titles),
        levels=tuple(dict.fromkeys(title.level for title in titles)),
    )
    around = Surroundings(
        choices=choices,
        titles=titles,
        branches=entry.all_known("branches", plan.texts("branches"), "这个计划的专业"),
        codes=codes,
        profile=profile,
    )
    return compile_standard(node, around, entry.notes)


def _titles(entry: Reader, standard: Reader, series: Series) -> tuple[Title, ...]:
    """The titles that can be applied for, with their levels from the series catalogue."""
    offered = standard.texts("titles")
    known = {title.name: title for title in titles_of(series)}
    if not offered:
        standard.problem("missing-key", "缺少 titles（职称）", hint="写明可申报的职称。")
    declared = standard.node.get("series")
    own = series.id if declared is None else str(declared.value)
    if series.id and own != series.id:
        entry.problem(
            "level-mismatch",
            f"计划的系列是 {series.id}，而标准 {standard.id} 的系列是 {own}",
            key="standard",
            hint=f"请把计划的 series 改为 {own}，或采用 {series.id} 系列的标准。",
        )
        return ()
    if series.id:
        standard.all_known("titles", known, f"{series.name}系列的职称")
    # a title that the standard misspells is told there; spelt well in the plan, it is no mistake
    meant = offered if all(name in known for name in offered) else (*offered, *known)
    wanted = (
        entry.all_known("titles", meant, "这个标准里的职称") if entry.has("titles") else offered
    )
    return tuple(known[name] for name in wanted if name in known)


def _table(node: Node, notes: Notes) -> Table | None:
    try:
        return compile_table(node)
    except PackError as error:
        notes.problems.extend(error.problems)
        return None


def _name(node: Node) -> str:
    child = node.get("name")
    return str(child.value) if child is not None else ""
