"""Certificates of an applicant in Anhui, and who has to do with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from engine.certificates.wording import VALUES
from tests.web.after.conftest import arrange, handed_in, on_day
from tests.web.steps import PORTRAIT
from tests.web.visitor import Visitor
from web.jobs import run_all
from web.models import Account, Certificate, Person, StoredFile, Unit, database, write
from web.services import files
from web.services.certificates import signing
from web.services.certificates.facts import known_of, rules_of
from web.services.certificates.issuing import add_certificate, draw
from web.site import Site

__all__ = ["arrange", "handed_in", "on_day"]

URL = "https://zhiping.test"
FACTS = {
    "series": "中小学教师",
    "branch": "小学科学",
    "level": "中级",
    "title": "一级教师",
    "obtained_on": "2022-05-20",
    "approval_number": "皖人社职审〔2022〕3号",
    "nature": "社会化",
    "issued_on": "2022-06-10",
    "issuer": "安徽省某证书管理中心",
    "committee": "蚌埠市中小学教师系列中级职称评审委员会",
    "unit": "蚌埠市青山小学",
    "way": "评审",
    "year": "2022",
    "plan": "",
}


@dataclass
class Holder:
    """The demonstration applicant of Anhui, with the site and everyone's browser."""

    app: Flask
    site: Site
    person: Person
    visitor: Visitor

    def browser(self, login: str) -> Visitor:
        """Somebody else, signed in."""
        return Visitor(self.app.test_client()).sign_in_as(login)

    @property
    def issuer(self) -> Unit:
        """The issuer of the province."""
        found: Unit = Unit.get(Unit.kind == "issuer", Unit.province == "anhui")
        return found

    @property
    def now(self) -> datetime:
        """The moment of the site."""
        return self.site.clock.now()

    def photo(self) -> StoredFile:
        """A photo that is stored."""
        from engine.attachments import inspect

        return files.store(self.site.files, PORTRAIT, inspect(PORTRAIT), now=self.now)

    def certify(self, *, photo: bool = True, drawn: bool = True, **changes: str) -> Certificate:
        """A certificate of hers, drawn if there is a photo."""
        with database.connection_context():
            known = known_of(self.site.packs.province("anhui"), self.person)
            values: dict[str, Any] = {**dict.fromkeys(VALUES, ""), **known, **FACTS, **changes}
            picture = self.photo() if photo else None
            operator = Account.get(Account.unit == self.issuer)
            with write():
                made = add_certificate(
                    rules_of(self.site.packs, "anhui", None),
                    values,
                    person=self.person,
                    year=2022,
                    photo=picture,
                    issuer=self.issuer,
                    committee=None,
                    actor=operator,
                    now=self.now,
                )
                draw([made], account=operator, unit=self.issuer, site_url=URL, now=self.now)
            if drawn:
                run_all(self.site, self.now)
            found: Certificate = Certificate.get_by_id(made.id)
        return found

    def stored(self, certificate: Certificate) -> Certificate:
        """A certificate as it is stored now."""
        with database.connection_context():
            found: Certificate = Certificate.get_by_id(certificate.id)
        return found

    def work(self) -> None:
        """Let the worker do what waits."""
        with database.connection_context():
            run_all(self.site, self.now)


@pytest.fixture
def holder(app: Flask, site: Site, visitor: Visitor) -> Iterator[Holder]:
    signing.make_own_key(site.settings, "测试发证机关", site.clock.now())
    with database.connection_context():
        person = Person.get(Person.name == "李晓")
    yield Holder(app=app, site=site, person=person, visitor=visitor)
    (site.settings.data / signing.OWN_NAME).unlink(missing_ok=True)
