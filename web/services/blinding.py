"""A dossier without whom it is about (匿名评审): no name, numbers, unit, photo or signature in it.

What is known to be the person's is left out: the fixed sections about person and unit, photos,
signatures, identity and telephone numbers; so are the collaborators, who would give it away. What
may say it elsewhere – the unit in a list of posts, the name in an opinion – is replaced wherever it
stands as text. Files keep their content, which nobody can read on the site's behalf, and get names
without any; files of photos are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.packs.model import Field, Standard
from web.models import Application, Person, Snapshot
from web.services.dossier import Json

HIDDEN = "＊＊＊"
IDENTITY_TYPES = frozenset({"photo", "signature", "resident_id", "mobile", "email"})
IDENTITY_SECTIONS = frozenset({"person", "unit"})
IDENTITY_KEYS = ("name", "id_number", "other_id_number", "mobile", "email", "phone")
KEPT = frozenset({"gender", "birth_date"})
"""What the fixed section of the person says that is no identity."""
LEAST = 2
"""Characters of a word that is replaced wherever it stands; shorter ones stand everywhere."""


def blinded(snapshot: Snapshot, standard: Standard, application: Application) -> Snapshot:
    """A copy of what was handed in, in memory only, that does not say whose it is."""
    words = tuple(identities(snapshot.dossier, application.person))
    counter = _Files()
    dossier = dict(snapshot.dossier)
    dossier["sections"] = {
        id: _section(standard, id, answers)
        for id, answers in snapshot.dossier.get("sections", {}).items()
    }
    dossier["rows"] = {
        id: [_without(standard, id, row) for row in rows]
        for id, rows in snapshot.dossier.get("rows", {}).items()
    }
    return Snapshot(
        id=snapshot.id,
        application=application,
        round=snapshot.round,
        bundle=snapshot.bundle,
        dossier=_said(dossier, words, counter),
        report=snapshot.report,
        digest=snapshot.digest,
        taken_at=snapshot.taken_at,
    )


def identities(dossier: Json, person: Person) -> Iterator[str]:
    """The words that say whose dossier it is, the longest first."""
    answers = dossier.get("sections", {})
    known = {person.name, *_texts(person.account.get("person", {}))}
    known |= set(_texts(answers.get("person", {})))
    unit = answers.get("unit", {})
    known |= {str(unit.get(key, "")) for key in ("name", "credit_code", "contact", "phone")}
    yield from sorted((w for w in known if len(w) >= LEAST), key=len, reverse=True)


def _texts(answers: Mapping[str, Any]) -> Iterator[str]:
    for key in IDENTITY_KEYS:
        if isinstance(answers.get(key), str):
            yield answers[key]


def _section(standard: Standard, id: str, answers: Json) -> Json:
    if id == "person":
        return {key: value for key, value in answers.items() if key in KEPT}
    if id in IDENTITY_SECTIONS:
        return {}
    return _without(standard, id, answers)


def _without(standard: Standard, id: str, answers: Json) -> Json:
    """Answers, or a row with the record in it, without what says who it is."""
    section, kind = standard.section_of.get(id), standard.kinds.get(str(answers.get("kind", "")))
    fields = (*(section.fields if section else ()), *(kind.fields if kind else ()))
    return _but_hidden(fields, answers)


def _but_hidden(fields: Sequence[Field], answers: Json) -> Json:
    kept = dict(answers)
    for field in fields:
        if field.type in IDENTITY_TYPES or field.names:
            kept.pop(field.id, None)
        elif field.type == "rows" and isinstance(kept.get(field.id), list):
            inner = getattr(field.options, "fields", ())
            kept[field.id] = [_but_hidden(inner, row) for row in kept[field.id]]
    return kept


class _Files:
    """Gives files names that say nothing, the same file the same name."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def name(self, file: Mapping[str, Any]) -> str:
        number = len(self._names) + 1
        return self._names.setdefault(str(file["id"]), f"附件{number:03d}.{file.get('type', '')}")


def _said(value: Any, words: tuple[str, ...], files: _Files) -> Any:
    """The same with every word replaced and every file renamed, anywhere below."""
    if isinstance(value, str):
        for word in words:
            value = value.replace(word, HIDDEN)
        return value
    if isinstance(value, dict):
        found = {key: _said(below, words, files) for key, below in value.items()}
        if "sha256" in found and "id" in found:
            found["name"] = files.name(found)
        return found
    if isinstance(value, list):
        return [_said(below, words, files) for below in value]
    return value
