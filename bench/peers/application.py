"""What the check benches check: one made-up plan in two sizes; its dossiers are in `dossiers.py`.

Typical are 150 answers in four forms, five lists of rows, records of ten kinds under 21 items in
five categories, twelve slots, eligibility, eight rules, two prohibitions: the size of a real
application. The same facts are written as a pack here, as JSON Schema with expressions in
`schemas.py`, and as plain Python in `by_hand.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = ("国家级", "省级", "市级", "县级")
EDUCATIONS = {"博士": 2, "硕士": 5, "本科": 5, "大专": 7}
KINDS = ("paper", "book", "project", "award", "honor", "patent", "teaching", "report", "standard",
         "course")  # fmt: skip
FORMS = ("basic", "work", "unit", "extra")
LISTS = ("titles", "jobs", "studies", "trainings", "reviews")
CUTOFF = "2026-12-31"
TODAY = "2026-05-10"
PLAN_ID = "bench/2026"
STANDARD_ID = "bench/typical"
FORM_TYPES = ("text", "choice", "text", "integer", "text", "date", "text", "choice", "boolean",
              "text", "integer", "text", "date", "text", "choice")  # fmt: skip

Field = tuple[str, str, bool]
"""Id, type and whether it is required; texts hold 60 characters, integers lie in 0 to 60."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large the plan is: its kinds of records, and how many times 150 questions it asks."""

    kinds: tuple[str, ...]
    times: int


TYPICAL = Size(kinds=KINDS, times=1)
LARGEST = Size(kinds=(*KINDS, "post", "lecture", "guide", "review", "contest", "software", "plan"),
               times=2)  # fmt: skip


def form_fields(form: str, size: Size = TYPICAL) -> list[Field]:
    """The questions of a form."""
    named: list[Field] = []
    if form == "basic":
        named = [("education", "education", True), ("birth", "date", True),
                 ("post_since", "date", True), ("work_years", "integer", True),
                 ("major_years", "integer", True)]  # fmt: skip
    count = (38 if form in ("basic", "work") else 37) * size.times
    plain = [
        (f"{form}{n}", FORM_TYPES[n % len(FORM_TYPES)], n % 3 != 2)
        for n in range(count - len(named))
    ]
    return [*named, *plain]


ROW_FIELDS: list[Field] = [
    ("place", "text", True), ("since", "date", True), ("note", "text", False),
    ("score", "integer", True),
]  # fmt: skip
RECORD_FIELDS: list[Field] = [
    ("title", "text", True), ("date", "date", True), ("rank", "integer", True),
    ("level", "choice", True), ("organ", "text", True), ("words", "words", True),
    ("remark", "text", False),
]  # fmt: skip
Items = dict[str, tuple[str, tuple[str, str], int]]
"""By id: the category, the two kinds that the item takes, and its least number of records."""


def items_of(size: Size) -> Items:
    """The items of the plan."""
    kinds, many = size.kinds, len(size.kinds)
    return {
        f"item{n}": (
            f"category{n // 4 if n < 20 else 4}",
            (kinds[n % many], kinds[(n + 3) % many]),
            1 if n < 2 else 0,
        )
        for n in range(21)
    }


ITEMS = items_of(TYPICAL)
CATEGORIES = {"category0": 0, "category1": 0, "category2": 2, "category3": 2, "category4": 3}
"""The least number of records of each category; no item takes more than eight."""
SLOTS = {f"slot{n}": "漆艺" if n > 8 else "" for n in range(12)}
"""Attachment slots and the branch that asks for them; all are required then, 1 to 3 files."""


def pack_texts(size: Size = TYPICAL) -> dict[str, str]:
    """The plan as YAML packs by file name."""
    return {
        "series.yaml": "kind: series\nid: craft\nname: 手工艺\nsource: 自拟\ncode: '99'\n"
        "branches: [{name: 陶艺, titles: [{name: 大师, level: 正高级}]}]\n",
        "province.yaml": _province(size),
        "standard.yaml": _standard(size),
        "plan.yaml": f"kind: plan\nid: {PLAN_ID}\nname: 测速计划\nsource: 自拟\nprovince: bench\n"
        "series: craft\nyear: 2026\ncommittee: 测速评委会\ntype: 职称申报计划\n"
        f"window: {{from: 2026-05-01, to: 2026-06-30}}\ncutoff: {CUTOFF}\nlevels: [正高级]\n"
        "branches: [陶瓷, 漆艺]\nmodes: [{id: normal, name: 常规申报}]\n"
        f"standards: [{{standard: {STANDARD_ID}, titles: [大师]}}]\n",
    }


def _field(field: Field) -> str:
    id, kind, required = field
    options = {
        "text": "type: text, max: 60",
        "date": "type: date",
        "boolean": "type: boolean",
        "integer": "type: integer, min: 0, max: 60",
        "words": "type: integer, min: 0, max: 100000",
        "choice": f"type: choice, choices: [{', '.join(LEVELS)}]",
        "education": f"type: choice, choices: [{', '.join(EDUCATIONS)}]",
    }[kind]
    return f"{{id: {id}, name: {id}, {options}{', required: true' if required else ''}}}"


def _fields(fields: list[Field]) -> str:
    return "".join([f"\n      - {_field(field)}" for field in fields])


def _province(size: Size) -> str:
    text = "kind: province\nid: bench\nname: 测速省\nsource: 自拟\npickable: [passed]\nkinds:"
    for kind in size.kinds:
        text += f"\n  - id: {kind}\n    name: {kind}\n    title: title\n    date: date\n    fields:"
        text += _fields(RECORD_FIELDS)
        text += "\n    slots: [{id: proof, name: 证明, required: true, types: [pdf, jpg]}]"
    return text + "\n"


def _standard(size: Size) -> str:
    text = f"kind: standard\nid: {STANDARD_ID}\nname: 测速标准\nversion: '1'\nsource: 自拟\n"
    text += "province: bench\nseries: craft\ntitles: [大师]\n"
    text += "prohibitions: [one_application_per_plan_year, integrity_ban]\nsections:"
    for form in FORMS:
        text += f"\n  - id: {form}\n    name: {form}\n    type: form\n    fields:"
        text += _fields(form_fields(form, size))
    for rows in LISTS:
        text += f"\n  - id: {rows}\n    name: {rows}\n    type: rows\n    min: 1\n    max: 200"
        text += f"\n    statement: 已填写{{count({rows})}}条{rows}信息\n    fields:"
        text += _fields(ROW_FIELDS)
    text += "\n  - id: scans\n    name: 附件\n    type: slots\n    slots:"
    for slot, branch in SLOTS.items():
        when = f", when: {{application.branch: {branch}}}" if branch else ""
        text += f"\n      - {{id: {slot}, name: {slot}, required: true, types: [pdf, jpg], "
        text += f"max_mb: 10, max_files: 30{when}}}"
    text += "\ncategories:"
    for category, least in CATEGORIES.items():
        text += f"\n  - id: {category}\n    name: {category}"
        text += f"\n    min: {least}" if least else ""
        text += "\n    items:"
        for item, (home, kinds, at_least) in items_of(size).items():
            if home == category:
                low = f", min: {at_least}" if at_least else ""
                text += (
                    f"\n      - {{id: {item}, name: {item}, accepts: [{', '.join(kinds)}]{low}}}"
                )
    return text + RULES


RULES = """
windows:
  - {id: since_post, name: 任现职以来, from: basic.post_since}
  - {id: five_years, name: 近五年, years: 5}
computed:
  - {id: post_years, name: 任职年限, value: 'whole_years(basic.post_since, plan.cutoff)'}
eligibility:
  - id: record
    name: 学历资历
    by: basic.education
    measures: [{id: years, name: 年限, value: computed.post_years}]
    rows:
      - {any_of: [博士], need: {years: 2}}
      - {any_of: [硕士, 本科], need: {years: 5}}
      - {any_of: [大专], need: {years: 7}}
rules:
  - {id: major, name: 专业年限, must: basic.major_years <= basic.work_years}
  - {id: of_age, name: 任职年龄, must: 'whole_years(basic.birth, basic.post_since) >= 18'}
  - {id: jobs_later, name: 工作经历, must: all(jobs where since >= basic.birth)}
  - id: papers
    name: 第一作者论文
    count: {kinds: [paper], where: {rank: 1, level: [国家级, 省级]}, within: since_post}
    min: 1
  - {id: recent, name: 近五年业绩,
     count: {where: {level: [国家级, 省级]}, within: five_years}, min: 3}
  - {id: words, name: 论文字数, count: {kinds: [paper], sum: words}, min: 3000}
  - {id: reviews_passed, name: 考核, count: {section: reviews, where: {score: {min: 30}}}, min: 1}
  - id: leading
    name: 主持项目或国家级奖励
    must: >-
      count(records where kind == 'project' and rank <= 2) >= 1
      or count(records where kind == 'award' and level == '国家级') >= 1
"""
