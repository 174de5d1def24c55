"""Demonstration data: fictitious applicants, their units, archives and applications.

What there is to make stands in `web/demo/*.yaml`. Bindings and applications go through the same
services as people's own work, so they cannot be other than the site would let them be; accounts,
units and records are stored as the files say.
"""

from __future__ import annotations

import io
from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path as File
from typing import Any
from zlib import crc32

import yaml
from PIL import Image, ImageDraw

from engine.attachments import Attachment, inspect
from engine.packs.model import Plan
from engine.packs.reading.yaml_events import Loader
from engine.workflow.chain import ONWARD
from web.models import Account, Path, Person, Record, Unit, write
from web.models.columns import new_id
from web.services import (
    bindings,
    files,
    picks,
    pledging,
    rows,
    sections,
    starting,
    submitting,
    uploads,
)
from web.services.choosing import Choice
from web.services.demo_case import application_like
from web.services.demo_certificates import DemoCertificates
from web.services.demo_review import SHOWN_FOR, Afterwards
from web.services.dossier import file_map
from web.services.draft import Draft, open_draft
from web.services.experts import ExpertAnswers, create_expert
from web.services.packs import Packs
from web.services.plans import is_open
from web.storage import FileStore

FOLDER = File(__file__).parents[1] / "demo"
Json = dict[str, Any]
WAY_BACK = timedelta(days=2)
"""How long ago the applications began that something became of since."""
FORMATS = {"pdf": "PDF", "png": "PNG"}
"""What documents are drawn as, by the ending of their names; others as JPEG."""


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
        Account.create(
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
            slot: [self._proof(person, f"record/{id}/{slot}", name) for name in _listed(names)]
            for slot, names in data.get("files", {}).items()
        }
        Record.create(
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
        stored = files.store(self.store, content, _known(content), now=self.now)
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
        fill = _Filling(packs=self.packs, store=self.store, person=person, id=made.id, now=now)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filling:
    """Fills one application, opening it anew for every step as the site does."""

    packs: Packs
    store: FileStore
    person: Person
    id: str
    now: datetime

    @property
    def draft(self) -> Draft:
        actor = self.person.accounts.first()
        return open_draft(self.packs, self.person, self.id, now=self.now, actor=actor)

    def answers(self, given: Json) -> None:
        for id, values in given.items():
            draft = self.draft
            section = draft.standard.section_of[id]
            if section.type == "pledge":
                pledging.agree(draft, section, {})
            else:
                stored = draft.material.answers.get(id)
                sections.save_section(draft, id, values, stored.version if stored else 0)

    def rows(self, given: Json) -> None:
        for list_id, lines in given.items():
            for line in lines:
                id = new_id()
                rows.save_row(self.draft, list_id, id, line["values"], 0)
                self.files({f"{id}/{slot}": names for slot, names in line["files"].items()})

    def picks(self, given: Json, records: dict[str, str]) -> None:
        for list_id, taken in given.items():
            for key, answers in taken.items():
                picks.pick(self.draft, list_id, [records[key]])
                if answers:
                    draft = self.draft
                    row = draft.material.rows[list_id][-1]
                    rows.save_row(draft, list_id, row.id, answers, row.version)

    def files(self, given: Json) -> None:
        for place, names in given.items():
            for name in _listed(names):
                if "." in place:
                    self._photo(place, name)
                    continue
                draft = self.draft
                target = uploads.find_target(draft, place)
                uploads.upload(draft, target, name, draw_document(name), self.store)

    def _photo(self, place: str, name: str) -> None:
        draft = self.draft
        section, _, id = place.partition(".")
        field = next(f for f in draft.standard.section_of[section].fields if f.id == id)
        content = draw_signature() if field.type == "signature" else draw_portrait()
        file = uploads.upload_answer(draft, field, place, name, content, self.store)
        stored = draft.material.answers.get(section)
        sections.save_section(draft, section, {id: file}, stored.version if stored else 0)


@lru_cache(maxsize=64)
def _known(content: bytes) -> Attachment:
    return inspect(content)


@lru_cache(maxsize=64)
def draw_document(name: str) -> bytes:
    """A picture that looks like a scanned certificate, another one for every name. The bytes of
    the PDF, PNG or JPEG that the name ends with."""
    seed = crc32(name.encode())
    image = Image.new("RGB", (560, 792), (253, 252, 247))
    draw = ImageDraw.Draw(image)
    draw.rectangle((24, 24, 536, 768), outline=(176, 150, 96), width=4)
    draw.rectangle((150, 84, 410, 124), fill=(150, 36, 30))
    for line in range(14):
        length = 280 + (seed >> line) % 150
        top = 200 + line * 32
        draw.rectangle((72, top, 72 + length, top + 8), fill=(120, 124, 130))
    x, y = 350 + seed % 40, 620 + seed % 24
    draw.ellipse((x, y, x + 106, y + 106), outline=(196, 40, 32), width=5)
    draw.regular_polygon((x + 53, y + 53, 22), 5, fill=(196, 40, 32))
    return _saved(image, FORMATS.get(name.rpartition(".")[2].lower(), "JPEG"))


@lru_cache
def draw_portrait() -> bytes:
    """A picture of the shape of an identity photo, of nobody: 413 × 579 pixels. JPEG bytes."""
    image = Image.new("RGB", (413, 579), (67, 142, 219))
    draw = ImageDraw.Draw(image)
    draw.ellipse((-10, 400, 423, 760), fill=(44, 62, 86))
    draw.rectangle((170, 350, 243, 440), fill=(228, 190, 164))
    draw.ellipse((116, 120, 297, 390), fill=(236, 200, 176))
    draw.chord((100, 96, 313, 330), 180, 360, fill=(38, 32, 30))
    return _saved(image)


@lru_cache
def draw_signature() -> bytes:
    """Strokes like those of a name, 600 × 200 pixels. PNG bytes."""
    image = Image.new("RGB", (600, 200), (255, 255, 255))
    draw = ImageDraw.Draw(image)
    for x in range(60, 480, 70):
        draw.arc((x, 40 + x % 30, x + 90, 150), 200, 500, fill=(20, 20, 40), width=6)
        draw.line((x + 10, 100, x + 70, 60 + x % 50), fill=(20, 20, 40), width=5)
    return _saved(image, "PNG")


def _saved(image: Image.Image, form: str = "JPEG") -> bytes:
    out = io.BytesIO()
    image.save(out, form, quality=82)
    return out.getvalue()


def _listed(names: str | list[str]) -> list[str]:
    return [names] if isinstance(names, str) else names
