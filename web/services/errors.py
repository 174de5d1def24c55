"""What may not be done now: facts only. `web.errors` turns each into a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


class ServiceError(Exception):
    """Something that is not possible, not here or not now."""


@dataclass(eq=False)
class NotFound(ServiceError):
    """There is no such thing; `what` is its Chinese name."""

    what: str


class SignInNeeded(ServiceError):
    """Nobody is signed in, or the session has ended."""


class NotAdmitted(ServiceError):
    """The page is for other roles than that of the account."""


@dataclass(eq=False)
class NotActive(ServiceError):
    """The account is not (or no longer) in use: `state` of `Account`."""

    state: str


class PasswordExpired(ServiceError):
    """The password was given out by others or is too old: a new one comes before all else."""


class SecondFactorNeeded(ServiceError):
    """The account has to begin giving codes of its device before anything else."""


class LinkEnded(ServiceError):
    """A link that works once or for some minutes only does not work any more."""


class NotYours(ServiceError):
    """It belongs to another person."""


@dataclass(eq=False)
class PlanNotOpen(ServiceError):
    """The plan's window does not include today; days are ISO text, both included."""

    plan: str
    opens: str
    closes: str


@dataclass(eq=False)
class AlreadyApplied(ServiceError):
    """One person applies once per plan year (安徽手册 L784)."""

    year: int
    application: str


@dataclass(eq=False)
class Banned(ServiceError):
    """The person may not apply for a time (诚信档案, 安徽手册 L785); ISO days, "" is open."""

    start: str
    end: str


@dataclass(eq=False)
class NotBound(ServiceError):
    """No unit has confirmed the person yet (安徽手册 L58); `unit` is the province's word for it."""

    unit: str


@dataclass(eq=False)
class NoPath(ServiceError):
    """A unit may not send anything up yet: no way upward is open (山东手册 L148); `unit` is its
    name, `what` the series and level."""

    unit: str
    what: str


@dataclass(eq=False)
class NoHolder(ServiceError):
    """Nobody acts at a node: the committee or issuer `name` (may be "") is not in the site yet."""

    node: str
    name: str


@dataclass(eq=False)
class StartPledgeNeeded(ServiceError):
    """Before the first application its pledge has to be agreed to (山东手册 L34)."""

    plan: str


@dataclass(eq=False)
class SelfCheckNeeded(ServiceError):
    """Before choosing, 条件自检 has to be gone through (吉林手册 L156)."""

    plan: str


@dataclass(eq=False)
class NotWritable(ServiceError):
    """The application or this part of it cannot be changed now; `reason` says why, in Chinese."""

    reason: str


@dataclass(eq=False)
class NotPledged(ServiceError):
    """The pledge comes before everything else."""

    application: str


@dataclass(eq=False)
class NotPassed(ServiceError):
    """Handing in was refused because the check found errors."""

    application: str


@dataclass(eq=False)
class BadChoice(ServiceError):
    """A mode, branch or title that the plan does not offer; `problems` by field."""

    problems: dict[str, str]


@dataclass(eq=False)
class Conflict(ServiceError):
    """Somebody saved this part in the meantime: both values, nothing was overwritten."""

    place: str
    mine: dict[str, Any]
    stored: dict[str, Any]
    version: int


@dataclass(eq=False)
class Decided(ServiceError):
    """Somebody else has decided it before: what it is, how it stands, by whom and when."""

    what: str
    state: str
    by: str
    at: datetime | None


@dataclass(eq=False)
class Changed(ServiceError):
    """What was to be decided about was changed by its owner since it was seen; `what` it is."""

    what: str


@dataclass(eq=False)
class DutyNeeded(ServiceError):
    """The operator may not do this for the unit; `duty` is its Chinese name."""

    duty: str


class OpinionNeeded(ServiceError):
    """A decision of this kind must say why."""


class OwnRecord(ServiceError):
    """Nobody verifies what is their own."""


class OwnApplication(ServiceError):
    """Nobody reviews what is their own."""


@dataclass(eq=False)
class BadFile(ServiceError):
    """A file that cannot be taken; `reason` says why and what can be."""

    name: str
    reason: str


class TooLarge(BadFile):
    """A file that is larger than its place takes; it was not even read."""


@dataclass(eq=False)
class DoesNotFit(ServiceError):
    """A table has to stand on one page and is too long for it in type of `points`; `longest` are
    the beginnings of its longest answers."""

    table: str
    points: float
    longest: tuple[str, ...]


@dataclass(eq=False)
class CannotPrint(ServiceError):
    """A table could not be drawn now: too many at once, or its worker ended."""

    table: str
