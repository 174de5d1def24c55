"""What a certificate says of an application that has come through its chain, and its photo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.certificates.model import CertificateRules
from engine.fields import FIELD_TYPES
from engine.packs.model import Plan, Section, Standard
from engine.packs.province import Province
from web.models import Certificate, Person, StoredFile, Unit
from web.services.draft import Draft
from web.services.errors import NotFound, NotWritable
from web.services.packs import Packs
from web.services.profile_photo import photo_path
from web.services.units import bound_unit

SITE = "site"
"""Beside what is printed: our address as the issuer's browser knew it. Holders upload photos with
requests of their own, which may say any address; QR codes on signed files do not follow them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """The document that approves the titles: its number and days as ISO text."""

    number: str
    approved_on: str
    issued_on: str


def rules_of(packs: Packs, province: str, plan: Plan | None, standard: str = "") -> Any:
    """What is declared about certificates where an application belongs, else by its province now:
    applications may have begun before their province declared any.

    :raises NotWritable: nothing is declared
    """
    found = plan.standard(standard) if plan is not None else None
    rules = found.certificate if found is not None else None
    rules = rules or packs.province(province).certificate
    if rules is None:
        raise NotWritable("本省的规则包没有说明证书怎样编号和印制（certificate），不能发证。")
    return rules


def rules_of_certificate(packs: Packs, certificate: Certificate) -> CertificateRules:
    """The same of a certificate: those that it was issued under."""
    plan = packs.pinned(certificate.rules) if certificate.rules else None
    standard = ""
    if plan is not None and certificate.application is not None:
        standard = certificate.application.choice.get("standard", "")
    rules: CertificateRules = rules_of(packs, certificate.province, plan, standard)
    return rules


def values_of(
    draft: Draft, rules: CertificateRules, approval: Approval, issuer: Unit, committee: str
) -> dict[str, str]:
    """What is printed, by the names of `engine.certificates.wording`; the number comes later."""
    choice, plan = draft.application.choice, draft.plan
    title = choice.get("title", "")
    unit = draft.application.unit
    return {
        **person_values(draft.standard, draft.data["sections"].get("person", {})),
        "series": plan.series.name,
        "branch": choice.get("branch", ""),
        "level": draft.standard.level_of(title),
        "title": title,
        "obtained_on": approval.approved_on,
        "approval_number": approval.number,
        "nature": rules.nature,
        "issued_on": approval.issued_on,
        "issuer": issuer.name,
        "committee": committee,
        "unit": unit.name if unit is not None else "",
        "way": plan.mode_name(choice.get("mode", "")) or plan.type,
        "year": str(plan.year),
        "plan": plan.name,
    }


def person_values(owner: Standard | Province, answers: Mapping[str, Any]) -> dict[str, str]:
    """Who somebody is, in words: codes by their names."""
    section = (
        owner.section("person") if isinstance(owner, Province) else owner.section_of.get("person")
    )
    said = {id: _said(section, answers, id) for id in ("name", "gender", "birth_date", "id_type")}
    number = answers.get("id_number") or answers.get("other_id_number") or ""
    return {**said, "id_number": str(number), "phone": str(answers.get("mobile") or "")}


def known_of(province: Province, person: Person) -> dict[str, str]:
    """The same of a person now, with the unit that they are bound to."""
    unit = bound_unit(person)
    known = person_values(province, person.account.get("person", {}))
    return {**known, "unit": unit.name if unit else ""}


def _said(section: Section | None, answers: Mapping[str, Any], id: str) -> str:
    value = answers.get(id)
    if value is None:
        return ""
    for field in section.fields if section else ():
        if field.id == id:
            return FIELD_TYPES[field.type].display(value, field)
    return str(value)


def photo_of(packs: Packs, draft: Draft) -> StoredFile | None:
    """The photo of an application, else that of 个人信息 (AH-94: no other is needed)."""
    for section in draft.standard.sections:
        for field in section.fields:
            if field.type == "photo":
                answers = draft.data["sections"].get(section.id, {})
                found = _stored(answers.get(field.id))
                if found is not None:
                    return found
    return profile_photo_of(packs, draft.person)


def profile_photo_of(packs: Packs, person: Person) -> StoredFile | None:
    """The identity photo that is kept in 个人信息, None before there is one."""
    try:
        path = photo_path(packs.province(person.province))
    except NotFound:
        return None
    section, _, id = path.partition(".")
    return _stored(person.account.get(section, {}).get(id)) if path else None


def _stored(answer: Any) -> StoredFile | None:
    sha256 = answer.get("sha256") if isinstance(answer, dict) else None
    found: StoredFile | None = StoredFile.get_or_none(StoredFile.sha256 == sha256)
    return found if sha256 else None
