"""Finding records in one archive: by words, kind, state and year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.fields import FIELD_TYPES
from engine.packs.model import Kind
from web.models import Record
from web.services.archive import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for; an empty part excludes nothing. `text` is words that must all occur."""

    text: str = ""
    kind: str = ""
    state: str = ""
    year: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everything is shown."""
        return not (self.text or self.kind or self.state or self.year)


def find_records(archive: Archive, search: Search, records: Iterable[Record]) -> list[Record]:
    """Those of an archive's records that are looked for, in the order of the province's kinds and
    there the newest first; what is of no kind of the province (any more) is left out."""
    order = {id: n for n, id in enumerate(archive.province.kinds)}
    found = [r for r in records if _matches(archive, search, r)]
    return sorted(found, key=lambda record: order[record.kind])


def _matches(archive: Archive, search: Search, record: Record) -> bool:
    kind = archive.province.kinds.get(record.kind)
    if kind is None or (search.kind and record.kind != search.kind):
        return False
    if search.state and record.status != search.state:
        return False
    if search.year and year_of(record, kind) != search.year:
        return False
    words = search.text.casefold().split()
    return not words or all(word in text_of(record, kind) for word in words)


def year_of(record: Record, kind: Kind) -> str:
    """The year of a record by its kind's date, else by its field `year`; "" when unknown."""
    value = record.values.get(kind.date or "year", "")
    text = str(value)[:4]
    return text if len(text) == 4 and text.isdigit() else ""


def years_of(archive: Archive, records: Iterable[Record]) -> list[str]:
    """The years that records are of, the newest first."""
    kinds = archive.province.kinds
    found = {year_of(record, kinds[record.kind]) for record in records if record.kind in kinds}
    return sorted(found - {""}, reverse=True)


def text_of(record: Record, kind: Kind) -> str:
    """Everything that a record says, to look for words in."""
    shown = (
        FIELD_TYPES[field.type].display(record.values.get(field.id), field) for field in kind.fields
    )
    names = (str(file.get("name", "")) for maps in record.files.values() for file in maps)
    return "\n".join((kind.name, *shown, *names)).casefold()
