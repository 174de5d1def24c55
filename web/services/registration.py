"""Registering as a person (云南手册 L11、山东手册 L18-23).

Where a province has it, staff approve; what they refuse is corrected and sent again. What a portal
does not know of whom it signs in is completed first (安徽手册 L56).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from peewee import IntegrityError

from engine.packs.province import Province
from web.models import Account, Notice, Person, PortalIdentity, write
from web.services import events, notices, passwords
from web.services.accounts import STANDING
from web.services.errors import NotAdmitted
from web.services.profile import chosen_series, too_many_series
from web.services.profile_answers import (
    Answers,
    ProfileAnswers,
    number_of,
    read_answers,
)

LOGIN = re.compile(r"[a-z][a-z0-9_.-]{3,29}")

WORDS = {
    "login-missing": "请填写登录名",
    "login-shape": "登录名用 4 至 30 个英文字母、数字、“_”“.”“-”，以字母开头",
    "login-taken": "这个登录名已有人使用，请换一个",
    "number-taken": "这个证件号码已注册过，请直接登录；忘记密码的请找回密码",
    "mobile-taken": "这个手机号码已注册过，请直接登录，或填写另一个号码",
    "captcha": "图形验证码不正确或已过期，请按新的图片填写",
    "password-differs": "两次填写的密码不一致",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a registration sends besides the profile's questions."""

    login: str
    password: str = field(repr=False)
    repeated: str = field(repr=False)
    series: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """The account, or None with what is wrong: sentences by path, codes of the password apart."""

    account: Account | None
    answers: ProfileAnswers
    faults: dict[str, tuple[str, ...]]
    password_faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Registers people in one province at one moment."""

    province: Province
    now: datetime

    def register(self, asked: Asked, sent: Any, *, is_solved: bool) -> Registered:
        """A new account, pending where the province reviews; every fault at once otherwise.

        `is_solved` says whether the captcha of the form was.
        """
        login = asked.login.strip().lower()
        answers = read_answers(self.province, sent, today=self._today)
        faults = dict(answers.faults)
        shape = self._shape_faults(login)
        faults.update(shape)
        if is_solved:  # else programs would ask for numbers by the thousand
            faults.update({} if shape else self._login_faults(login))
            faults.update(self._taken(answers.values, faults))
        faults.update(self._series_faults(asked.series))
        wrong = passwords.password_faults(
            self.province.account.password, asked.password, login=login
        )
        if not is_solved:
            faults["captcha"] = (WORDS["captcha"],)
        if asked.password != asked.repeated:
            faults["repeated"] = (WORDS["password-differs"],)
        if faults or wrong:
            return Registered(
                account=None, answers=answers, faults=faults, password_faults=tuple(wrong)
            )
        hashed = passwords.hash_password(asked.password)
        try:
            account = self._create(login, hashed, answers.values, asked.series)
        except IntegrityError:
            # Somebody else took the name or the number since it was looked up.
            return Registered(
                account=None,
                answers=answers,
                faults=self._login_faults(login) | self._taken(answers.values, {}),
            )
        return Registered(account=account, answers=answers, faults={})

    def correct(self, account: Account, sent: Any, series: tuple[str, ...] = ()) -> Registered:
        """Answer again what was refused (or what a portal left open), and send it again.

        What a portal has said stays as it said it. `series` are the ids of all that were chosen.

        :raises NotAdmitted: this account has nothing to correct
        """
        if account.state not in ("refused", "incomplete") or account.person is None:
            raise NotAdmitted
        person: Person = account.person
        fixed = said_by_portal(self.province, account)
        answers = read_answers(
            self.province, sent, today=self._today, kept=person.account, fixed=fixed
        )
        faults = dict(answers.faults)
        faults.update(self._taken(answers.values, faults, besides=account.id))
        faults.update(self._series_faults(series))
        if not faults:
            try:
                self._correct(account, person, answers.values, series)
            except IntegrityError:  # somebody else took a number since it was looked up
                faults.update(self._taken(answers.values, faults, besides=account.id))
                if not faults:
                    raise
        return Registered(account=None if faults else account, answers=answers, faults=faults)

    @property
    def _today(self) -> str:
        return self.now.date().isoformat()

    @property
    def _state(self) -> str:
        return "pending" if self.province.account.register.review else "active"

    def _create(self, login: str, hashed: str, values: Answers, series: tuple[str, ...]) -> Account:
        known = values.get("person", {})
        with write():
            person = Person.create(
                name=known.get("name", login),
                province=self.province.id,
                account=values,
                series=chosen_series(self.province, series),
            )
            account: Account = Account.create(
                province=self.province.id,
                role="applicant",
                state=self._state,
                login=login,
                id_number=number_of(values) or None,
                mobile=known.get("mobile") or None,
                name=person.name,
                password=hashed,
                password_changed_at=self.now,
                person=person,
                created_at=self.now,
            )
            self._record(account, "registered")
        return account

    def _correct(
        self, account: Account, person: Person, values: Answers, series: tuple[str, ...]
    ) -> None:
        known = values.get("person", {})
        with write():
            account = Account.get_by_id(account.id)  # staff may have decided since
            if account.state not in ("refused", "incomplete"):
                raise NotAdmitted
            person.account = values
            person.series = chosen_series(self.province, series)
            person.name = known.get("name", person.name)
            person.version += 1
            person.save()
            account.name = person.name
            account.id_number = number_of(values) or None
            account.mobile = known.get("mobile") or None
            account.state, account.opinion = self._state, ""
            account.save()
            self._record(account, "registered-again")
            notices.put_aside(Notice.account == account, link=STANDING, now=self.now)

    def _record(self, account: Account, action: str) -> None:
        events.record(
            f"account:{account.id}",
            action,
            actor=account,
            now=self.now,
            details={"state": account.state},
        )

    def _series_faults(self, series: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        said = too_many_series(self.province, chosen_series(self.province, series))
        return {"series": (said,)} if said else {}

    def _shape_faults(self, login: str) -> dict[str, tuple[str, ...]]:
        if not login:
            return {"login": (WORDS["login-missing"],)}
        return {} if LOGIN.fullmatch(login) else {"login": (WORDS["login-shape"],)}

    def _login_faults(self, login: str) -> dict[str, tuple[str, ...]]:
        if self._exists(Account.login == login):
            return {"login": (WORDS["login-taken"],)}
        return {}

    def _taken(
        self, values: Answers, faults: dict[str, tuple[str, ...]], besides: str = ""
    ) -> dict[str, tuple[str, ...]]:
        """Numbers that another account of the province has, where they are well-formed."""
        person = values.get("person", {})
        mobile, number = str(person.get("mobile") or ""), number_of(values)
        at = "person.id_number" if person.get("id_number") else "person.other_id_number"
        found: dict[str, tuple[str, ...]] = {}
        others = Account.id != besides
        if number and at not in faults and self._exists((Account.id_number == number) & others):
            found[at] = (WORDS["number-taken"],)
        path = "person.mobile"
        if mobile and path not in faults and self._exists((Account.mobile == mobile) & others):
            found[path] = (WORDS["mobile-taken"],)
        return found

    def _exists(self, condition: Any) -> bool:
        mine = Account.province == self.province.id
        return bool(Account.select().where(mine & condition).exists())


def said_by_portal(province: Province, account: Account) -> frozenset[str]:
    """The paths that a portal answered for this account; nobody changes them here."""
    linked = PortalIdentity.select().where(PortalIdentity.account == account)
    if account.person is None or not linked.exists():
        return frozenset()
    paths = {path for portal in province.account.portals for path in portal.claims}
    fixed = paths - {"person.mobile", "person.email"}
    held = account.person.account
    return frozenset(p for p in fixed if held.get(p.partition(".")[0], {}).get(p.partition(".")[2]))
