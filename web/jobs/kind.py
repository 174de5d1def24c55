"""What a kind of job is: what it does with each of its items, and what comes of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from web.models import Account, Job, Unit
from web.services.errors import NotAdmitted
from web.site import Site

Result = Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item in hand: `values` as they were put into the queue, `prepared` by `prepare`."""

    id: str
    number: int
    values: Mapping[str, Any]
    prepared: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file that a job has made; `path` is moved to the results, `name` is for downloads."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of job.

    `do` is called once per item, inside one `write(*names)` together with the mark that the item
    is done: what it writes is there if and only if that is. So it writes to the database alone and
    is quick; what takes time (drawing a PDF) belongs into `prepare`, which is called before,
    outside of the transaction, may be repeated after a crash, and gives what `do` finds as
    `item.prepared`. Raise a ServiceError where an item is not possible: it is kept as failed, with
    its sentence.

    `names` are the subjects that `do` writes about. `finish` is called when every item is settled
    and may be repeated after a crash; it makes the job's file in `work_folder`, or nothing.
    """

    name: str
    do: Callable[[Site, Job, Item, datetime], Result]
    names: Callable[[Job, Item], tuple[str, ...]]
    prepare: Callable[[Site, Job, Item, datetime], Any] | None = None
    finish: Callable[[Site, Job, datetime], Made | None] | None = None


def owner_of(job: Job) -> Account:
    """Whoever asked for a job.

    :raises NotAdmitted: nobody did
    """
    if job.account is None:
        raise NotAdmitted
    return job.account


def unit_of(job: Job) -> Unit:
    """The unit that a job's owner acts for now.

    :raises NotAdmitted: none, or no longer one
    """
    unit: Unit | None = owner_of(job).unit
    if unit is None:
        raise NotAdmitted
    return unit


def work_folder(parts: Site, job: Job) -> Path:
    """Where a job keeps files while it is under way; emptied when it ends."""
    folder = parts.settings.results / job.id / "parts"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
