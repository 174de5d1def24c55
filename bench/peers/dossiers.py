"""Made-up dossiers for the plan of `application.py`: whole ones, and ones with a thing wrong."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

from bench.peers.application import (
    EDUCATIONS,
    FORMS,
    ITEMS,
    KINDS,
    LEVELS,
    LISTS,
    PLAN_ID,
    RECORD_FIELDS,
    ROW_FIELDS,
    SLOTS,
    STANDARD_ID,
    TYPICAL,
    Field,
    Size,
    form_fields,
    items_of,
)


def dossier(random: Random) -> dict[str, Any]:
    """A dossier of typical size that passes, as JSON data: 40 records with their proofs, 15 rows,
    20 files in the slots."""
    places = list(ITEMS)
    filed = [
        (places[n % len(places)], ITEMS[places[n % len(places)]][1][n // len(places) % 2])
        for n in range(40)
    ]
    return _dossier(random, TYPICAL, filed, rows=3, files=20, filled=0.85)


def largest_dossier(random: Random, size: Size) -> dict[str, Any]:
    """A dossier far beyond any real one: every answer given, 100 records of every kind, each with
    its proof, 200 files in the slots, 500 rows."""
    takes = {
        kind: [item for item, (_, kinds, _) in items_of(size).items() if kind in kinds]
        for kind in size.kinds
    }
    filed = [(items[n % len(items)], kind) for kind, items in takes.items() for n in range(100)]
    return _dossier(random, size, filed, rows=100, files=200, filled=1.0)


def _dossier(
    random: Random, size: Size, filed: list[tuple[str, str]], *, rows: int, files: int,
    filled: float,
) -> dict[str, Any]:  # fmt: skip
    """A dossier whose records are `filed` under an item and of a kind each."""
    branch = random.choice(("陶瓷", "漆艺"))
    asked = [slot for slot, only in SLOTS.items() if only in ("", branch)]
    held: dict[str, list[dict[str, Any]]] = {list_id: [] for list_id in (*LISTS, *ITEMS)}
    for list_id in LISTS:
        for n in range(rows):
            held[list_id].append({"id": f"{list_id}{n}", **_answers(random, ROW_FIELDS, filled)})
    for n, (item, kind) in enumerate(filed):
        held[item].append(_record(random, f"r{n}", kind, filled))
    return {
        "kind": "dossier",
        "plan": PLAN_ID,
        "application": {
            "mode": "normal", "standard": STANDARD_ID, "branch": branch, "title": "大师"
        },
        "sections": {form: _form(random, form, size, filled) for form in FORMS},
        "rows": held,
        "files": {
            slot: [_file(f"{slot}-{n}") for n in range(len(range(place, files, len(asked))))]
            for place, slot in enumerate(asked)
        },
    }  # fmt: skip


def _form(random: Random, form: str, size: Size, filled: float) -> dict[str, Any]:
    answers = _answers(random, form_fields(form, size), filled)
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
