"""Many members whose browsers send their votes at the same moment, until the server is gone."""

from __future__ import annotations

import http.client
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from flask.sessions import SecureCookieSessionInterface

from tests.crash.served import CSRF, PATIENCE, PLAN, SECRET, TODAY, ServedSite
from web.app import create_app
from web.clock import ZONE
from web.identity import TOKEN
from web.models import (
    Account,
    Application,
    Attendance,
    Batch,
    Expert,
    Meeting,
    Person,
    Poll,
    Unit,
    close_database,
    database,
    write,
)
from web.services import sessions
from web.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of the meeting, signed in."""

    seat: str
    cookie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A meeting whose vote is open."""

    meeting: str
    polls: tuple[str, ...]
    members: tuple[Member, ...]


@dataclass(kw_only=True)
class Voting:
    """Who was told that the vote is given, and what else was told."""

    told: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)

    def wait_for(self, count: int) -> None:
        """Wait until so many were."""
        until = time.monotonic() + PATIENCE
        while len(self.told) < count:
            assert time.monotonic() < until, self.refused[:3]
            time.sleep(0.01)


def prepare(site: ServedSite, members: int, applications: int) -> Held:
    """Store a meeting with its vote open, all members there."""
    app = create_app(Settings(data=site.data, database=site.url, today=TODAY, secret=SECRET))
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    parts = app.extensions["zhiping"]
    now = parts.clock.now()
    try:
        with database.connection_context(), write():
            bundle = parts.packs.pin(PLAN)
            unit = Unit.create(province="anhui", kind="committee", name="评委会", created_at=now)
            batch = Batch.create(
                unit=unit, plan=PLAN, name="第一批", state="closed", created_at=now
            )
            meeting = Meeting.create(
                batch=batch, day=TODAY, place="会议室", state="open", created_at=now
            )
            polls = tuple(_poll(n, meeting, batch, bundle, now) for n in range(applications))
            seated = []
            for number in range(members):
                account, seat = _member(number, unit, meeting, now)
                token = sessions.begin(account, now=datetime.now(ZONE))
                cookie = f"session={signer.dumps({TOKEN: token, 'csrf': CSRF})!s}"
                seated.append(Member(seat=seat, cookie=cookie))
    finally:
        parts.printer.close()
        close_database()
    return Held(meeting=meeting.id, polls=polls, members=tuple(seated))


def _poll(number: int, meeting: Meeting, batch: Batch, bundle: object, now: datetime) -> str:
    person = Person.create(name=f"申报人{number}", province="anhui", account={})
    application = Application.create(
        person=person,
        plan=PLAN,
        province="anhui",
        year=2022,
        bundle=bundle,
        choice={"mode": "normal", "standard": "anhui/k12-senior", "branch": "小学科学",
                "title": "高级教师"},
        state="submitted",
        node="committee",
        round=1,
        batch=batch,
        begun_at=now,
    )  # fmt: skip
    made = Poll.create(
        meeting=meeting, application=application, round=1, node="committee", number=number + 1
    )
    return str(made.id)


def _member(number: int, unit: Unit, meeting: Meeting, now: datetime) -> tuple[Account, str]:
    account = Account.create(
        province="anhui", role="expert", login=f"e{number}", name=f"专家{number}", created_at=now
    )
    expert = Expert.create(
        committee=unit,
        account=account,
        name=f"专家{number}",
        work_unit=f"单位{number}",
        valid_from="2022-01-01",
        valid_to="2023-12-31",
        created_at=now,
    )
    seat = Attendance.create(meeting=meeting, expert=expert, state="present")
    return account, seat.id


def vote_all(site: ServedSite, held: Held, known: Voting) -> list[threading.Thread]:
    """Let every member vote at the same moment, in a thread each."""
    threads = [
        threading.Thread(target=_vote, args=(site, held, one, known)) for one in held.members
    ]
    for thread in threads:
        thread.start()
    return threads


def _vote(site: ServedSite, held: Held, member: Member, known: Voting) -> None:
    try:
        with closing(site.connect()) as connection:
            status = send(connection, held, member)
    except (OSError, http.client.HTTPException):
        return  # the server is gone; whether this vote is in, nobody knows
    if status == 303:
        known.told.add(member.seat)
    else:
        known.refused.append(str(status))


def send(connection: http.client.HTTPConnection, held: Held, member: Member) -> int:
    """Send a member's votes: the answer's status."""
    choices = {f"ballot-{poll}": "agree" for poll in held.polls}
    connection.request(
        "POST",
        f"/expert/meetings/{held.meeting}",
        body=urlencode({"csrf_token": CSRF, **choices}),
        headers={"Cookie": member.cookie, "Content-Type": "application/x-www-form-urlencoded"},
    )
    with connection.getresponse() as answer:
        answer.read()
        return answer.status
