"""Demonstration applications from the cases of the packs: who passes there, passes here.

A case (`like: jilin/2026-engineering-senior/all-pass`) becomes what `web/demo/*.yaml` would say:
records for the archive, and answers, rows, picks and files by their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.cases import read_case
from engine.dossier import dossier_data
from engine.packs.library import Library
from engine.packs.model import Plan, Section
from engine.packs.resolve import extended

Json = dict[str, Any]
FACTS = ("id", "record", "kind", "status", "files")


def application_like(library: Library, plan: Plan, id: str, leave: tuple[str, ...] = ()) -> Json:
    """The application of a case; `leave` are sections and slots that are not filled in yet.

    :returns: `choice, records, sections, rows, picks, files` as in `web/demo/*.yaml`
    :raises PackError: there is no such case, or it has mistakes
    """
    node = extended(library, "case", id)
    data = dossier_data(read_case(id, node, library.find("case", id) or node).dossier)
    standard = plan.standard(data["application"]["standard"])
    known = {section.id: section for section in standard.sections} if standard else {}
    found: Json = {
        "plan": plan.id,
        "choice": data["application"],
        "records": {},
        "sections": {},
        "rows": {},
        "picks": {},
        "files": {},
    }
    for section in known.values():
        answers = data.get("sections", {}).get(section.id)
        if answers is not None and not section.fixed and section.id not in leave:
            _answers(found, section, answers)
    for list_id, rows in data.get("rows", {}).items():
        if list_id not in leave:
            _rows(found, known.get(list_id), list_id, rows)
    for slot, held in data.get("files", {}).items():
        if slot not in leave:
            found["files"][slot] = [file["name"] for file in held]
    return found


def _answers(found: Json, section: Section, answers: Mapping[str, Any]) -> None:
    """Answers are answers; files among them are uploaded."""
    pictures = {f.id for f in section.fields if f.type in ("photo", "signature", "file")}
    found["sections"][section.id] = {
        key: value for key, value in answers.items() if key not in pictures
    }
    for key in pictures & set(answers):
        found["files"][f"{section.id}.{key}"] = answers[key]["name"]


def _rows(found: Json, section: Section | None, list_id: str, rows: list[Json]) -> None:
    """Typed rows stay rows; picked ones become records of the archive and picks."""
    for row in rows:
        files = {slot: [one["name"] for one in held] for slot, held in row.get("files", {}).items()}
        values = {key: value for key, value in row.items() if key not in FACTS}
        if section is not None and section.type == "rows":
            found["rows"].setdefault(list_id, []).append({"values": values, "files": files})
            continue
        beside = {field.id for field in section.fields} if section is not None else set()
        key = f"{list_id}-{row['id']}"
        found["records"][key] = {
            "kind": row["kind"],
            "status": row.get("status", "passed"),
            "values": {name: value for name, value in values.items() if name not in beside},
            "files": files,
        }
        found["picks"].setdefault(list_id, {})[key] = {
            name: value for name, value in values.items() if name in beside
        }
