"""Three administrators: accounts, rights, the record; nobody has two, nobody raises themselves."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

import pytest
from flask import Flask

from tests.web.accounts.accounting import make_account, nobody, sign_in
from tests.web.visitor import Visitor
from web.models import Account, Attempts, Event, SignedIn, database
from web.pages.settings import NAMES
from web.services import accounts, administrators, locks
from web.services.errors import BadChoice, NotAdmitted
from web.services.operators import OperatorAnswers
from web.services.staff_duties import DUTIES, duty_of, looks_after
from web.settings import Settings
from web.site import Site


@pytest.fixture
def office(site: Site) -> dict[str, Account]:
    """One of everybody on the staff of Anhui, by what they are for."""
    made = {duty: make_account(site, f"{duty}-a", role="staff", duties=[duty]) for duty in DUTIES}
    return {**made, "business": make_account(site, "business-a", role="staff", name="王管理")}


def enter(app: Flask, login: str) -> Visitor:
    return Visitor(app.test_client()).sign_in_as(login)


@pytest.mark.requirement("SD-42")
def test_system_makes_an_account_and_security_says_what_it_is_for(
    app: Flask, site: Site, office: dict[str, Account]
) -> None:
    system, security = enter(app, "system-a"), enter(app, "security-a")

    system.open("/staff/accounts/new").send(
        "/staff/accounts/new", operator="李新", login="lixin", password="Chushi-2022",
        again="Chushi-2022",
    )  # fmt: skip
    assert "请安全管理员授权后使用" in system.text
    waiting = sign_in(app, nobody(app), "lixin", "Chushi-2022")
    assert "等待管理员授权" in waiting.text
    assert waiting.open("/staff").path == "/account/standing"

    security.open("/staff")
    assert "新的管理账号“李新”（lixin）等待授权。" in security.text
    with database.connection_context():
        new = Account.get(Account.login == "lixin")
    security.open("/staff/rights").send(f"/staff/rights/{new.id}", post="business")
    assert "“李新”现在是业务管理员。" in security.text
    again = sign_in(app, nobody(app), "lixin", "Chushi-2022")
    assert again.path == "/account/password"  # the first password was another's
    again.send("/account/password", old="Chushi-2022", password="Ziji-2022x", repeated="Ziji-2022x")
    assert again.open("/staff").path == "/staff"
    with database.connection_context():
        done = [e.action for e in Event.select().where(Event.subject == f"account:{new.id}")]
    assert done[:3] == ["created", "signed-in", "appointed"]


def test_change_of_rights_holds_at_once(app: Flask, site: Site, office: dict[str, Account]) -> None:
    auditor, security = enter(app, "audit-a"), enter(app, "security-a")
    assert auditor.open("/audit/events").status == 200

    security.open("/staff/rights").send(f"/staff/rights/{office['audit'].id}", post="business")

    assert auditor.open("/audit/events").path == "/signin"  # its sessions have ended
    auditor.sign_in_as("audit-a")
    assert auditor.open("/audit/events").status == 403


@pytest.mark.parametrize("duty", ["", "system", "audit", "security"])
def test_nobody_raises_themselves(
    app: Flask, site: Site, office: dict[str, Account], duty: str
) -> None:
    me = office[duty or "business"]
    with database.connection_context():
        if duty == "security":
            with pytest.raises(BadChoice):
                administrators.appoint(me.id, "system", by=me, now=site.clock.now())
        else:
            with pytest.raises(NotAdmitted):
                administrators.appoint(me.id, "security", by=me, now=site.clock.now())

        assert duty_of(Account.get_by_id(me.id)) == duty


def test_who_looks_after_whom(site: Site, office: dict[str, Account]) -> None:
    others = {
        role: make_account(site, f"{role}-b", role=role)
        for role in ("applicant", "operator", "expert", "staff")
    }
    others["audit"] = office["audit"]

    found = {
        by: {name for name, account in others.items() if looks_after(office[by], account)}
        for by in office
    }

    assert found == {
        "business": {"applicant"},
        "system": {"operator", "expert", "staff"},
        "security": set(),
        "audit": set(),
    }
    with database.connection_context(), pytest.raises(NotAdmitted):
        accounts.block(others["audit"], blocked=True, by=office["system"], now=site.clock.now())


def test_only_system_makes_accounts(site: Site, office: dict[str, Account]) -> None:
    asked = OperatorAnswers(login="some-one", name="某", password="Mou-2022xx", again="Mou-2022xx")
    for duty in ("business", "security", "audit"):
        with database.connection_context(), pytest.raises(NotAdmitted):
            administrators.make_account(
                site.packs.province("anhui"), asked, unit=None, by=office[duty],
                now=site.clock.now(),
            )  # fmt: skip


def test_security_lifts_lockouts_and_ends_sessions(
    app: Flask, site: Site, office: dict[str, Account]
) -> None:
    make_account(site, "forgetful", name="赵明")
    trying = nobody(app)
    for number in range(6):
        sign_in(app, trying, "forgetful", f"Wrong-{number}xxx")
    security = enter(app, "security-a")
    assert "被锁定的账号 1 个" in " ".join(security.open("/staff").text.split())

    security.open("/staff/rights/sessions").send("/staff/rights/sessions/", action="unlock")

    assert "已解除锁定" in security.text
    theirs = sign_in(app, nobody(app), "forgetful")
    assert theirs.path == "/home"
    security.open("/staff/rights/sessions?words=forgetful").send(
        "/staff/rights/sessions/", action="end"
    )
    assert theirs.open("/home").path == "/signin"
    with database.connection_context():
        account = Account.get(Account.login == "forgetful")
        assert locks.minutes_locked(account, now=site.clock.now()) == 0
        actions = {e.action for e in Event.select().where(Event.subject == f"account:{account.id}")}
        assert {"locked", "unlocked", "sessions-ended"} <= actions
        assert not Attempts.select().where(Attempts.key.contains(account.id)).exists()


def test_blocking_ends_what_goes_on(app: Flask, site: Site, office: dict[str, Account]) -> None:
    theirs, system = enter(app, "business-a"), enter(app, "system-a")
    system.open("/staff/accounts?words=business-a").send("/block", blocked="1")

    assert theirs.open("/staff").path == "/signin"
    with database.connection_context():
        open_ones = SignedIn.select().where(SignedIn.ended_at.is_null()).join(Account)
        assert not open_ones.where(Account.login == "business-a").exists()


def test_password_of_staff_grows_old(app: Flask, site: Site, office: dict[str, Account]) -> None:
    with database.connection_context():
        Account.update(password_changed_at=site.clock.now() - timedelta(days=90)).execute()

    visitor = enter(app, "business-a").open("/staff")

    assert (visitor.path, "密码已到期" in visitor.text) == ("/account/password", True)
    make_account(site, "demo-old", password_changed_at=site.clock.now() - timedelta(days=400))
    assert enter(app, "demo-old").open("/home").path == "/home"


def test_settings_are_seen_without_secrets(app: Flask, office: dict[str, Account]) -> None:
    visitor = enter(app, "system-a").open("/staff/settings")

    assert "ZHIPING_SECRET" in visitor.text
    assert "for tests only" not in visitor.html
    assert {one.name for one in fields(Settings)} <= NAMES.keys()
