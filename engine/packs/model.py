"""What packs say once they are compiled: frozen values, one class per word of the pack format.

An attribute has the name of its YAML key. `origin` is the resolved YAML node that a value was
compiled from, so that lint, `show` and findings can name file:line:col. Ids of things that
expressions can name match `[a-z][a-z0-9_]*`; ids of packs are such words joined by `-` and `/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.certificates.model import CertificateRules
from engine.packs.declared import Declared as Declared
from engine.packs.papers import Paper
from engine.rules.expression import Expression, Scope, Template
from engine.tables.model import Table
from engine.workflow.model import ReviewNode, Workflow

FindingSeverity = Literal["error", "warning", "note", "manual"]
SectionType = Literal["form", "rows", "picks", "slots", "pledge"]
PageView = Literal["files", "overview", "check", "hand_in"]
Navigation = Literal["steps", "side"]
Question = Literal["mode", "level", "title", "branch"]
SelfCheck = Literal["none", "offered", "required"]


# ---- code tables and the series catalogue --------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One entry of a code table; `attributes` are typed by the table, dates are ISO text."""

    code: str
    name: str
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    attributes: Mapping[str, str | int | float | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTable(Declared):
    """A code table such as GB/T 3304; `attributes` maps an attribute to its expression type."""

    entries: Mapping[str, Code]
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A professional title; its level is looked up here and never guessed from its name."""

    name: str
    level: str
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A branch of a series (医疗, 教师 …) with its titles from high to low."""

    name: str
    titles: tuple[Title, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(Declared):
    """One of the 27 national series."""

    code: str
    branches: tuple[Branch, ...]


# ---- parts of an application ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Declared):
    """One question. `options` is the options value of its type (`engine.fields`).

    `required` is a condition or a plain yes/no. `done` is said by the report when the field is
    well answered, `printed: false` says that no table needs to show it.
    """

    type: str
    options: object
    required: bool | Expression = False
    when: Expression | None = None
    hint: str = ""
    readonly: bool = False
    printed: bool = True
    done: str = ""
    at_most: str = ""
    """Path of a number field whose value this one may not exceed (# AH-81)."""
    prefill: str = ""
    """Path of the profile whose answer is the first value in a new application (# YN-27)."""
    sensitive: str = ""
    """How others than its owner see it: id, mobile or text (in part), none (all of it); "" is what
    its type says (`engine.fields.sensitive`)."""
    names: str = ""
    """Whom its text names: collaborators, who must not judge the applicant, or nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot(Declared):
    """A place for files. Sizes are in units of 1,048,576 bytes and inclusive."""

    required: bool | Expression = False
    when: Expression | None = None
    types: tuple[str, ...] = ()
    max_mb: float = 10
    max_total_mb: float | None = None
    min_files: int = 1
    max_files: int = 10
    hint: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Declared):
    """A kind of archive record (业绩档案项目). `title`, `date`, `rank` and `total` name the fields
    shown as 业绩内容, 时间 and 排名; `unique` names the fields that identify one achievement."""

    fields: tuple[Field, ...]
    slots: tuple[Slot, ...] = ()
    title: str = ""
    date: str = ""
    rank: str = ""
    total: str = ""
    unique: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Declared):
    """A module of the application.

    form: one answer per field. rows: typed rows, each with `fields` and `slots`. picks: records of
    `kinds` taken from the archive, `fields` are answered per pick beside the record. slots: files.
    pledge: a text to agree to. `fixed` sections come from the account and cannot be edited.
    `statement` is always said in the report, `done` only when nothing is wrong.
    """

    type: SectionType
    fields: tuple[Field, ...] = ()
    slots: tuple[Slot, ...] = ()
    kinds: tuple[str, ...] = ()
    when: Expression | None = None
    min: Threshold | None = None
    max: Threshold | None = None
    fixed: bool = False
    hint: str = ""
    text: str = ""
    agree: str = ""
    columns: int = 2
    statement: Template | None = None
    done: Template | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Declared):
    """One page of the application's navigation, below an optional group heading.

    It opens once the sections `after` are saved and answered (山东手册：先保存，再填其他信息).
    """

    group: str = ""
    sections: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    view: PageView | None = None
    after: tuple[str, ...] = ()
    when: Expression | None = None
    hint: str = ""


# ---- achievements --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A number that may depend on conditions: the first case that holds decides, else `value`."""

    value: float | None
    cases: tuple[tuple[Expression, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Declared):
    """A span of dates, both ends included; an end that is unknown matches nothing."""

    start: Expression
    end: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """A record counts only if its date field `by` ("" = the kind's `date`) lies in the window."""

    window: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept:
    """What an item accepts: records of a kind, narrowed by `where`."""

    kind: str
    where: Expression | None = None
    within: Within | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Declared):
    """A condition of a category (项目), with the records filed under it."""

    accepts: tuple[Accept, ...]
    min: Threshold | None = None
    max: Threshold | None = None
    when: Expression | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category(Declared):
    """申报业绩类别. `count: items` counts the items that have enough records
    (具备下列条件中的两条), `records` counts records."""

    items: tuple[Item, ...]
    min: Threshold | None = None
    max: Threshold | None = None
    count: Literal["records", "items"] = "records"
    when: Expression | None = None
    hint: str = ""


# ---- rules ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much a record counts by the value of its field: 大型 1, 中型 0.5; others `otherwise`."""

    by: str
    values: Mapping[str, float]
    otherwise: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Highest:
    """Of records that share field `of` (one achievement, several prizes) only the one whose `by`
    comes first in `order` counts."""

    of: str
    by: str
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitute:
    """`each` of another count stand for `stands_for` of this one, for `up_to` at most."""

    count: Count
    each: float = 1
    stands_for: float = 1
    up_to: float | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What is counted. Scope: `section` (its rows), `items`, `categories`, else every pick.

    `of`: records; items or categories = how many of them have at least one record. With `sum` a
    field is added up; `distinct` counts different values; `best` takes only the n largest
    contributions; `per: year` makes the limit hold for every year of the window; `weights`,
    `highest`, `substitutes` as their classes say.
    """

    section: str = ""
    items: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    of: Literal["records", "items", "categories"] = "records"
    where: Expression | None = None
    within: Within | None = None
    sum: str = ""
    distinct: str = ""
    weights: Weights | None = None
    best: int | None = None
    per: Literal["year"] | None = None
    highest: Highest | None = None
    substitutes: tuple[Substitute, ...] = ()
    unit: str = "项"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Declared):
    """A check of its own: one of `count` (with min/max), `must` (an expression that must hold),
    `choose` (at least `min` of several rules) or neither with severity `manual` (a reviewer looks).

    `section` is the report's place for its findings, `at` the field or item to jump to,
    `message` is said when it fails and `done` when it holds.
    """

    severity: FindingSeverity = "error"
    when: Expression | None = None
    section: str = ""
    at: str = ""
    message: Template | None = None
    done: Template | None = None
    must: Expression | None = None
    count: Count | None = None
    choose: tuple[Rule, ...] = ()
    min: Threshold | None = None
    max: Threshold | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Declared):
    """A number of years that eligibility asks for, e.g. 受聘一级教师年限."""

    value: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityRow:
    """One way to be eligible: `by` is one of `any_of`, `when` holds, every measure is reached."""

    any_of: tuple[str, ...]
    need: Mapping[str, float]
    when: Expression | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility(Declared):
    """学历 × 年限: the applicant is eligible if any row whose `by` value matches is reached."""

    by: Expression
    measures: tuple[Measure, ...]
    rows: tuple[EligibilityRow, ...]
    when: Expression | None = None
    section: str = ""
    severity: FindingSeverity = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed(Declared):
    """A value derived from answers, named `computed.<id>` in expressions, shown with its working.
    A computed value may use computed values declared before it."""

    value: Expression
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow(Declared):
    """A row of the 检测 table: the findings of these sections and categories."""

    sections: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


# ---- what an application is pinned to ------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPledge:
    """What is agreed to when somebody applies for the first time (山东手册 L34)."""

    name: str
    text: str
    agree: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What comes before choosing: 条件自检 with its notes (吉林手册 L156), and a pledge."""

    self_check: SelfCheck = "offered"
    notes: tuple[str, ...] = ()
    pledge: StartPledge | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standard(Declared):
    """A standard as one plan uses it: province, standard and plan merged. Safe to cache and share.

    `titles` are the titles that can be applied for by it, `branches` the plan's branches that it is
    narrowed to, () for all (山东手册 L44). `terms` are the province's words,
    `messages` its wordings of messages by key. `scope` holds the names that its expressions know,
    for texts that are compiled later. A standard equals only itself.
    """

    # eq=False alone would inherit the comparison of `Declared`, by which two versions are equal
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    version: str
    titles: tuple[Title, ...]
    branches: tuple[str, ...] = ()
    sections: tuple[Section, ...]
    pages: tuple[Page, ...]
    kinds: Mapping[str, Kind]
    categories: tuple[Category, ...]
    windows: Mapping[str, Window]
    computed: tuple[Computed, ...]
    eligibility: tuple[Eligibility, ...]
    rules: tuple[Rule, ...]
    report: tuple[ReportRow, ...]
    prohibitions: tuple[str, ...]
    assignment: Literal["filed", "best"]
    pickable: tuple[str, ...]
    """Verification states whose records may be picked, e.g. 通过 (# YN-33)."""
    terms: Mapping[str, str]
    messages: Mapping[str, str]
    tables: tuple[str, ...]
    table_when: Mapping[str, Expression] = field(default_factory=dict)
    """Conditions of the tables that only some applications have (# AH-86)."""
    workflow: Workflow
    navigation: Navigation
    """`steps`: numbered, one after the other (# YN-26); `side`: groups at the side (# AH-31)."""
    choice: tuple[Question, ...]
    """The questions of the choice page in order; each narrows those after it (# SD-09)."""
    start: Start
    certificate: CertificateRules | None
    """What those who pass are given (# AH-94); None where nothing is declared."""
    exams: tuple[Paper, ...] = ()
    """笔试、面试、答辩, in order; who sits them is a condition of each."""
    section_of: Mapping[str, Section]
    item_of: Mapping[str, Item]
    scope: Scope = field(repr=False)

    def level_of(self, title: str) -> str:
        """The level of a title, "" where it is none of these."""
        return next((one.level for one in self.titles if one.name == title), "")


LEVELS = ("正高级", "副高级", "中级", "助理级", "员级")
"""The levels of the national catalogue (人社部发〔2019〕16号), the highest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode(Declared):
    """申报形式: 常规申报, 破格申报, 转评申报 …"""

    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan(Declared):
    """One call for applications, complete: everything its applications need for years.

    Dates are ISO text; `opens` and `closes` are days, both included, by server time. A plan equals
    only itself.
    """

    # eq=False alone would inherit the comparison of `Declared`, by which two versions are equal
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    digest: str
    province: str
    province_name: str
    type: str
    year: int
    committee: str
    series: Series
    branches: tuple[str, ...]
    levels: tuple[str, ...]
    modes: tuple[Mode, ...]
    opens: str
    closes: str
    cutoff: str
    interview: str
    scope: str
    text: str
    notes: tuple[str, ...]
    downloads: tuple[tuple[str, str], ...]
    standards: tuple[Standard, ...]
    tables: Mapping[str, Table]
    codes: Mapping[str, CodeTable]

    @property
    def workflow(self) -> Workflow:
        """The workflow of its first standard, for what is said of the plan as a whole."""
        return self.standards[0].workflow

    @property
    def choice(self) -> tuple[Question, ...]:
        """The questions of the choice page, which come before there is a standard."""
        return self.standards[0].choice

    @property
    def start(self) -> Start:
        """What comes before choosing."""
        return self.standards[0].start

    def word(self, term: str) -> str:
        """The province's word for a term, such as 高级 for 副高级, else the term itself."""
        return self.standards[0].terms.get(term, term) if self.standards else term

    def standard(self, id: str) -> Standard | None:
        """The standard of this plan with that id; the only one when `id` is empty."""
        if not id and len(self.standards) == 1:
            return self.standards[0]
        return next((s for s in self.standards if s.id == id), None)

    def node(self, standard: str, id: str) -> ReviewNode | None:
        """A node of a standard's chain, None where there is none."""
        found = self.standard(standard)
        return found.workflow.node(id) if found is not None else None

    def mode_name(self, id: str) -> str:
        """What a mode is called, "" where the plan has none of that id."""
        return next((mode.name for mode in self.modes if mode.id == id), "")
