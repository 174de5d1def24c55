"""The plan of the bench for JSON Schema and an expression language, as integrators write it.

Shape, types, limits, files and the records of each item are one schema; what a schema cannot say
(comparisons, windows, counts over all items, sums, eligibility) are expressions over the document.
All these peers give a verdict only, no sentences, which favours them.

There are two forms of the document. Grouped, as dossiers are stored, has a list per item: the best
that a schema can be given. Flat has all achievements in one list, as a form posts them: what is
asked of a kind or an item is `if`/`then` for every record, and a minimum is `contains`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bench.peers.application import (
    CATEGORIES,
    EDUCATIONS,
    FORMS,
    ITEMS,
    KINDS,
    LEVELS,
    LISTS,
    RECORD_FIELDS,
    ROW_FIELDS,
    SLOTS,
    Field,
    form_fields,
)

Schema = dict[str, Any]

TYPES: Mapping[str, Schema] = {
    "text": {"type": "string", "minLength": 1, "maxLength": 60},
    "date": {"type": "string", "format": "date", "minLength": 10, "maxLength": 10},
    "boolean": {"type": "boolean"},
    "integer": {"type": "integer", "minimum": 0, "maximum": 60},
    "words": {"type": "integer", "minimum": 0, "maximum": 100_000},
    "choice": {"enum": list(LEVELS)},
    "education": {"enum": list(EDUCATIONS)},
}
FILE: Schema = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "name": {"type": "string"},
        "type": {"enum": ["pdf", "jpg"]},
        "bytes": {"type": "integer", "minimum": 0, "maximum": 10_485_760},
    },
    "required": ["id", "name", "type", "bytes"],
}


def document_schema() -> Schema:
    """The schema of a dossier, Draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["application", "sections", "rows", "files"],
        "properties": {
            "application": {
                "type": "object",
                "properties": {
                    "mode": {"const": "normal"},
                    "branch": {"enum": ["陶瓷", "漆艺"]},
                    "title": {"const": "大师"},
                },
                "required": ["mode", "branch", "title"],
            },
            "sections": {
                "type": "object",
                "properties": {form: _object(form_fields(form)) for form in FORMS},
                "required": list(FORMS),
            },
            "rows": {
                "type": "object",
                "properties": {
                    **{
                        list_id: {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": 200,
                            "items": _object(ROW_FIELDS),
                        }
                        for list_id in LISTS
                    },
                    **{
                        item: {"type": "array", "minItems": least, "items": _record(kinds)}
                        for item, (_, kinds, least) in ITEMS.items()
                    },
                },
                "required": [*LISTS, *[item for item, (_, _, least) in ITEMS.items() if least]],
            },
            "files": {
                "type": "object",
                "properties": {
                    slot: {"type": "array", "minItems": 1, "maxItems": 30, "items": FILE}
                    for slot in SLOTS
                },
                "required": [slot for slot, branch in SLOTS.items() if not branch],
            },
        },
        "if": {
            "properties": {"application": {"properties": {"branch": {"const": "漆艺"}}}},
        },
        "then": {
            "properties": {
                "files": {"required": [slot for slot, branch in SLOTS.items() if branch]}
            },
        },
    }


def flattened(data: Mapping[str, Any]) -> dict[str, Any]:
    """The same dossier with all achievements in one list, each with the id of its item."""
    rows = data["rows"]
    return {
        **data,
        "rows": {name: rows[name] for name in rows if name not in ITEMS},
        "achievements": [
            {"item": item, **record} for item in ITEMS for record in rows.get(item, ())
        ],
    }


def flat_schema() -> Schema:
    """The schema of a flattened dossier, Draft 2020-12."""
    schema = document_schema()
    rows = schema["properties"]["rows"]
    rows["properties"] = {name: rows["properties"][name] for name in LISTS}
    rows["required"] = list(LISTS)
    members = {
        category: [item for item, (home, _, _) in ITEMS.items() if home == category]
        for category in CATEGORIES
    }
    asked = [([item], least) for item, (_, _, least) in ITEMS.items() if least]
    asked += [(members[category], least) for category, least in CATEGORIES.items() if least]
    schema["properties"]["achievements"] = {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"item": {"enum": list(ITEMS)}, "kind": {"enum": list(KINDS)}},
            "required": ["item", "kind"],
            "allOf": [
                *[_when("kind", kind, _record((kind,))) for kind in KINDS],
                *[
                    _when("item", item, {"properties": {"kind": {"enum": list(kinds)}}})
                    for item, (_, kinds, _) in ITEMS.items()
                ],
            ],
        },
        "allOf": [
            {"contains": {"properties": {"item": {"enum": items}}}, "minContains": least}
            for items, least in asked
        ],
    }
    schema["required"] = [*schema["required"], "achievements"]
    return schema


def flat_names(data: Mapping[str, Any]) -> dict[str, Any]:
    """What the expressions may name, of a flattened dossier."""
    rows = data["rows"]
    return {
        "basic": data["sections"]["basic"],
        "jobs": rows["jobs"],
        "reviews": rows["reviews"],
        "records": data["achievements"],
    }


def _when(key: str, value: str, then: Schema) -> Schema:
    return {"if": {"properties": {key: {"const": value}}}, "then": then}


def _object(fields: list[Field]) -> Schema:
    return {
        "type": "object",
        "properties": {id: TYPES[kind] for id, kind, _ in fields},
        "required": [id for id, _, required in fields if required],
    }


def _record(kinds: tuple[str, ...]) -> Schema:
    schema = _object(RECORD_FIELDS)
    schema["properties"] |= {
        "kind": {"enum": list(kinds)},
        "status": {"const": "passed"},
        "files": {
            "type": "object",
            "properties": {"proof": {"type": "array", "minItems": 1, "items": FILE}},
            "required": ["proof"],
        },
    }
    schema["required"] = [*schema["required"], "kind", "status", "record", "files"]
    return schema


def rule_names(data: Mapping[str, Any]) -> dict[str, Any]:
    """What the expressions of both peers may name: parts of the document, records as one list."""
    rows = data["rows"]
    return {
        "basic": data["sections"]["basic"],
        "jobs": rows["jobs"],
        "reviews": rows["reviews"],
        "records": [
            {"item": item, "category": ITEMS[item][0], **record}
            for item in ITEMS
            for record in rows.get(item, ())
        ],
    }


FLAT_RULES = [
    "basic['major_years'] <= basic['work_years']",
    "whole_years(basic['birth'], basic['post_since']) >= 18",
    "len([1 for job in jobs if job['since'] < basic['birth']]) == 0",
    "len([1 for r in records if r['kind'] == 'paper' and r['rank'] == 1 "
    "and r['level'] in ['国家级', '省级'] "
    "and basic['post_since'] <= r['date'] and r['date'] <= '2026-12-31']) >= 1",
    "len([1 for r in records if r['level'] in ['国家级', '省级'] "
    "and '2022-01-01' <= r['date'] and r['date'] <= '2026-12-31']) >= 3",
    "sum([r['words'] for r in records if r['kind'] == 'paper']) >= 3000",
    "len([1 for row in reviews if row['score'] >= 30]) >= 1",
    "len([1 for r in records if r['kind'] == 'project' and r['rank'] <= 2]) >= 1 "
    "or len([1 for r in records if r['kind'] == 'award' and r['level'] == '国家级']) >= 1",
    "whole_years(basic['post_since'], '2026-12-31') >= years_needed(basic['education'])",
    "different([r['record'] for r in records])",
]

PYTHON_RULES = [
    *FLAT_RULES,
    *[
        f"len([1 for r in records if r['category'] == '{category}']) >= {least}"
        for category, least in CATEGORIES.items()
        if least
    ],
]

CEL_RULES = [
    "basic.major_years <= basic.work_years",
    "whole_years(basic.birth, basic.post_since) >= 18",
    "jobs.all(job, job.since >= basic.birth)",
    "records.filter(r, r.kind == 'paper' && r.rank == 1 && r.level in ['国家级', '省级'] "
    "&& basic.post_since <= r.date && r.date <= '2026-12-31').size() >= 1",
    "records.filter(r, r.level in ['国家级', '省级'] "
    "&& '2022-01-01' <= r.date && r.date <= '2026-12-31').size() >= 3",
    "total(records.filter(r, r.kind == 'paper').map(r, r.words)) >= 3000",
    "reviews.filter(row, row.score >= 30).size() >= 1",
    "records.filter(r, r.kind == 'project' && r.rank <= 2).size() >= 1 "
    "|| records.filter(r, r.kind == 'award' && r.level == '国家级').size() >= 1",
    "whole_years(basic.post_since, '2026-12-31') >= years_needed(basic.education)",
    "different(records.map(r, r.record))",
    *[
        f"records.filter(r, r.category == '{category}').size() >= {least}"
        for category, least in CATEGORIES.items()
        if least
    ],
]


def whole_years(start: str, end: str) -> int:
    """Full years between two ISO days."""
    return int(end[:4]) - int(start[:4]) - (end[5:] < start[5:])


def years_needed(education: str) -> int:
    """The years in post that an education asks for."""
    return EDUCATIONS[education]


def different(values: list[str]) -> bool:
    """Whether no two values are the same."""
    return len(set(values)) == len(values)


def is_open(facts: Mapping[str, Any]) -> bool:
    """The prohibitions, which need no language."""
    banned = any(ban["from"] <= facts["today"] <= ban["to"] for ban in facts["bans"])
    return 2026 not in facts["other_applications"] and not banned
