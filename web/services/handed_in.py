"""What was handed in, as it was: the snapshots of an application and what they hold.

Pages ask a draft for what is stored; of a snapshot the same is read from its dossier, so that what
somebody looks at again is what was looked at then, whatever became of rows and files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from engine.packs.model import Standard
from web.models import Answers, Application, FileUse, Row, Snapshot, StoredFile
from web.models.columns import digest_of
from web.services.dossier import Json, Material
from web.services.errors import NotFound

FACTS = ("id", "record", "kind", "status", "files")
"""Of a row in a dossier, what is not an answer."""


def snapshots_of(application: Application) -> list[Snapshot]:
    """Everything that was handed in, the first round first."""
    return list(application.snapshots.order_by(Snapshot.round))


def rounds_of(application: Application) -> list[Snapshot]:
    """The same without dossiers and reports: which rounds there were, when, with what digest."""
    kept = (Snapshot.id, Snapshot.round, Snapshot.digest, Snapshot.taken_at)
    query = Snapshot.select(*kept).where(Snapshot.application == application)
    return list(query.order_by(Snapshot.round))


def last_snapshot(application: Application) -> Snapshot | None:
    """What was handed in last, None before anything was."""
    found: Snapshot | None = application.snapshots.order_by(Snapshot.round.desc()).first()
    return found


def snapshot_of_round(application: Application, round: int) -> Snapshot:
    """What was handed in in a round.

    :raises NotFound: there was no such round
    """
    found: Snapshot | None = application.snapshots.where(Snapshot.round == round).first()
    if found is None:
        raise NotFound("这次提交的材料")
    return found


def material_of(snapshot: Snapshot, standard: Standard) -> Material:
    """The parts of a snapshot, as if they were stored; they are for reading only."""
    dossier, at = snapshot.dossier, snapshot.taken_at
    rows = {
        id: [_row(standard, id, row, position) for position, row in enumerate(found, 1)]
        for id, found in dossier.get("rows", {}).items()
    }
    files: dict[str, list[FileUse]] = defaultdict(list)
    for place, known in _files(dossier):
        files[place].append(_use(place, known, at))
    return Material(
        answers={
            id: Answers(section=id, values=values, version=0, saved_at=at)
            for id, values in dossier.get("sections", {}).items()
        },
        rows=rows,
        files=files,
    )


def file_in(dossier: Json, id: str) -> Json:
    """The FILE map with this id.

    :raises NotFound: nothing in the dossier has it
    """
    for file in _all_files(dossier):
        if file.get("id") == id:
            return file
    raise NotFound("附件")


def files_in(dossier: Json) -> list[Json]:
    """The FILE maps of everything that was handed in: slots, rows, picks, photos."""
    return list(_all_files(dossier))


def _row(standard: Standard, list_id: str, data: Json, position: int) -> Row:
    values = {key: value for key, value in data.items() if key not in FACTS}
    if "kind" not in data:
        return Row(id=data["id"], list=list_id, position=position, values=values)
    section = standard.section_of.get(list_id)
    beside = {field.id for field in section.fields} if section else set()
    taken = {
        "kind": data["kind"],
        "status": data["status"],
        "values": {key: value for key, value in values.items() if key not in beside},
        "files": data["files"],
    }
    return Row(
        id=data["id"],
        list=list_id,
        position=position,
        values={key: value for key, value in values.items() if key in beside},
        record=data["record"],
        snapshot=taken,
        digest=digest_of(taken),
    )


def _files(dossier: Json) -> Iterator[tuple[str, Json]]:
    """The files with their places, but for those of picks, which are the archive's."""
    for section, answers in dossier.get("sections", {}).items():
        for field, value in answers.items():
            if _is_file(value):
                yield f"{section}.{field}", value
    for slot, found in dossier.get("files", {}).items():
        for file in found:
            yield slot, file
    for rows in dossier.get("rows", {}).values():
        for row in rows:
            if "kind" not in row:
                for slot, found in row.get("files", {}).items():
                    for file in found:
                        yield f"{row['id']}/{slot}", file


def _all_files(value: Any) -> Iterator[Json]:
    """Every FILE map anywhere in a dossier."""
    if _is_file(value):
        yield value
    elif isinstance(value, dict):
        for below in value.values():
            yield from _all_files(below)
    elif isinstance(value, list):
        for below in value:
            yield from _all_files(below)


def _is_file(value: Any) -> bool:
    return isinstance(value, dict) and "sha256" in value and "id" in value


def _use(place: str, known: Json, at: datetime) -> FileUse:
    content = StoredFile(
        sha256=known["sha256"],
        type=known["type"],
        bytes=known["bytes"],
        width=known.get("width"),
        height=known.get("height"),
        pages=known.get("pages"),
        background=known.get("background", ""),
        stored_at=at,
    )
    return FileUse(id=known["id"], place=place, name=known["name"], content=content)
