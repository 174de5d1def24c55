"""Names in a table's texts that no applicant is asked for: the table's, the plan's, the call's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from engine.dossier import Dossier
from engine.packs.model import Plan, Standard
from engine.tables.model import Table


class Printing(Protocol):
    """What is being printed for whom; `digest` names the answers."""

    @property
    def table(self) -> Table:
        """The table."""

    @property
    def plan(self) -> Plan:
        """The plan applied under."""

    @property
    def standard(self) -> Standard:
        """The standard applied under."""

    @property
    def dossier(self) -> Dossier | None:
        """The answers, or None for a blank form."""

    @property
    def digest(self) -> str:
        """The digest of the answers."""


def given_value(name: str, printing: Printing) -> str | None:
    """The text of `table.…`, `plan.…`, `application.…` or `dossier.digest`; None if it is no such
    name and an answer or an expression has to be looked up."""
    head, _, last = name.partition(".")
    if head == "application" and last in _APPLICATION:
        return _application(last, printing)
    known = _GIVEN.get(head, {}).get(last)
    return known(printing) if known is not None else None


def _application(name: str, printing: Printing) -> str:
    if printing.dossier is None:
        return ""
    application = printing.dossier.application
    said: str = getattr(application, name, "")
    if name == "mode":
        modes = (mode.name for mode in printing.plan.modes if mode.id == said)
        return next(modes, said)
    if name == "level":
        titles = printing.standard.titles
        found = (printing.plan.word(t.level) for t in titles if t.name == application.title)
        return next(found, "")
    given = {"standard": printing.standard.name, "series": printing.plan.series.name}
    return given.get(name) or said


_APPLICATION = ("mode", "standard", "series", "branch", "title", "level")
"""What can be printed of it; anything longer that begins with it is an expression."""

_GIVEN: Mapping[str, Mapping[str, Callable[[Printing], str]]] = {
    "table": {
        "name": lambda printing: printing.table.name,
        "version": lambda printing: printing.table.version,
    },
    "dossier": {"digest": lambda printing: printing.digest},
    "plan": {
        "id": lambda printing: printing.plan.id,
        "name": lambda printing: printing.plan.name,
        "year": lambda printing: str(printing.plan.year),
        "committee": lambda printing: printing.plan.committee,
        "province": lambda printing: printing.plan.province_name,
        "series": lambda printing: printing.plan.series.name,
        "type": lambda printing: printing.plan.type,
        "digest": lambda printing: printing.plan.digest[:12].upper(),
    },
}
