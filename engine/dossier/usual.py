"""Reads rows and files of the usual shape, which is nearly all of them, without a word.

None means that something is unusual: whoever asked looks closer and says what. A dossier of a
hundred rows and files is read for every check, so nothing here builds what only messages need.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.dossier.values import NO_FILES, File, Files, Row

make = tuple.__new__
"""Makes a named tuple of all its values in half the time that calling its class takes."""

MOST = 2**53 - 1
"""The largest size that every reader of JSON can tell: more is no size of anything."""


def usual_rows(data: object) -> tuple[Row, ...] | None:
    """The rows of a list in which every row has an id of its own and nothing is amiss."""
    if type(data) is not list:
        return None
    found = []
    for item in data:
        row = _row(item)
        if row is None:
            return None
        found.append(row)
    if len(found) > 1 and len({row.id for row in found}) < len(found):
        return None
    return tuple(found)


def usual_files(data: object) -> Files | None:
    """The files of a map from slots to lists of FILE maps in which nothing is amiss."""
    if type(data) is not dict:
        return None
    held: dict[str, tuple[File, ...]] = {}
    for slot, items in data.items():
        if type(slot) is not str or type(items) is not list:
            return None
        if len(items) == 1:
            file = read_file(items[0])
            if file is None:
                return None
            held[slot] = (file,)
            continue
        files = []
        for item in items:
            file = read_file(item)
            if file is None:
                return None
            files.append(file)
        held[slot] = tuple(files)
    return held


def read_file(data: object) -> File | None:
    """The file that a FILE map describes, None if it is none: it needs id, name, type and bytes."""
    if not isinstance(data, dict):
        return None
    try:
        id, name, type_, size = data["id"], data["name"], data["type"], data["bytes"]
    except KeyError:
        return None
    if not (isinstance(id, str) and isinstance(name, str) and isinstance(type_, str)):
        return None
    if type(size) is not int or not 0 <= size <= MOST:
        return None
    if len(data) == 4:
        # most files are no images and have no measures
        return make(File, (id, name, type_, size, "", 0, 0, 0, ""))
    return _measured(File(id, name, type_, size), data)


def _row(data: object) -> Row | None:
    """A row that has an id, whose facts are texts and whose files are in order."""
    if type(data) is not dict:
        return None
    get = data.get
    id, record, kind, status = get("id"), get("record", ""), get("kind", ""), get("status", "")
    if not (id and type(id) is type(record) is type(kind) is type(status) is str):
        return None
    files = get("files")
    if not files:
        return make(Row, (id, record, kind, status, data, NO_FILES))
    held = usual_files(files)
    return None if held is None else make(Row, (id, record, kind, status, data, held))


def _measured(file: File, data: Mapping[str, object]) -> File:
    """The file with the measures that were taken of it; what is no measure is left out."""
    return file._replace(
        sha256=_word(data.get("sha256")),
        width=_count(data.get("width")),
        height=_count(data.get("height")),
        pages=_count(data.get("pages")),
        background=_word(data.get("background")),
    )


def _count(value: object) -> int:
    return value if type(value) is int and 0 < value <= MOST else 0


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""
