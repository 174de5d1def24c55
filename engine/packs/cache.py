"""Packs that were read before, by content: in memory, and in a folder if there is one.

The folder holds JSON and is only as trustworthy as its owner; a file in it that does not read
well is ignored. Its names change with the content and with the code that reads packs.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from engine.packs.encoding import Places, read_nodes
from engine.packs.shape import check_shape, schema
from engine.packs.source import Source, parse_source
from engine.problems import Position, Problem

_ROOM = Path(__file__).parent


class SourceCache:
    """Remembers packs by their text and name."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._memory: dict[str, Source] = {}
        self._keys: dict[int, str] = {}
        self._shapes: dict[int, tuple[Source, tuple[Problem, ...]]] = {}
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def read(self, text: bytes, name: str) -> Source:
        """`parse_source`, or what it gave for the same text before.

        :raises PackError: as `parse_source`; failures are not remembered
        """
        key = sha256(f"{reader_version(_ROOM)}\0{name}\0".encode() + text).hexdigest()
        source = self._memory.get(key) or self._stored(key, name)
        if source is None:
            source = parse_source(text, name)
            self._store(key, source)
        self._memory[key] = source
        self._keys[id(source)] = key
        return source

    def shape(self, source: Source) -> tuple[Problem, ...]:
        """`check_shape`, once per source; that there was nothing wrong is kept in the folder."""
        known = self._shapes.get(id(source))
        if known is None or known[0] is not source:
            known = (source, self._checked(source))
            self._shapes[id(source)] = known
        return known[1]

    def _checked(self, source: Source) -> tuple[Problem, ...]:
        key = self._keys.get(id(source))
        if self._folder is None or key is None:
            return check_shape(source)
        mark = self._folder / f"{key}.{_schema_version(source.kind)}.good"
        if mark.exists():
            return ()
        problems = check_shape(source)
        if not problems:
            with suppress(OSError):
                mark.touch()
        return problems

    def _stored(self, key: str, name: str) -> Source | None:
        if self._folder is None:
            return None
        try:
            stored = json.loads((self._folder / f"{key}.json").read_bytes())
            root = read_nodes(stored["content"], iter(stored["places"]), [name])
            warnings = tuple(_read_problem(entry, name) for entry in stored["warnings"])
            return Source(
                name=name, kind=stored["kind"], id=stored["id"], root=root, warnings=warnings
            )
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def _store(self, key: str, source: Source) -> None:
        if self._folder is None:
            return
        places = Places()
        places.add(source.root)
        stored = {
            "kind": source.kind,
            "id": source.id,
            "content": source.root.plain(),
            "places": places.numbers,
            "warnings": [
                [w.position.line, w.position.column, w.code, w.message, w.hint]
                for w in source.warnings
            ],
        }
        target = self._folder / f"{key}.json"
        part = target.with_suffix(".part")
        with suppress(OSError):  # a full disk makes loading slow, not wrong
            part.write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")
            part.replace(target)


@cache
def reader_version(room: Path) -> str:
    """A digest of the code in `room` that makes nodes of text and stores them: with other code,
    the same text may be read into other nodes."""
    code = [*sorted((room / "reading").glob("*.py")), room / "source.py", room / "encoding.py"]
    return sha256(b"\0".join([path.read_bytes() for path in code])).hexdigest()


@cache
def _schema_version(kind: str) -> str:
    return sha256(json.dumps(schema(kind)).encode()).hexdigest()[:16]


def _read_problem(entry: list[object], name: str) -> Problem:
    line, column, code, message, hint = entry
    return replace(
        Problem(
            position=Position(name, int(str(line)), int(str(column))),
            code=str(code),
            message=str(message),
            hint=str(hint),
        ),
        severity="warning",
    )
