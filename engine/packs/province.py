"""What a province says about its people, accounts, units and archives, compiled: the site's rules
outside of applications. An attribute has the name of its YAML key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.certificates.model import CertificateRules
from engine.packs.declared import Declared
from engine.packs.model import CodeTable, Kind, Navigation, Question, Section, Series, Start
from engine.rules.expression import Scope
from engine.workflow.model import Workflow

SignInName = Literal["login", "id_number", "mobile"]
SecondFactorOf = Literal["staff", "unit", "department", "committee", "issuer", "expert"]
Captcha = Literal["always", "after_failures"]
Change = Literal["replace", "unbind_first"]
Note = Literal["optional", "required", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """How accounts come to be: `review` = an administrator approves them (云南手册 L11), `asks` =
    the profile paths to answer, `choose_unit` = a unit may be asked for at once (安徽手册 L86)."""

    review: bool = False
    asks: tuple[str, ...] = ()
    choose_unit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lockout:
    """After so many `failures` in a row, signing in is refused for `minutes`."""

    failures: int = 5
    minutes: int = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordRules:
    """At least `min` characters of so many `classes` (lower case, upper case, digits, others); none
    of the last `history` passwords again. Staff change theirs after `days`, 0 = never
    (GB/T 22239-2019: 定期更换)."""

    min: int = 8
    classes: int = 3
    history: int = 5
    days: int = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal(Declared):
    """Another site that signs people in by OpenID Connect; its address and keys are settings.

    `claims` names the claim that answers each profile path: `{"person.name": "name"}`.
    """

    hint: str = ""
    claims: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRules:
    """Signing in and what stays as it is. Paths are `section.field` of the profile.

    `sign_in`: which names sign in. `captcha_after`: failures before a captcha is asked for.
    `immutable`: what nobody changes once it is answered (安徽手册 L787). `series_max`: how many
    series a person may say to be in (安徽手册 L56), 0 = the question is not asked.
    `second_factor`: who has to give a code of their device beside the password (GB/T 22239-2019,
    三级); others may.
    """

    register: Registration = Registration()
    sign_in: tuple[SignInName, ...] = ("login", "id_number", "mobile")
    captcha: Captcha = "after_failures"
    captcha_after: int = 2
    lockout: Lockout = Lockout()
    idle_minutes: int = 30
    password: PasswordRules = PasswordRules()
    immutable: tuple[str, ...] = ()
    series_max: int = 0
    second_factor: tuple[SecondFactorOf, ...] = ()
    portals: tuple[Portal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BindingRules:
    """How a person comes to belong to a unit, one at a time.

    `search`: the fields of `unit` that units are found by. `change`: a new request replaces the old
    binding once it is approved, or one has to unbind first (吉林手册 L149). `freelancers`: who has
    no employer asks the local department, as `freelancer_hint` says (安徽手册 L132).
    """

    search: tuple[str, ...] = ("name", "credit_code")
    change: Change = "replace"
    note: Note = "optional"
    freelancers: bool = False
    freelancer_hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathRules:
    """How ways upward come to be: `request` = a unit asks and its upper unit answers within `days`
    working days (山东手册 L160-166); else staff open them."""

    request: bool = False
    days: int = 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Province(Declared):
    """How a province works, outside of any one application. It equals only itself.

    `profile`: what is kept of a person, the section `person` first. `unit`: what is kept of a unit.
    `kinds`: every kind of record that an archive of this province may hold, those that only
    standards or plans add included. `plan_types`: the order of the business menus (吉林手册
    L89-122). `series`: the national catalogue, without what provinces add for businesses of their
    own. `scope` knows the names of the profile.
    """

    # eq=False alone would inherit the comparison of `Declared`, by which two versions are equal
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    profile: tuple[Section, ...]
    unit: Section | None
    account: AccountRules
    binding: BindingRules
    paths: PathRules
    kinds: Mapping[str, Kind]
    record_statuses: Mapping[str, str]
    plan_types: tuple[str, ...]
    terms: Mapping[str, str]
    workflow: Workflow
    navigation: Navigation
    choice: tuple[Question, ...]
    start: Start
    certificate: CertificateRules | None
    codes: Mapping[str, CodeTable]
    series: Mapping[str, Series]
    scope: Scope = field(repr=False)

    def section(self, id: str) -> Section | None:
        """The section of the profile with that id."""
        return next((section for section in self.profile if section.id == id), None)

    def word(self, term: str) -> str:
        """The province's word for a term, else the term itself."""
        return self.terms.get(term, term)
