"""Who applies for what in a journey: a case of the packs that passes, and the parties around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.packs.model import Plan, Standard
from engine.packs.province import Kind, Province
from web.services.demo_case import application_like
from web.site import Site

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Story:
    """One person's way to a plan; the rest is in the case, in our own words in the packs."""

    province: str
    plan: str
    person: Mapping[str, str]
    career: Mapping[str, Any]
    unit: str
    """The name of the unit, as one finds it."""
    search: str
    """What is typed to find it."""
    operator: str
    staff: str
    left_out: str
    """The slot that is forgotten until the check asks for it."""
    login: str = "newcomer"
    returns_by: str = ""
    """The answer about the person that signs in the second time; the login unless one is named."""
    signed_page: str = ""
    """The page with a signature, which a phone writes; none unless one is named."""
    more_records: tuple[tuple[str, Json], ...] = ()
    """Records beside those of the case, each with the list that it is picked into."""

    @property
    def name_to_sign_in(self) -> str:
        return self.person[self.returns_by] if self.returns_by else self.login


@dataclass(kw_only=True)
class Told:
    """A story with what the site knows of it: province, plan and the material of the case."""

    story: Story
    site: Site

    @cached_property
    def province(self) -> Province:
        return self.site.packs.province(self.story.province)

    @cached_property
    def plan(self) -> Plan:
        return self.site.packs.plan(self.story.plan)

    @cached_property
    def case(self) -> Json:
        """`choice, records, sections, rows, picks, files` of the case in which all is well."""
        case = application_like(self.site.packs.library, self.plan, f"{self.story.plan}/all-pass")
        for number, (list_id, record) in enumerate(self.story.more_records):
            case["records"][f"more-{number}"] = record
            case["picks"].setdefault(list_id, {})[f"more-{number}"] = {}
        return case

    @cached_property
    def standard(self) -> Standard:
        found = self.plan.standard(self.case["choice"]["standard"])
        assert found is not None
        return found

    @property
    def profile(self) -> dict[str, Mapping[str, Any]]:
        """What the person knows of themselves, by section of the profile."""
        return {"person": self.story.person, "career": self.story.career}

    def kind_of(self, record: Json) -> Kind:
        return self.province.kinds[record["kind"]]

    def title_of(self, record: Json) -> str:
        """What a record is called in lists."""
        kind = self.kind_of(record)
        value = record["values"][kind.title]
        found = next((f for f in kind.fields if f.id == kind.title), None)
        choices = getattr(found.options, "choices", ()) if found else ()
        return str({one.value: one.name for one in choices}.get(value, value))
