"""Certificates that are drawn in the background, for killing whoever draws them."""

from __future__ import annotations

from engine.attachments import inspect
from engine.certificates.wording import VALUES
from tests.crash.served import SECRET, TODAY, ServedSite
from tests.web.certificates.conftest import FACTS, URL
from tests.web.steps import PORTRAIT
from web.app import create_app
from web.models import (
    Account,
    Certificate,
    Event,
    JobItem,
    Notice,
    Unit,
    close_database,
    database,
    write,
)
from web.services import events, files
from web.services.certificates import signing
from web.services.certificates.facts import known_of, rules_of
from web.services.certificates.issuing import add_certificate, draw
from web.services.demo import Demo
from web.settings import Settings
from web.site import Site


def prepare(site: ServedSite, count: int) -> str:
    """Store so many certificates without files, and the job that draws them; its id."""
    settings = Settings(data=site.data, database=site.url, today=TODAY, secret=SECRET)
    app = create_app(settings)
    parts: Site = app.extensions["zhiping"]
    signing.make_own_key(settings, "测试发证机关", parts.clock.now())
    try:
        with database.connection_context():
            return _prepare(parts, count)
    finally:
        parts.printer.close()
        close_database()


def _prepare(parts: Site, count: int) -> str:
    now = parts.clock.now()
    demo = Demo(packs=parts.packs, store=parts.files, now=now)
    person, _ = demo.make_applicant("demo")
    photo = files.store(parts.files, PORTRAIT, inspect(PORTRAIT), now=now)
    issuer = Unit.get(Unit.kind == "issuer", Unit.province == "anhui")
    operator = Account.get(Account.unit == issuer)
    known = known_of(parts.packs.province("anhui"), person)
    rules = rules_of(parts.packs, "anhui", None)
    with write():
        made = [
            add_certificate(
                rules, {**dict.fromkeys(VALUES, ""), **known, **FACTS}, person=person, year=2022,
                photo=photo, issuer=issuer, committee=None, actor=operator, now=now,
            )
            for _ in range(count)
        ]  # fmt: skip
        draw(made, account=operator, unit=issuer, site_url=URL, now=now)
    return str(JobItem.get().job_id)


def check(job: str, count: int, site: ServedSite) -> None:
    """That every certificate has its file, and was drawn and told of once."""
    assert {item.error for item in JobItem.select().where(JobItem.job == job)} == {""}
    found = list(Certificate.select())
    assert len({one.number for one in found}) == len(found) == count
    for one in found:
        assert one.pdf_id is not None
        assert one.is_signed
        content = (site.data / "files" / one.pdf_id[:2] / one.pdf_id).read_bytes()
        assert content.startswith(b"%PDF")
        drawn = Event.select().where(
            Event.subject == f"certificate:{one.id}", Event.action == "certificate-drawn"
        )
        told = Notice.select().where(Notice.key.startswith(f"certificate:{one.id}:drawn:"))
        assert (drawn.count(), told.count()) == (1, 1)
    assert events.broken_chains() == {}
