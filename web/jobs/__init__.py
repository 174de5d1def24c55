"""What workers do: the kinds of jobs, and what is swept again and again.

A room adds its kind here: `"report": REPORT` with `REPORT = Kind(…)` in `web/jobs/report.py`;
whoever wants it done calls `web.services.jobs.enqueue("report", …)` inside its `write()`.
"""

from __future__ import annotations

from datetime import datetime

from web.jobs.certificates import CERTIFICATE_FILES, CERTIFICATES
from web.jobs.dossier import DOSSIER
from web.jobs.export import EXPORT
from web.jobs.kind import Item, Kind, Made, work_folder
from web.jobs.meeting_results import MEETING_RESULTS
from web.jobs.publicity_end import PUBLICITY_END
from web.jobs.report import REPORT
from web.jobs.roster import ROSTER
from web.jobs.sweep import Sweep
from web.jobs.sweeps import DIGESTS, LETTERS, REMINDERS, RESULTS
from web.jobs.verify_events import VERIFY_EVENTS
from web.jobs.worker import Worker
from web.site import Site

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        EXPORT,
        DOSSIER,
        CERTIFICATES,
        CERTIFICATE_FILES,
        VERIFY_EVENTS,
        PUBLICITY_END,
        MEETING_RESULTS,
        ROSTER,
        REPORT,
    )
}

SWEEPS: tuple[Sweep, ...] = (LETTERS, DIGESTS, REMINDERS, RESULTS)


def run_all(parts: Site, now: datetime | None = None) -> int:
    """Do everything that waits, here and now: for `zhiping work --once` and for tests."""
    return Worker(parts, KINDS, now=None if now is None else lambda: now).run_all()


__all__ = ["KINDS", "SWEEPS", "Item", "Kind", "Made", "Sweep", "Worker", "run_all", "work_folder"]
