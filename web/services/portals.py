"""Accounts of those who sign in through another site (安徽手册 L54-56、吉林手册 L28-36): found,
linked, made, handed over. What is spoken with the site is in `services.openid`."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from engine.fields import FIELD_TYPES
from engine.packs.model import Section
from engine.packs.province import Portal, Province
from web.models import Account, Person, PortalIdentity, ResetCode, write
from web.services import events, notices, sessions
from web.services.openid import PortalFailed
from web.services.profile_answers import RESIDENT, Answers, missing_paths, number_of

Json = dict[str, Any]
HANDED_OVER = (
    "您已通过统一身份认证平台核验身份，这个账号今后由该平台登录；原来的密码已停用，"
    "需要密码的，可在登录页用“忘记密码”重新设置。"
)


def profile_of(province: Province, portal: Portal, claims: Json) -> Answers:
    """The claims as answers of the profile; what is not well-formed is left out."""
    found: Answers = {}
    for path, claim in portal.claims.items():
        section_id, _, field_id = path.partition(".")
        section = province.section(section_id)
        if claims.get(f"{claim}_verified") is False:
            continue  # OpenID Connect Core 5.1: whoever typed it has not proved it
        value = _answer(section, field_id, claims.get(claim)) if section else None
        if value is not None:
            found.setdefault(section_id, {})[field_id] = value
    person = found.get("person", {})
    if person.get("id_number"):
        person.setdefault("id_type", RESIDENT)
    return found


def _answer(section: Section, id: str, said: object) -> object:
    field = next((one for one in section.fields if one.id == id), None)
    if field is None or not isinstance(said, str | int) or isinstance(said, bool):
        return None
    type_ = FIELD_TYPES[field.type]
    value = type_.parse(str(said), field)
    check = type_.build_check(field)
    if value is None or not (check.ok(value) or not _errors(check.explain(value, ""))):
        return None
    return value


def _errors(faults: Any) -> list[Any]:
    return [one for one in faults if one.severity == "error"]


def sign_in(province: Province, portal: Portal, claims: Json, *, now: datetime) -> Account:
    """The account of whom a portal has signed in, made or linked at the first time.

    An account with the same verified identity number is the same person's, if its name is, too.

    :raises PortalFailed: the account is another's or is blocked
    """
    issuer, subject = str(claims["iss"]), str(claims["sub"])
    answers = profile_of(province, portal, claims)
    with write():
        known = PortalIdentity.get_or_none(
            (PortalIdentity.issuer == issuer) & (PortalIdentity.subject == subject)
        )
        account = known.account if known else _linked(province, answers, issuer, subject, now)
        account = account or _created(province, portal, answers, issuer, subject, now)
        if account.state == "blocked":
            raise PortalFailed("blocked")
        details = {"portal": portal.id}
        events.record(f"account:{account.id}", "signed-in", actor=account, now=now, details=details)
    return account


def _linked(
    province: Province, answers: Answers, issuer: str, subject: str, now: datetime
) -> Account | None:
    number = number_of(answers)
    account: Account | None = (
        Account.get_or_none((Account.province == province.id) & (Account.id_number == number))
        if number
        else None
    )
    if account is None or account.role != "applicant":
        return None
    if account.name != answers["person"].get("name"):
        raise PortalFailed("other-name")
    if not province.account.register.review:
        _hand_over(account, answers, now)
    _link(account, issuer, subject, now)
    return account


def _hand_over(account: Account, answers: Answers, now: datetime) -> None:
    """End every other way into an account that anybody could have registered with this number:
    the portal has verified whose it is. Password, sessions, codes, a mobile of somebody else."""
    mobile = answers["person"].get("mobile")
    taken = Account.select().where(
        (Account.province == account.province)
        & (Account.mobile == mobile)
        & (Account.id != account.id)
    )
    account.mobile = mobile if mobile and not taken.exists() else None
    account.password, account.former_passwords = "", []
    account.save(only=[Account.mobile, Account.password, Account.former_passwords])
    sessions.end_others(account, "", now=now)
    ResetCode.update(used_at=now).where(
        ResetCode.account == account, ResetCode.used_at.is_null()
    ).execute()
    person = account.person
    if person is not None:
        known = {k: v for k, v in person.account.get("person", {}).items() if k != "mobile"}
        person.account = {
            **person.account,
            "person": known | ({"mobile": mobile} if mobile else {}),
        }
        person.version += 1
        person.save(only=[Person.account, Person.version])
    notices.notify(account, HANDED_OVER, key=f"account:{account.id}:handed-over", now=now)


def _created(
    province: Province, portal: Portal, answers: Answers, issuer: str, subject: str, now: datetime
) -> Account:
    known = answers.get("person", {})
    name = str(known.get("name") or f"用户{subject[:8]}")
    person = Person.create(name=name, province=province.id, account=answers)
    mobile = known.get("mobile")
    taken = Account.select().where((Account.province == province.id) & (Account.mobile == mobile))
    account: Account = Account.create(
        province=province.id,
        role="applicant",
        state="incomplete" if missing_paths(province, answers) else "active",
        login=f"{portal.id}-{secrets.token_hex(6)}",
        id_number=number_of(answers) or None,
        mobile=mobile if mobile and not taken.exists() else None,
        name=name,
        person=person,
        created_at=now,
    )
    _link(account, issuer, subject, now)
    return account


def _link(account: Account, issuer: str, subject: str, now: datetime) -> None:
    PortalIdentity.create(issuer=issuer, subject=subject, account=account, linked_at=now)
    events.record(
        f"account:{account.id}", "linked", actor=account, now=now, details={"issuer": issuer}
    )
