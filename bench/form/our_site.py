"""The site with the form of sixty questions, and applicants whose answers are stored."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from flask.sessions import SecureCookieSessionInterface

from bench.form.client import Visit
from bench.form.packs import PLAN, write_packs
from bench.form.questions import QUESTIONS
from engine.share import pack_folders
from web.app import create_app
from web.clock import ZONE
from web.identity import TOKEN
from web.models import Account, Answers, Application, Person, close_database, database
from web.services import sessions
from web.settings import read_settings

TARGET = "web.app:create_app"
SECRET = "for this bench only"
CSRF = "token-of-this-bench"


def environment(folder: Path, url: str) -> dict[str, str]:
    """What the server's processes are told."""
    packs = write_packs(folder / "packs")
    return {
        **os.environ,
        "ZHIPING_DATA": str(folder / "data"),
        "ZHIPING_DATABASE": url,
        "ZHIPING_CONFIG": os.pathsep.join(map(str, pack_folders([packs]))),
        "ZHIPING_SECRET": SECRET,
    }


def prepare(environ: dict[str, str], applicants: int) -> list[Visit]:
    """Store applicants with all answers given; how each of them is visited."""
    app = create_app(replace(read_settings(environ), secret=SECRET))
    site = app.extensions["zhiping"]
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    now = datetime.now(ZONE)
    with database.connection_context():
        bundle = site.packs.pin(PLAN)
        visits = []
        for number in range(applicants):
            account = _applicant(number, now)
            token = sessions.begin(account, now=now)
            application = _application(account, bundle, number, now)
            cookie = signer.dumps({TOKEN: token, "csrf": CSRF})
            base = f"/applications/{application.id}"
            visits.append(
                Visit(
                    page=f"{base}/pages/form",
                    save=f"{base}/sections/answers",
                    cookie=f"session={cookie}",
                    csrf={"csrf_token": CSRF},
                    number=number,
                )
            )
    site.printer.close()
    close_database()
    return visits


def _applicant(number: int, now: datetime) -> Account:
    person = Person.create(
        name=f"申报人{number}", province="bench", account={"person": {"name": f"申报人{number}"}}
    )
    account: Account = Account.create(
        province="bench", role="applicant", login=f"a{number}", person=person, created_at=now
    )
    return account


def _application(account: Account, bundle: object, number: int, now: datetime) -> Application:
    application: Application = Application.create(
        person=account.person_id,
        plan=PLAN,
        province="bench",
        year=2026,
        bundle=bundle,
        choice={
            "mode": "normal", "standard": PLAN, "branch": "软件", "title": "高级工程师",
        },
        begun_at=now,
    )  # fmt: skip
    Answers.create(
        id=None,
        application=application,
        section="answers",
        values={q.id: _stored(q.type, q.answer(number)) for q in QUESTIONS},
        saved_at=now,
    )
    return application


def _stored(type_: str, answer: str) -> object:
    return {"boolean": True, "integer": int(answer) if answer.isdigit() else 0}.get(type_, answer)
