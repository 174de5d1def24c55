"""合作者: whom the achievements of an applicant name beside the applicant.

A pack marks the fields that list them (`names: collaborators`). They are typed as people type
names: `张三、李四`, `张三 李四`, `张　三；李四（通讯作者）等`. A name is not a person; what matches
may be somebody else of that name, which only people can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from engine.packs.model import Field, Kind, Section, Standard

COLLABORATORS = "collaborators"
LONGEST = 60
"""Characters of a name; what is longer is a sentence."""

_ASIDE = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]")
_BETWEEN = re.compile(r"[、,;:/|&\r\n\t。]+|\band\b", re.IGNORECASE)
_MARKS = re.compile(r"^[\d.]+|[\d*#†‡§^+]+$")
_MORE = re.compile(r"(?<=..)等(\d*人)?$")
_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]+")
_DOTS = str.maketrans(dict.fromkeys("•‧∙・●", "·"))


@dataclass(frozen=True, slots=True)
class Collaboration:
    """Somebody who is named beside the applicant, and in which achievement: `论文《…》`."""

    name: str
    achievement: str


def name_key(name: str) -> str:
    """A name as it is compared: neither width, spaces, case nor the kind of the dot matter."""
    return "".join(normalize("NFKC", name).translate(_DOTS).casefold().split())


def split_names(text: str) -> tuple[str, ...]:
    """The names in a text, each once; remarks in brackets, numbers and 等 belong to none."""
    plain = _ASIDE.sub(" ", normalize("NFKC", text).translate(_DOTS))
    found = (name for part in _BETWEEN.split(plain) for name in _names_in(part))
    return tuple(dict.fromkeys(name for name in found if 1 < len(name) <= LONGEST))


def collaborations(
    standard: Standard, values: Mapping[str, object], applicant: str
) -> tuple[Collaboration, ...]:
    """Everybody whom the answers name as collaborators, without the applicant, each once.

    `values` are the names that expressions know: answers and rows that apply, well-formed.
    """
    own = name_key(applicant)
    found = (
        Collaboration(name, achievement)
        for achievement, text in _listed(standard, values)
        for name in split_names(text)
        if name_key(name) != own
    )
    return tuple(dict.fromkeys(found))


def _names_in(part: str) -> Iterator[str]:
    """The names between two separators: spaces stand between Chinese names, within others, and
    within names of two characters that were drawn apart (张　三)."""
    name, is_chinese = "", False
    for word in part.split():
        plain = _MORE.sub("", _MARKS.sub("", word))
        if not plain or plain == "等":
            continue
        chinese = _CHINESE.fullmatch(plain) is not None
        if name and not chinese and not is_chinese:
            name = f"{name} {plain}"
        elif len(name) == len(plain) == 1 and chinese and is_chinese:
            name += plain
        else:
            if name:
                yield name
            name, is_chinese = plain, chinese
    if name:
        yield name


def _listed(standard: Standard, values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Every list of collaborators beside the achievement that it belongs to."""
    for section in standard.sections:
        held = values.get(section.id)
        for row in held if isinstance(held, Sequence) else [held]:
            if isinstance(row, Mapping):
                yield from _of_row(standard, section, row)
    records = values.get("records")
    for row in records if isinstance(records, Sequence) else ():
        yield from _of_row(standard, None, row)


def _of_row(
    standard: Standard, section: Section | None, row: Mapping[str, object]
) -> Iterator[tuple[str, str]]:
    kind = standard.kinds.get(str(row.get("kind", "")))
    fields = (*(kind.fields if kind else ()), *(section.fields if section else ()))
    texts = list(_texts(fields, row))
    if texts:
        owner = kind or section
        title = _title(kind, fields, row)
        name = f"{owner.name if owner else ''}{f'《{title}》' if title else ''}"
        yield from ((name, text) for text in texts)


def _texts(fields: Sequence[Field], row: Mapping[str, object]) -> Iterator[str]:
    """What is typed in the fields that name collaborators, those of rows within included."""
    for field in fields:
        value = row.get(field.id)
        if field.names == COLLABORATORS and isinstance(value, str):
            yield value
        elif field.type == "rows" and isinstance(value, Sequence):
            for inner in value:
                if isinstance(inner, Mapping):
                    yield from _texts(getattr(field.options, "fields", ()), inner)


def _title(kind: Kind | None, fields: Sequence[Field], row: Mapping[str, object]) -> str:
    """What an achievement is called: by the kind's title, else by the first text of the row."""
    texts = (one.id for one in fields if one.type == "text" and one.names != COLLABORATORS)
    return str(row.get(kind.title if kind and kind.title else next(texts, "")) or "")
