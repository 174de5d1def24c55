"""Finding records in one archive: by words, kind, state and year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.fields import FIELD_TYPES
from engine.packs.model import Kind
from web.models import Record
from web.services.archive import Archive
from web.services.searching import Search, has_words


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSearch(Search):
    """What is looked for; an empty part excludes nothing. `text` is words that must all occur."""

    text: str = ""
    kind: str = ""
    state: str = ""
    year: str = ""

    def matches(self, record: Record, kind: Kind) -> bool:
        """Whether a record, of this kind, is looked for."""
        return (
            self.kind in ("", record.kind)
            and self.state in ("", record.status)
            and self.year in ("", year_of(record, kind))
            and (not self.text or has_words(text_of(record, kind), self.text.casefold()))
        )


def find_records(archive: Archive, search: RecordSearch, records: Iterable[Record]) -> list[Record]:
    """Those of an archive's records that are looked for, in the order of the province's kinds and
    there the newest first; what is of no kind of the province (any more) is left out."""
    kinds = archive.province.kinds
    order = {id: n for n, id in enumerate(kinds)}
    found = [r for r in records if r.kind in kinds and search.matches(r, kinds[r.kind])]
    return sorted(found, key=lambda record: order[record.kind])


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
