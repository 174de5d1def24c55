"""Demonstration data: fictitious applicants, their units, archives and applications.

What there is to make stands in `web/demo/*.yaml`. Bindings and applications go through the same
services as people's own work, so they cannot be other than the site would let them be; accounts,
units and records are stored as the files say.
"""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path as File
from typing import Any

import yaml

from engine.packs.model import Plan
from engine.packs.reading.yaml_events import Loader
from engine.workflow.chain import ONWARD
from web.models import Account, Path, Person, Record, Unit, write
from web.models.columns import new_id
from web.models.prepared import Stored
from web.services import (
    bindings,
    files,
    starting,
    submitting,
)
from web.services.choosing import Choice
from web.services.demo_case import application_like
from web.services.demo_certificates import DemoCertificates
from web.services.demo_filling import Filling, listed
from web.services.demo_pictures import draw_document, draw_portrait, inspected
from web.services.demo_review import SHOWN_FOR, Afterwards
from web.services.dossier import file_map
from web.services.experts import ExpertAnswers, create_expert
from web.services.packs import Packs
from web.services.plans import is_open
from web.storage import FileStore

_ACCOUNTS, _RECORDS = Stored(Account), Stored(Record)

FOLDER = File(__file__).parents[1] / "demo"
Json = dict[str, Any]
WAY_BACK = timedelta(days=2)
"""How long ago the applications began that something became of since."""


def read_data() -> list[Json]:
    """What there is to make: a map per file, in the order of their names; the caller's own."""
    return deepcopy(_read_files())


@lru_cache(maxsize=1)
def _read_files() -> list[Json]:
    files = sorted(FOLDER.glob("*.yaml"))
    return [yaml.load(file.read_text(encoding="utf-8"), Loader) for file in files]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """Makes the demonstration data once; `now` is when applications to open plans begin, `password`
    the hash of the password that every account gets, "" for none."""

    packs: Packs
    store: FileStore
    now: datetime
    password: str = ""

    def make(self, provinces: Collection[str] = ()) -> bool:
        """Make the data, that of some provinces if they are named; False if it is there already."""
        data = [one for one in read_data() if not provinces or one["province"] in provinces]
        if Account.select().where(Account.login << _logins(data)).exists():
            return False
        units: dict[str, dict[str, Unit]] = {}
        for file in data:
            units.setdefault(file["province"], {}).update(self.make_units(file))
        for file in data:
            for one in file.get("people", ()):
                province = file["province"]
                person, records = self.make_person(province, one, units[province])
                for application in one.get("applications", ()):
                    self.make_application(person, application, records)
                self._certificates(person, one)
        return True

    def make_applications(self, login: str) -> Person:
        """Make one applicant with everything: units, archive, applications, and what became of
        them."""
        person, records = self.make_applicant(login)
        one = next(p for f in read_data() for p in f.get("people", ()) if p["login"] == login)
        for application in one.get("applications", ()):
            self.make_application(person, application, records)
        self._certificates(person, one)
        return person

    def _certificates(self, person: Person, data: Json) -> None:
        """The certificates that a person has from before."""
        if data.get("certificates"):
            DemoCertificates(
                packs=self.packs,
                store=self.store,
                person=Person.get_by_id(person.id),
                now=self.now,
                portrait=draw_portrait(),
                paper=draw_document("原证书.jpg"),
            ).make(data["certificates"])

    def make_applicant(self, login: str) -> tuple[Person, dict[str, str]]:
        """Make one applicant with the units of the province and an archive, but no application;
        the ids of the records by their names."""
        data = read_data()
        file, one = next((f, p) for f in data for p in f.get("people", ()) if p["login"] == login)
        units: dict[str, Unit] = {}
        for other in data:
            if other["province"] == file["province"]:
                units |= self.make_units(other)
        return self.make_person(file["province"], one, units)

    def make_units(self, file: Json) -> dict[str, Unit]:
        """Make the staff and the units of a file with their operators, and the paths between them;
        the units by their keys."""
        province, units = file["province"], {}
        with write():
            for account in file.get("staff", ()):
                self._account(province, "staff", account)
            for key, one in file.get("units", {}).items():
                known = {name: value for name, value in one.items() if name != "operators"}
                units[key] = Unit.create(**known, province=province, created_at=self.now)
                for account in one.get("operators", ()):
                    self._account(province, "operator", account, unit=units[key])
            for path in file.get("paths", ()):
                self._path(path, units)
            for one in file.get("experts", ()):
                self._expert(one, units)
        return units

    def _expert(self, data: Json, units: dict[str, Unit]) -> None:
        """An expert of the committee with that key, in a term that began this year."""
        known = {key: value for key, value in data.items() if key != "committee"}
        year = self.now.year
        asked = ExpertAnswers(**known, valid_from=f"{year}-01-01", valid_to=f"{year + 2}-12-31")
        create_expert(
            units[data["committee"]], asked, by=None, now=self.now, password=self.password
        )

    def _path(self, data: Json, units: dict[str, Unit]) -> None:
        """An active path, by the keys of its two units."""
        Path.create(
            unit=units[data["unit"]],
            upper=units[data["upper"]],
            series=data.get("series", ""),
            level=data.get("level", ""),
            state="active",
            requested_at=self.now,
            decided_at=self.now,
        )

    def _account(self, province: str, role: str, known: Json, **owner: Any) -> None:
        _ACCOUNTS.insert(
            province=province,
            role=role,
            **known,
            **owner,
            password=self.password,
            password_changed_at=self.now if self.password else None,
            created_at=self.now,
        )

    def make_person(
        self, province: str, data: Json, units: dict[str, Unit]
    ) -> tuple[Person, dict[str, str]]:
        """Make an applicant with bindings and archive, and no application; the ids of the records
        by their names."""
        with write():
            known = data["person"]["account"]["person"]
            person: Person = Person.create(**data["person"], name=known["name"], province=province)
            self._account(
                province,
                "applicant",
                {
                    "login": data["login"],
                    "name": person.name,
                    "id_number": known.get("id_number"),
                    "mobile": known.get("mobile"),
                },
                person=person,
            )
            for binding in data.get("bindings", ()):
                self._binding(person, units[binding["unit"]], binding)
            records = {
                key: self._record(person, record) for key, record in data.get("records", {}).items()
            }
        return person, records

    def _binding(self, person: Person, unit: Unit, data: Json) -> None:
        """Ask for a unit, and let its operator decide, as both would on their pages."""
        asker, operator = person.accounts.first(), unit.operators.first()
        asked = bindings.request(
            self.packs.province(person.province),
            person,
            unit,
            note=data.get("note", ""),
            freelancer=data.get("freelancer", False),
            actor=asker,
            now=self.now,
        )
        if data["state"] != "requested":
            approve, opinion = data["state"] == "bound", data.get("opinion", "")
            bindings.decide(
                unit, asked.id, approve=approve, opinion=opinion, actor=operator, now=self.now
            )

    def _record(self, person: Person, data: Json) -> str:
        id = new_id()
        slots = {
            slot: [self._proof(person, f"record/{id}/{slot}", name) for name in listed(names)]
            for slot, names in data.get("files", {}).items()
        }
        _RECORDS.insert(
            id=id,
            person=person,
            kind=data["kind"],
            values=data["values"],
            files=slots,
            status=data.get("status", "passed"),
            opinion=data.get("opinion", ""),
            changed_at=self.now,
        )
        return id

    def _proof(self, person: Person, place: str, name: str) -> Json:
        content = draw_document(name)
        stored = files.store(self.store, content, inspected(content), now=self.now)
        return file_map(files.put(person, None, place, stored, name))

    def make_application(self, person: Person, data: Json, records: dict[str, str]) -> str:
        """Make one application as `applications:` of the files says it, with `records` by their
        names; its id."""
        plan = self.packs.plan(data["plan"])
        steps = data.get("then", [])
        back = WAY_BACK if steps else timedelta()
        back += SHOWN_FOR if any(step.get("do") in ONWARD for step in steps) else timedelta()
        now = self._moment(plan, back)
        if "like" in data:
            left = tuple(data.get("leave", ()))
            data = {**application_like(self.packs.library, plan, data["like"], left), **data}
            made_now = {key: self._record(person, one) for key, one in data["records"].items()}
            records = {**records, **made_now}
        choice = Choice(**data["choice"])
        made = starting.start(person, plan, self.packs.pin(plan.id), choice, now=now)
        fill = Filling(packs=self.packs, store=self.store, person=person, id=made.id, now=now)
        fill.answers(data.get("sections", {}))
        fill.rows(data.get("rows", {}))
        fill.picks(data.get("picks", {}), records)
        fill.files(data.get("files", {}))
        if data.get("submit"):
            submitting.submit(fill.draft, self.packs)
        is_now = is_open(plan, self.now.date())
        afterwards = Afterwards(
            packs=self.packs,
            person=person,
            id=made.id,
            now=now,
            latest=self.now if is_now else now + max(back, WAY_BACK),
        )
        afterwards.take(steps)
        return str(made.id)

    def _moment(self, plan: Plan, back: timedelta) -> datetime:
        """Now, as far back as is needed, or half past nine on the plan's first day if it was not
        open then."""
        first = datetime.fromisoformat(f"{plan.opens}T09:30:00").replace(tzinfo=self.now.tzinfo)
        if not is_open(plan, self.now.date()):
            return first
        return min(max(first, self.now - back), self.now)


KINDS_OF_ACCOUNTS = ("staff", "operators", "experts")
"""Lists of the files that name accounts beside those of applicants."""


def demo_logins() -> list[str]:
    """The login names of all demonstration accounts: people, operators, experts, staff."""
    data = read_data()
    groups = [one for file in data for one in (file, *file.get("units", {}).values())]
    others = [a for one in groups for key in KINDS_OF_ACCOUNTS for a in one.get(key, ())]
    return _logins(data) + [one["login"] for one in others]


def _logins(data: list[Json]) -> list[str]:
    return [one["login"] for file in data for one in file.get("people", ())]
