"""What the check benches check: one made-up plan and made-up dossiers, whole and broken.

150 answers in four forms, five lists of rows, 40 records of ten kinds under 21 items in five
categories, twelve slots, eligibility, eight rules, two prohibitions: the size of a real
application. The same facts are written as a pack here, as JSON Schema with expressions in
`schemas.py`, and as plain Python in `by_hand.py`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

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


def form_fields(form: str) -> list[Field]:
    """The questions of a form."""
    named: list[Field] = []
    if form == "basic":
        named = [("education", "education", True), ("birth", "date", True),
                 ("post_since", "date", True), ("work_years", "integer", True),
                 ("major_years", "integer", True)]  # fmt: skip
    count = 38 if form in ("basic", "work") else 37
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
ITEMS: dict[str, tuple[str, tuple[str, str], int]] = {
    f"item{n}": (f"category{n // 4 if n < 20 else 4}", (KINDS[n % 10], KINDS[(n + 3) % 10]),
                 1 if n < 2 else 0)
    for n in range(21)
}  # fmt: skip
CATEGORIES = {"category0": 0, "category1": 0, "category2": 2, "category3": 2, "category4": 3}
"""The least number of records of each category; no item takes more than eight."""
SLOTS = {f"slot{n}": "漆艺" if n > 8 else "" for n in range(12)}
"""Attachment slots and the branch that asks for them; all are required then, 1 to 3 files."""


def pack_texts() -> dict[str, str]:
    """The plan as YAML packs by file name."""
    return {
        "series.yaml": "kind: series\nid: craft\nname: 手工艺\nsource: 自拟\ncode: '99'\n"
        "branches: [{name: 陶艺, titles: [{name: 大师, level: 正高级}]}]\n",
        "province.yaml": _province(),
        "standard.yaml": _standard(),
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


def _province() -> str:
    text = "kind: province\nid: bench\nname: 测速省\nsource: 自拟\npickable: [passed]\nkinds:"
    for kind in KINDS:
        text += f"\n  - id: {kind}\n    name: {kind}\n    title: title\n    date: date\n    fields:"
        text += _fields(RECORD_FIELDS)
        text += "\n    slots: [{id: proof, name: 证明, required: true, types: [pdf, jpg]}]"
    return text + "\n"


def _standard() -> str:
    text = f"kind: standard\nid: {STANDARD_ID}\nname: 测速标准\nversion: '1'\nsource: 自拟\n"
    text += "province: bench\nseries: craft\ntitles: [大师]\n"
    text += "prohibitions: [one_application_per_plan_year, integrity_ban]\nsections:"
    for form in FORMS:
        text += f"\n  - id: {form}\n    name: {form}\n    type: form\n    fields:"
        text += _fields(form_fields(form))
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
        for item, (home, kinds, at_least) in ITEMS.items():
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


# ---- dossiers ------------------------------------------------------------------------------------


def dossier(
    random: Random, rows: int = 3, records: int = 40, files: int = 20, filled: float = 0.85
) -> dict[str, Any]:
    """A dossier of that size that passes, as JSON data."""
    branch = random.choice(("陶瓷", "漆艺"))
    asked = [slot for slot, only in SLOTS.items() if only in ("", branch)]
    held: dict[str, list[dict[str, Any]]] = {list_id: [] for list_id in (*LISTS, *ITEMS)}
    for list_id in LISTS:
        for n in range(rows):
            held[list_id].append({"id": f"{list_id}{n}", **_answers(random, ROW_FIELDS, filled)})
    for n in range(records):
        item = list(ITEMS)[n % len(ITEMS)]
        held[item].append(_record(random, f"r{n}", ITEMS[item][1][n // len(ITEMS) % 2], filled))
    return {
        "kind": "dossier",
        "plan": PLAN_ID,
        "application": {
            "mode": "normal", "standard": STANDARD_ID, "branch": branch, "title": "大师"
        },
        "sections": {form: _form(random, form, filled) for form in FORMS},
        "rows": held,
        "files": {
            slot: [_file(f"{slot}-{n}") for n in range(max(files // len(asked), 1))]
            for slot in asked
        },
    }  # fmt: skip


def _form(random: Random, form: str, filled: float) -> dict[str, Any]:
    answers = _answers(random, form_fields(form), filled)
    if form == "basic":
        answers |= {"birth": "1980-03-04", "post_since": "2018-09-01", "work_years": 20}
        answers["major_years"] = random.randint(0, 20)
    return answers


def _answers(random: Random, fields: list[Field], filled: float) -> dict[str, Any]:
    return {
        id: _answer(random, kind)
        for id, kind, required in fields
        if required or random.random() < filled
    }


def _answer(random: Random, kind: str) -> Any:
    match kind:
        case "text":
            return "蚌埠市青山小学教育教学研究"[: random.randint(2, 13)]
        case "choice":
            return random.choice(LEVELS)
        case "education":
            return random.choice(list(EDUCATIONS))
        case "date":
            return (
                f"20{random.randint(15, 25)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
            )
        case "boolean":
            return random.random() < 0.5
        case "words":
            return random.randint(3000, 9000)
    return random.randint(30, 60)


def _record(random: Random, id: str, kind: str, filled: float) -> dict[str, Any]:
    return {
        "id": id,
        "record": f"archive-{id}",
        "kind": kind,
        "status": "passed",
        **_answers(random, RECORD_FIELDS, filled),
        "rank": random.randint(1, 2) if kind != "paper" else 1,
        "level": random.choice(LEVELS[:2]),
        "date": f"20{random.randint(22, 25)}-0{random.randint(1, 9)}-15",
        "files": {"proof": [_file(f"proof-{id}")]},
    }


def _file(id: str) -> dict[str, Any]:
    return {"id": id, "name": f"{id}.pdf", "type": "pdf", "bytes": 81_920}


def damaged(whole: dict[str, Any], random: Random) -> dict[str, Any]:
    """A copy of a dossier with one thing wrong."""
    data = copy.deepcopy(whole)
    random.choice(DAMAGES)(data, random)
    return data


def _any_record(data: dict[str, Any], random: Random) -> dict[str, Any]:
    held = [record for item in ITEMS for record in data["rows"][item]]
    record: dict[str, Any] = random.choice(held)
    return record


def _change(section: str, field: str, value: Any) -> Callable[[dict[str, Any], Random], None]:
    def change(data: dict[str, Any], random: Random) -> None:
        data["sections"][section][field] = value

    return change


def _drop(section: str, field: str) -> Callable[[dict[str, Any], Random], None]:
    def drop(data: dict[str, Any], random: Random) -> None:
        del data["sections"][section][field]

    return drop


def _spoil(field: str, value: Any) -> Callable[[dict[str, Any], Random], None]:
    def spoil(data: dict[str, Any], random: Random) -> None:
        _any_record(data, random)[field] = value

    return spoil


def _same_record(data: dict[str, Any], random: Random) -> None:
    data["rows"]["item0"][0]["record"] = data["rows"]["item1"][0]["record"]


def _empty(*lists: str) -> Callable[[dict[str, Any], Random], None]:
    def empty(data: dict[str, Any], random: Random) -> None:
        for list_id in lists:
            data["rows"][list_id] = []

    return empty


def _every(
    kinds: tuple[str, ...], field: str, value: Any
) -> Callable[[dict[str, Any], Random], None]:
    def every(data: dict[str, Any], random: Random) -> None:
        for item in ITEMS:
            for record in data["rows"][item]:
                if record["kind"] in kinds:
                    record[field] = value

    return every


def _no_file(data: dict[str, Any], random: Random) -> None:
    del data["files"]["slot3"]


def _large_file(data: dict[str, Any], random: Random) -> None:
    data["files"]["slot0"][0]["bytes"] = 10_485_761


def _no_proof(data: dict[str, Any], random: Random) -> None:
    _any_record(data, random)["files"] = {}


DAMAGES: tuple[Callable[[dict[str, Any], Random], None], ...] = (
    _change("extra", "extra0", "长" * 61), _change("work", "work3", "十"),
    _change("unit", "unit5", "2022-02-30"), _change("unit", "unit1", "世界级"),
    _change("basic", "major_years", 21), _change("basic", "birth", "2005-01-01"),
    _change("basic", "post_since", "2026-09-01"), _drop("basic", "education"),
    _drop("work", "work0"), _spoil("status", "pending"), _spoil("rank", 61),
    _spoil("kind", "unknown"), _spoil("date", "20240101"), _spoil("title", ""), _same_record,
    _empty("reviews"), _empty("item0"), _empty("item8", "item9", "item10", "item11"),
    _every(("paper",), "level", "县级"), _every(("paper",), "words", 10),
    _every(("project", "award"), "level", "县级"), _every(KINDS, "date", "2019-01-01"),
    _no_file, _large_file, _no_proof,
)  # fmt: skip
