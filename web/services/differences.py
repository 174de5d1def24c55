"""What two dossiers of one application differ in: a pure function of both.

Reviewers see what a correction changed (CSCfi/rems#844), applicants what they have changed since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["added", "removed", "changed", "moved"]
APART = ("id", "files")
"""Of a row, what is no answer: its id, and files, which are compared on their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference. `path` is the path of findings: `section.field`, `list.row`,
    `list.row.field`, `slot` or `list.row.slot`, and `list` for rows in another order. `before` and
    `after` are the stored values, rows or tuples of FILE maps; None where there was or is nothing.
    """

    path: str
    kind: Kind
    before: Any = None
    after: Any = None
    is_files: bool = False


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Everything that differs between two dossiers as JSON, in the order of their parts."""
    return (
        *_values("application", before.get("application", {}), after.get("application", {})),
        *_sections(before.get("sections", {}), after.get("sections", {})),
        *_lists(before.get("rows", {}), after.get("rows", {})),
        *_slots("", before.get("files", {}), after.get("files", {})),
    )


def _sections(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for id in _keys(before, after):
        yield from _values(id, before.get(id, {}), after.get(id, {}))


def _values(place: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for key in _keys(before, after):
        old, new = before.get(key), after.get(key)
        path = f"{place}.{key}"
        if _is_file(old) or _is_file(new):
            yield from _files(path, [old] if old else [], [new] if new else [])
        elif _filled(old) != _filled(new):
            yield _change(path, _filled(old), _filled(new))


def _lists(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for id in _keys(before, after):
        old = {_identity(row): row for row in before.get(id, ())}
        new = {_identity(row): row for row in after.get(id, ())}
        for key in _keys(old, new):
            yield from _row(id, old.get(key), new.get(key))
        stayed = [key for key in old if key in new]
        if stayed != [key for key in new if key in old]:
            yield Change(path=id, kind="moved")


def _row(
    list_id: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> Iterator[Change]:
    row = new or old or {}
    place = f"{list_id}.{row['id']}"
    if old is None or new is None:
        yield _change(place, old, new)
        return
    yield from _values(place, _answers(old), _answers(new))
    yield from _slots(f"{place}.", old.get("files", {}), new.get("files", {}))


def _slots(prefix: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for slot in _keys(before, after):
        yield from _files(f"{prefix}{slot}", before.get(slot, ()), after.get(slot, ()))


def _files(path: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Change]:
    """Files are the same when their content and their names are, in whatever order."""
    old, new = sorted(map(_content, before)), sorted(map(_content, after))
    if old != new:
        kind: Kind = "changed" if before and after else "added" if after else "removed"
        yield Change(path=path, kind=kind, before=tuple(before), after=tuple(after), is_files=True)


def _content(file: Mapping[str, Any]) -> tuple[str, str]:
    return str(file.get("sha256", "")), str(file.get("name", ""))


def _change(path: str, old: Any, new: Any) -> Change:
    kind: Kind = "changed" if old is not None and new is not None else "added"
    return Change(path=path, kind="removed" if new is None else kind, before=old, after=new)


def _answers(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in APART}


def _identity(row: Mapping[str, Any]) -> str:
    """What a row is known by: a record that was picked anew is the same record."""
    return str(row.get("record") or row["id"])


def _filled(value: Any) -> Any:
    """A value, None for what nobody can tell from an unanswered question."""
    return None if value in ("", [], {}) else value


def _is_file(value: Any) -> bool:
    return isinstance(value, Mapping) and "sha256" in value


def _keys(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The keys of both, those of `after` first in their order."""
    return list(dict.fromkeys([*after, *before]))
