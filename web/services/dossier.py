"""Puts the parts of an application together into the dossier that the engine reads."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from engine.packs.model import Standard
from web.models import Answers, Application, FileUse, Person, Row, StoredFile, Unit
from web.models.prepared import Prepared
from web.services.units import unit_answers

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything stored of one application: answers by section, rows by list, files by place."""

    answers: dict[str, Answers]
    rows: dict[str, list[Row]]
    files: dict[str, list[FileUse]]


_ANSWERS = Prepared(Answers, lambda id: Answers.select().where(Answers.application == id))
_ROWS = Prepared(
    Row, lambda id: Row.select().where(Row.application == id).order_by(Row.position, Row.id)
)
_USES = Prepared(
    FileUse,
    lambda id: (
        FileUse.select().where(FileUse.application == id).order_by(FileUse.position, FileUse.id)
    ),
)
_CONTENTS = Prepared(
    StoredFile,
    lambda id: StoredFile.select().join(FileUse).where(FileUse.application == id).distinct(),
)


def read_material(application: Application) -> Material:
    """What is stored of an application, rows and files in their order."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in _ROWS(application.id):
        rows[row.list].append(row)
    files: dict[str, list[FileUse]] = defaultdict(list)
    uses = _USES(application.id)
    contents = {one.sha256: one for one in _CONTENTS(application.id)} if uses else {}
    for use in uses:
        use.content = contents[use.content_id]
        files[use.place].append(use)
    answers = {one.section: one for one in _ANSWERS(application.id)}
    return Material(answers=answers, rows=rows, files=files)


def file_map(use: FileUse) -> Json:
    """The FILE map of a used file, without what is unknown of it."""
    content = use.content
    known = {
        "width": content.width,
        "height": content.height,
        "pages": content.pages,
        "background": content.background,
    }
    return {
        "id": use.id,
        "name": use.name,
        "type": content.type,
        "bytes": content.bytes,
        "sha256": content.sha256,
        **{key: value for key, value in known.items() if value},
    }


def build_dossier(
    application: Application,
    material: Material,
    standard: Standard,
    person: Person,
    unit: Unit | None,
) -> Json:
    """The dossier as JSON. Fixed sections come from the account and from the `unit` that the person
    is bound to, not from the application."""
    sections = {key: one.values for key, one in material.answers.items()}
    known = {**person.account, "unit": unit_answers(unit)}
    for section in standard.sections:
        if section.fixed:
            sections[section.id] = known.get(section.id, {})
    rows = {name: [row_map(row, material) for row in rows] for name, rows in material.rows.items()}
    slots = {slot.id for s in standard.sections if s.type == "slots" for slot in s.slots}
    return {
        "plan": application.plan,
        "application": application.choice,
        "sections": sections,
        "rows": rows,
        "files": {
            place: [file_map(use) for use in uses]
            for place, uses in material.files.items()
            if place in slots
        },
    }


def row_map(row: Row, material: Material) -> Json:
    """A row as the dossier has it: of a pick the snapshot of the record below its answers."""
    if row.snapshot is None:
        prefix = f"{row.id}/"
        files = {
            place.removeprefix(prefix): [file_map(use) for use in uses]
            for place, uses in material.files.items()
            if place.startswith(prefix)
        }
        return {**row.values, "id": row.id, "files": files}
    snapshot = row.snapshot
    return {
        **snapshot["values"],
        **row.values,
        "id": row.id,
        "record": row.record,
        "kind": snapshot["kind"],
        "status": snapshot["status"],
        "files": snapshot["files"],
    }
