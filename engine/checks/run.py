"""One dossier while it is being checked: the good values so far, what is missing, what was taken.

The compiled steps of a standard work on a `Run` one after the other; nobody sees it afterwards.
Rules and conditions read `values` only, and only what a step found well-formed is put there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from engine.checks.report import Assigned, Excluded, Finding
from engine.dossier import Dossier, Facts
from engine.rules.windows import Spans

Good = Mapping[str, Any]
"""The well-formed answers of a form or of one row."""

Findings = Sequence[Finding]
NOTHING: tuple[Finding, ...] = ()


class Filed(NamedTuple):
    """What one item holds: the records that count, what is wrong, and what does not count."""

    records: Sequence[Good] = ()
    findings: Sequence[Finding] = ()
    excluded: Sequence[Excluded] = ()


class Run:
    """The state of one check.

    `spans` are the windows for this applicant. `missing` holds the paths of answers that are
    required and absent or malformed, `picked` the place where each record of the archive was
    taken, `filed` what each visible item holds and `counts` how many records count there.
    `faulty` are categories that hold a record with something wrong, `undecided` are items whose
    window is not known yet; their records count until it is.
    `assigned` are records counted elsewhere than filed, `moves` those that would have to move.
    """

    __slots__ = (
        "assigned",
        "counts",
        "dossier",
        "facts",
        "faulty",
        "filed",
        "missing",
        "moves",
        "picked",
        "spans",
        "undecided",
        "values",
    )

    def __init__(self, dossier: Dossier, facts: Facts, values: dict[str, Any]) -> None:
        self.dossier = dossier
        self.facts = facts
        self.values = values
        self.missing: set[str] = set()
        self.picked: dict[str, str] = {}
        self.filed: dict[str, Filed] = {}
        self.assigned: tuple[Assigned, ...] = ()
        self.faulty: set[str] = set()
        self.undecided: set[str] = set()
        self.moves: tuple[Assigned, ...] = ()
        self.counts: dict[str, int] = {}
        self.spans: Spans = {}


Step = Callable[[Run], Findings]
