"""The form as packs: a province, a standard and a plan that ask the sixty questions."""

from __future__ import annotations

import json
from pathlib import Path

from bench.form.questions import QUESTIONS, Question

PLAN = "bench/sixty"
LENGTHS = {"text": 200, "long_text": 3000}


def write_packs(folder: Path) -> Path:
    """Write the packs as JSON, which is YAML, too; the folder."""
    packs = {
        "province": {
            "kind": "province", "id": "bench", "name": "测试省", "extends": "common",
            "source": "测试", "prohibitions": ["plan_open"],
            "pages": [{"id": "form", "name": "填写", "sections": ["answers"]}],
        },
        "standard": {
            "kind": "standard", "id": "bench/sixty", "name": "测试标准", "version": "1",
            "source": "测试", "province": "bench", "series": "engineering",
            "titles": ["高级工程师"],
            "sections": [
                {"id": "answers", "name": "申报信息", "type": "form", "source": "测试",
                 "fields": [_field(question) for question in QUESTIONS]},
            ],
        },
        "plan": {
            "kind": "plan", "id": PLAN, "name": "测试计划", "source": "测试", "province": "bench",
            "year": 2026, "committee": "测试评委会", "type": "职称申报计划", "interview": "none",
            "window": {"from": "2020-01-01", "to": "2099-12-31"}, "cutoff": "2026-12-31",
            "series": "engineering", "branches": ["软件"], "scope": "测试",
            "modes": [{"id": "normal", "name": "常规申报"}],
            "standards": [{"standard": "bench/sixty", "titles": ["高级工程师"]}],
        },
    }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    for name, pack in packs.items():
        text = json.dumps(pack, ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return folder


def _field(question: Question) -> dict[str, object]:
    field: dict[str, object] = {
        "id": question.id,
        "name": question.name,
        "type": question.type,
        "required": question.required,
    }
    if question.hint:
        field["hint"] = question.hint
    if question.choices:
        field["choices"] = list(question.choices)
    if question.type in LENGTHS:
        field["max"] = LENGTHS[question.type]
    return field
