"""One standard as a plan uses it: names first, then everything that speaks of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from engine.packs.compile.achievements import accepted_kinds, compile_category
from engine.packs.compile.certificate import compile_certificate
from engine.packs.compile.counts import CountNames
from engine.packs.compile.fields import (
    Draft,
    broken_names,
    draft_fields,
    nested_types,
    value_types,
)
from engine.packs.compile.names import (
    BOOLEAN,
    DATE,
    NUMBER,
    RESERVED_ROW_FIELDS,
    RESERVED_SECTIONS,
    Choices,
    application_names,
    row_names,
    union_of_fields,
)
from engine.packs.compile.papers import compile_papers
from engine.packs.compile.reader import Notes, Reader
from engine.packs.compile.references import Profile, check_references
from engine.packs.compile.rules import (
    compile_computed,
    compile_eligibility,
    compile_report_row,
    compile_rule,
    compile_window,
)
from engine.packs.compile.sections import (
    compile_kind,
    compile_page,
    compile_section,
    section_type,
)
from engine.packs.compile.tables import table_conditions, used_tables
from engine.packs.compile.workflow import (
    compile_workflow,
    read_choice,
    read_navigation,
    read_start,
)
from engine.packs.model import CodeTable, Computed, Standard, Title
from engine.packs.node import Node
from engine.rules.expression import Scope, ValueType
from engine.workflow.words import RECORD_STATUSES

Names = dict[str, ValueType]
Drafts = dict[str, tuple[Draft, ...]]
RESERVED_FIELDS = {"form": frozenset[str](), "pledge": frozenset({"agreed", "signed_on"})}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a standard is compiled within: the plan's choices, its titles, the branches that it is
    narrowed to, its code tables, and the answers that the province's profile holds."""

    choices: Choices
    titles: tuple[Title, ...]
    branches: tuple[str, ...]
    codes: Mapping[str, CodeTable]
    profile: Profile


def compile_standard(node: Node, around: Surroundings, notes: Notes) -> Standard:
    """The standard that a merged node says; problems go to `notes`."""
    reader = Reader(node, "standard", "", notes)
    parts = _Parts(reader, around)
    scope = Scope(parts.scalars, parts.lists)
    computed = tuple(_computed(reader, scope, parts.scalars))
    windows = [compile_window(below, scope) for below in reader.members("windows", "window")]
    counts = parts.count_names(scope, tuple(w.id for w in reader.members("windows", "window")))
    sections = tuple(
        compile_section(below, parts.section_fields[below.id], scope, parts.kind_titles)
        for below in parts.sections
    )
    categories = tuple(
        compile_category(below, counts) for below in reader.members("categories", "category")
    )
    places = (*parts.section_fields, *parts.category_titles)
    eligibility = (
        compile_eligibility(below, scope, places)
        for below in reader.members("eligibility", "eligibility")
    )
    standard = Standard(
        id=reader.id,
        name=reader.text("name"),
        source=reader.text("source"),
        origin=node,
        version=reader.text("version"),
        titles=around.titles,
        branches=around.branches,
        sections=sections,
        pages=tuple(
            compile_page(below, scope, tuple(parts.section_fields), tuple(parts.category_titles))
            for below in reader.members("pages", "page")
        ),
        kinds={below.id: compile_kind(below, parts.kind_fields[below.id]) for below in parts.kinds},
        categories=categories,
        windows={window.id: window for window in windows if window is not None},
        computed=computed,
        eligibility=tuple(table for table in eligibility if table is not None),
        rules=tuple(
            compile_rule(below, counts, places) for below in reader.members("rules", "rule")
        ),
        report=tuple(
            compile_report_row(below, parts.section_fields, parts.category_titles)
            for below in reader.members("report", "report_row")
        ),
        prohibitions=reader.texts("prohibitions"),
        assignment=_assignment(reader),
        pickable=reader.all_known("pickable", RECORD_STATUSES, "业绩状态"),
        terms=_texts_by_key(reader, "terms"),
        messages=_texts_by_key(reader, "messages"),
        tables=used_tables(reader),
        table_when=table_conditions(reader, scope),
        workflow=compile_workflow(reader),
        navigation=read_navigation(reader),
        choice=read_choice(reader),
        start=read_start(reader),
        certificate=compile_certificate(reader),
        exams=compile_papers(reader, scope),
        section_of={section.id: section for section in sections},
        item_of={item.id: item for category in categories for item in category.items},
        scope=scope,
    )
    check_references(standard, around.profile, notes)
    return standard


class _Parts:
    """The things of a standard that expressions can name, read ahead of everything else."""

    def __init__(self, reader: Reader, around: Surroundings) -> None:
        notes = reader.notes
        self.kinds = list(reader.members("kinds", "kind"))
        self.sections = list(reader.members("sections", "section"))
        categories = list(reader.members("categories", "category"))
        self.kind_titles = _titles(self.kinds)
        self.category_titles = _titles(categories)
        items = {c.id: list(c.members("items", "item")) for c in categories}
        self._items_of = {id: tuple(item.id for item in below) for id, below in items.items()}
        self._accepted = {
            item.id: accepted_kinds(item) for below in items.values() for item in below
        }
        self._item_titles = _titles([item for below in items.values() for item in below])
        self.kind_fields = self._drafts(self.kinds, around, RESERVED_ROW_FIELDS)
        self.section_fields: Drafts = {}
        for section in self.sections:
            reserved = RESERVED_FIELDS.get(section_type(section), RESERVED_ROW_FIELDS)
            self.section_fields |= self._drafts([section], around, reserved)
            if section.id in RESERVED_SECTIONS:
                section.problem("reserved-id", f"“{section.id}” 是平台保留的名字", key="id")
        self.scalars = {**application_names(around.choices), **self._scalars(notes)}
        self.lists = self._lists(notes)

    def count_names(self, scope: Scope, windows: tuple[str, ...]) -> CountNames:
        """What counts may refer to."""
        return CountNames(
            scope=scope,
            kinds={
                id: {**value_types(drafts), **self._row_names([id])}
                for id, drafts in self.kind_fields.items()
            },
            items=self._accepted,
            categories=self._items_of,
            sections={
                id: row for id, row in self.lists.items() if id != "records" and "." not in id
            },
            windows=windows,
            everything=self.lists["records"],
        )

    def _drafts(
        self, owners: list[Reader], around: Surroundings, reserved: frozenset[str]
    ) -> Drafts:
        return {owner.id: draft_fields(owner, "fields", around.codes, reserved) for owner in owners}

    def _scalars(self, notes: Notes) -> Names:
        names: Names = {}
        for section in self.sections:
            kind = section_type(section)
            drafts = self.section_fields[section.id]
            if kind in ("form", "pledge"):
                names |= {f"{section.id}.{id}": t for id, t in value_types(drafts).items()}
                notes.broken |= {f"{section.id}.{id}" for id in _broken(section, drafts)}
            if kind == "pledge":
                names |= {f"{section.id}.agreed": BOOLEAN, f"{section.id}.signed_on": DATE}
            elif kind == "slots":
                names |= {f"files.{slot.id}": NUMBER for slot in section.members("slots", "slot")}
        return names

    def _lists(self, notes: Notes) -> dict[str, Names]:
        lists: dict[str, Names] = {}
        for section in self.sections:
            kind = section_type(section)
            drafts = self.section_fields[section.id]
            if kind == "form":
                lists |= {f"{section.id}.{id}": row for id, row in nested_types(drafts).items()}
            if kind in ("rows", "picks"):
                notes.broken |= set(_broken(section, drafts))
                kinds = section.texts("kinds") if kind == "picks" else ()
                groups = [self.kind_fields[id] for id in kinds if id in self.kind_fields]
                lists[section.id] = {
                    **union_of_fields([*groups, drafts]),
                    **self._row_names([id for id in kinds if id in self.kind_titles]),
                }
                for id, inner in nested_types(drafts).items():
                    lists[f"{section.id}.{id}"] = {**lists[section.id], **inner}
        for owner in self.kinds:
            notes.broken |= set(_broken(owner, self.kind_fields[owner.id]))
        accepted = {kind for kinds in self._accepted.values() for kind in kinds}
        counted = [id for id in self.kind_fields if id in accepted]
        lists["records"] = {
            **union_of_fields(self.kind_fields[id] for id in counted),
            **self._row_names(counted),
        }
        return lists

    def _row_names(self, kinds: list[str]) -> Names:
        titles = {id: self.kind_titles[id] for id in kinds}
        return row_names(titles, self._item_titles, self.category_titles)


def _computed(reader: Reader, scope: Scope, scalars: Names) -> Iterator[Computed]:
    """Each computed value, whose name the ones after it know."""
    members = list(reader.members("computed", "computed"))
    for index, below in enumerate(members):
        later = frozenset(f"computed.{one.id}" for one in members[index + 1 :])
        found = compile_computed(below, replace(scope, later=later - set(scalars)))
        if found is None:
            reader.notes.broken.add(f"computed.{below.id}")
            continue
        scalars[f"computed.{found.id}"] = found.value.value_type
        yield found


def _broken(owner: Reader, drafts: tuple[Draft, ...]) -> Iterator[str]:
    yield from broken_names(owner, "fields", drafts)


def _titles(readers: list[Reader]) -> dict[str, str]:
    return {reader.id: reader.text("name") for reader in readers}


def _assignment(reader: Reader) -> Literal["filed", "best"]:
    return "best" if reader.text("assignment") == "best" else "filed"


def _texts_by_key(reader: Reader, key: str) -> dict[str, str]:
    return {name: str(node.value) for name, node in reader.entries(key).items()}
