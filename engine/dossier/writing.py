"""Writes dossiers as the JSON data that `dossier_from` reads."""

from __future__ import annotations

from typing import Any

from engine.dossier.values import Dossier, File, Files, Row


def dossier_data(dossier: Dossier) -> dict[str, Any]:
    """The dossier as JSON data with the keys of a dossier file, empty parts left out."""
    application = {
        "mode": dossier.application.mode,
        "standard": dossier.application.standard,
        "branch": dossier.application.branch,
        "title": dossier.application.title,
    }
    data = {
        "kind": "dossier",
        "plan": dossier.plan,
        "application": {key: value for key, value in application.items() if value},
        "sections": {key: dict(values) for key, values in dossier.sections.items()},
        "rows": {key: [row_data(row) for row in rows] for key, rows in dossier.rows.items()},
        "files": _files_data(dossier.files),
    }
    return {key: value for key, value in data.items() if value}


def row_data(row: Row) -> dict[str, Any]:
    """One row with its values and files."""
    facts = {"id": row.id, "record": row.record, "kind": row.kind, "status": row.status}
    data = {**row.values, **{key: value for key, value in facts.items() if value}}
    # `values` holds the files as they were given, whatever shape they had
    data.pop("files", None)
    if row.files:
        data["files"] = _files_data(row.files)
    return data


def file_data(file: File) -> dict[str, Any]:
    """One FILE map; measures that are unknown are left out."""
    measures = {
        "sha256": file.sha256,
        "width": file.width,
        "height": file.height,
        "pages": file.pages,
        "background": file.background,
    }
    known = {key: value for key, value in measures.items() if value}
    return {"id": file.id, "name": file.name, "type": file.type, "bytes": file.bytes, **known}


def _files_data(files: Files) -> dict[str, list[dict[str, Any]]]:
    return {slot: [file_data(file) for file in found] for slot, found in files.items()}
