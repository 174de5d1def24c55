"""申报材料: everything one application holds when it is checked, printed or reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from engine.problems import Problem

Values = Mapping[str, object]
"""Stored answers by field id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What is applied for: ids of the mode and the standard, names of the branch and the title."""

    mode: str = ""
    standard: str = ""
    branch: str = ""
    title: str = ""


class File(NamedTuple):
    """An uploaded file: its name as the applicant sees it, its type found by content, its size
    in bytes. `width` and `height` are pixels of an image, `pages` those of a PDF, `background` the
    colour around a photo as `#rrggbb`, "" where it was not measured or is not of one colour.

    A tuple, as `Row` is: a dossier has a hundred of them, and a frozen dataclass takes five times
    as long to make. Name what you give it, all the same.
    """

    id: str
    name: str
    type: str
    bytes: int
    sha256: str = ""
    width: int = 0
    height: int = 0
    pages: int = 0
    background: str = ""


Files = Mapping[str, tuple[File, ...]]
"""Uploaded files by slot id."""

NO_VALUES: Values = MappingProxyType({})
NO_FILES: Files = MappingProxyType({})


class Row(NamedTuple):
    """One row of a section, or one record picked for a section or an item.

    `values` holds the whole row as stored, its `id`, `record`, `kind` and `status` included,
    since expressions name them like fields.
    """

    id: str
    record: str = ""
    kind: str = ""
    status: str = ""
    values: Values = NO_VALUES
    files: Files = NO_FILES


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Answers by section and field, rows by section or item, files by slot.

    `problems` name what could not be read; the check reports them as errors.
    """

    plan: str = ""
    application: Application = field(default_factory=Application)
    sections: Mapping[str, Values] = field(default_factory=dict)
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    files: Files = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
