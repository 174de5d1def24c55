"""Single sign-on through another site by OpenID Connect (安徽手册 L54-56、吉林手册 L28-36).

Code flow with PKCE, state and nonce; signature, issuer, audience and times of the ID token are
verified.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from engine.fields import FIELD_TYPES
from engine.packs.model import Section
from engine.packs.province import Portal, Province
from web.models import Account, Person, PortalIdentity, ResetCode, write
from web.services import events, notices, sessions
from web.services.profile_answers import RESIDENT, Answers, missing_paths, number_of
from web.settings import PortalSettings

PATIENCE = 10
"""Seconds that a portal may take to answer."""

ALGORITHMS = ["RS256", "PS256", "ES256"]
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
LEEWAY = 60
Json = dict[str, Any]


class PortalFailed(Exception):
    """A portal did not sign anybody in; `reason` is a key of `WORDS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


WORDS = {
    "unreachable": "暂时连接不上统一身份认证平台，请稍后再试，或使用账号密码登录。",
    "refused": "统一身份认证平台没有完成登录，可能是您取消了授权。请重试。",
    "state": "登录过程已超时，或不是从本页面开始的。请重新点击登录。",
    "token": "统一身份认证平台返回的身份信息没有通过核验，没有登录。请联系技术支持。",
    "other-name": "该证件号码已有账号，但姓名与统一身份认证平台的不一致，没有登录。"
    "请联系技术支持。",
    "blocked": "这个账号已停用，请联系技术支持。",
}


HANDED_OVER = (
    "您已通过统一身份认证平台核验身份，这个账号今后由该平台登录；原来的密码已停用，"
    "需要密码的，可在登录页用“忘记密码”重新设置。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A sign-in at a portal that has begun: where to send the browser, what to keep till then."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalClient:
    """Speaks with one portal; `return_to` is our address that it sends people back to."""

    settings: PortalSettings
    return_to: str

    def begin(self) -> Begun:
        """Where to send the browser.

        :raises PortalFailed: the portal does not answer
        """
        nonce, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
        url, state = self._session().create_authorization_url(
            self._metadata()["authorization_endpoint"], nonce=nonce, code_verifier=verifier
        )
        return Begun(url=url, state=state, nonce=nonce, verifier=verifier)

    def finish(self, begun: Begun, url: str) -> Json:
        """Who came back to `url`, as verified claims.

        :raises PortalFailed: nobody did, or not as it began
        """
        metadata = self._metadata()
        try:
            token = self._session(begun.state).fetch_token(
                metadata["token_endpoint"],
                authorization_response=url,
                code_verifier=begun.verifier,
                timeout=PATIENCE,
            )
        except AuthlibBaseError as error:
            reason = "state" if "state" in str(error.error) else "refused"
            raise PortalFailed(reason) from error
        except requests.RequestException as error:
            raise PortalFailed("unreachable") from error
        claims = self._verified(str(token.get("id_token", "")), metadata, begun.nonce)
        return {**self._user_info(metadata, token, claims["sub"]), **claims}

    def _session(self, state: str | None = None) -> OAuth2Session:
        return OAuth2Session(
            self.settings.client_id,
            self.settings.client_secret,
            scope="openid profile phone",
            redirect_uri=self.return_to,
            state=state,
            code_challenge_method="S256",
        )

    def _metadata(self) -> Json:
        issuer = self.settings.issuer
        found = _get(issuer.rstrip("/") + "/.well-known/openid-configuration")
        named = all(isinstance(found.get(one), str) for one in ENDPOINTS)
        if found.get("issuer") != issuer or not named:
            raise PortalFailed("token")
        return found

    def _verified(self, token: str, metadata: Json, nonce: str) -> Json:
        keys = _get(metadata["jwks_uri"])
        try:
            claims = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims  # type: ignore[arg-type]
            jwt.JWTClaimsRegistry(
                leeway=LEEWAY,
                iss={"essential": True, "value": metadata["issuer"]},
                aud={"essential": True, "value": self.settings.client_id},
                nonce={"essential": True, "value": nonce},
                sub={"essential": True},
                exp={"essential": True},
            ).validate(claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise PortalFailed("token") from error
        return dict(claims)

    def _user_info(self, metadata: Json, token: Json, subject: str) -> Json:
        """What the portal says besides; believed only if it speaks of the same person."""
        address = metadata.get("userinfo_endpoint")
        if not address:
            return {}
        found = _get(address, {"Authorization": f"Bearer {token.get('access_token', '')}"})
        if found.get("sub") != subject:
            raise PortalFailed("token")
        return found


def _get(url: str, headers: dict[str, str] | None = None) -> Json:
    try:
        answer = requests.get(url, headers=headers, timeout=PATIENCE)
        answer.raise_for_status()
        found = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise PortalFailed("unreachable") from error
    if not isinstance(found, dict):
        raise PortalFailed("token")
    return found


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
