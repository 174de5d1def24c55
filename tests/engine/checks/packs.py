"""A small made-up province for the checks: every test adds to its standard what it is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.checks import CheckReport, check
from engine.dossier import dossier_from, facts_from
from engine.packs.library import Library
from engine.packs.model import Plan

SERIES = """\
kind: series
id: craft
name: 手工艺
source: 自拟
code: '99'
branches: [{name: 陶艺, titles: [{name: 大师, level: 正高级}]}]
"""
PROVINCE = """\
kind: province
id: lake
name: 湖省
source: 自拟
pickable: [passed]
kinds:
  - id: paper
    name: 论文
    title: title
    date: date
    fields:
      - {id: title, name: 题目, type: text, required: true}
      - {id: date, name: 发表日期, type: date, required: true}
      - {id: rank, name: 本人排名, type: integer, min: 1, max: 99}
      - {id: scale, name: 规模, type: choice, choices: [大型, 中型]}
      - {id: words, name: 字数, type: integer}
  - id: prize
    name: 奖励
    title: title
    date: date
    fields:
      - {id: title, name: 名称, type: text, required: true}
      - {id: date, name: 日期, type: date}
    slots: [{id: proof, name: 证书, required: true, types: [pdf]}]
"""
PLAN = """\
kind: plan
id: lake/2026
name: 湖省2026年度评审
source: 自拟
province: lake
series: craft
year: 2026
committee: 湖省手工艺评委会
type: 职称申报计划
window: {from: 2026-05-01, to: 2026-06-30}
cutoff: 2026-12-31
levels: [正高级]
branches: [陶瓷, 漆艺]
modes: [{id: normal, name: 常规申报}, {id: exceptional, name: 破格申报}]
standards: [{standard: lake/craft, titles: [大师]}]
"""
STANDARD = """\
kind: standard
id: lake/craft
name: 手工艺标准
version: '1'
source: 自拟
province: lake
series: craft
titles: [大师]
"""
APPLICATION = {"mode": "normal", "branch": "陶瓷", "title": "大师"}


def plan_of(folder: Path, standard: str) -> Plan:
    """The plan whose standard says what `standard` (YAML of the common keys) says."""
    texts = {"series": SERIES, "province": PROVINCE, "plan": PLAN, "standard": STANDARD + standard}
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Library(folder).plan("lake/2026")


def report_on(plan: Plan, facts: dict[str, Any] | None = None, /, **dossier: Any) -> CheckReport:
    """The report on a dossier given as JSON data, applying in the usual way unless told else."""
    return check(plan, dossier_from({"application": APPLICATION, **dossier}), facts_from(facts))


def said(report: CheckReport) -> list[tuple[str, str, str]]:
    """Code, severity and path of everything that is no mere statement."""
    return [(one.code, one.severity, one.path) for one in report.problems]


def record(id: str, kind: str = "paper", /, **values: Any) -> dict[str, Any]:
    """A record that was picked, verified and complete."""
    return {
        "id": id,
        "record": f"r-{id}",
        "kind": kind,
        "status": "passed",
        "title": f"题目{id}",
        "date": "2024-05-01",
        **values,
    }


PROOF = {"proof": [{"id": "f1", "name": "证书.pdf", "type": "pdf", "bytes": 1024}]}
