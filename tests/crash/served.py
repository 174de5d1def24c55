"""A site served as it is in earnest, by `zhiping serve` with two processes, that can be killed."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flask.sessions import SecureCookieSessionInterface

from web.app import create_app
from web.clock import ZONE
from web.identity import TOKEN
from web.models import (
    Account,
    Answers,
    Application,
    Binding,
    Person,
    Unit,
    close_database,
    database,
    write,
)
from web.services import sessions
from web.settings import Settings

ROOT = Path(__file__).parents[2]
PLAN = "anhui/2022-bengbu-teachers"
TODAY = "2022-07-01"
SECRET = "for crash tests only"
CSRF = "token-of-this-test"
PATIENCE = 90.0
"""Seconds that the server may take to start on a busy machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Someone with an application that is being filled in, signed in."""

    number: int
    application: str
    cookie: str

    def headers(self, **more: str) -> dict[str, str]:
        """What a browser of this applicant sends with every request."""
        return {"Cookie": self.cookie, "X-CSRF-Token": CSRF, "Accept": "application/json", **more}


@dataclass(kw_only=True)
class ServedSite:
    """The server's processes, one group of them; `url` is that of its database."""

    data: Path
    url: str
    port: int = field(default=0, init=False)
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def prepare(self, count: int) -> list[Applicant]:
        """Store applicants, each with an application whose pledge was agreed to."""
        app = create_app(Settings(data=self.data, database=self.url, today=TODAY, secret=SECRET))
        signer = SecureCookieSessionInterface().get_signing_serializer(app)
        assert signer is not None
        site = app.extensions["zhiping"]
        now = site.clock.now()
        try:
            with database.connection_context(), write():
                unit = Unit.create(province="anhui", name="蚌埠市青山小学", created_at=now)
                bundle = site.packs.pin(PLAN)
                made = []
                for number in range(count):
                    account, application = _store(number, unit, bundle, now)
                    token = sessions.begin(account, now=datetime.now(ZONE))
                    cookie = f"session={signer.dumps({TOKEN: token, 'csrf': CSRF})!s}"
                    made.append(Applicant(number=number, application=application, cookie=cookie))
        finally:
            site.printer.close()
            close_database()
        return made

    def start(self) -> None:
        """Start the server and wait until it answers."""
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        environ = {
            **os.environ,
            "ZHIPING_DATA": str(self.data),
            "ZHIPING_DATABASE": self.url,
            "ZHIPING_TODAY": TODAY,
            "ZHIPING_SECRET": SECRET,
        }
        with (self.data / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "zhiping", "serve", "--port", str(self.port)],
                cwd=ROOT,
                env=environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((self.data / "server.log").read_text())
            time.sleep(0.1)

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/static/icon.svg")  # no packs are read for it
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def connect(self, timeout: float = 60) -> http.client.HTTPConnection:
        """A connection to the server."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def kill(self) -> None:
        """Kill every process of the server at the same moment, with work in their hands."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


def _store(number: int, unit: Unit, bundle: object, now: datetime) -> tuple[Account, str]:
    person = Person.create(
        name=f"申报人{number}", province="anhui", account={"person": {"name": f"申报人{number}"}}
    )
    account = Account.create(
        province="anhui", role="applicant", login=f"a{number}", person=person, created_at=now
    )
    Binding.create(person=person, unit=unit, state="bound", requested_at=now)
    choice = {
        "mode": "normal", "standard": "anhui/k12-senior", "branch": "小学科学", "title": "高级教师",
    }  # fmt: skip
    application = Application.create(
        person=person,
        plan=PLAN,
        province="anhui",
        year=2022,
        bundle=bundle,
        choice=choice,
        begun_at=now,
    )
    pledged = {"agreed": True, "signed_on": TODAY}
    Answers.create(application=application, section="pledge", values=pledged, saved_at=now)
    return account, application.id
