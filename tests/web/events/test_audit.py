"""The record as auditors read it: searched, taken away, verified; nobody else reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from tests.web.accounts.accounting import make_account
from tests.web.visitor import Visitor
from web.jobs import run_all
from web.models import Account, Certificate, Event, Review, database, write
from web.services import events
from web.services.chain_check import known_ends
from web.services.chain_ends import wrong_chains
from web.services.demo import Demo
from web.site import Site


@pytest.fixture
def auditor(app: Flask, site: Site) -> Visitor:
    """An audit administrator of Anhui, and some events there and elsewhere."""
    make_account(site, "audit-a", role="staff", duties=["audit"], name="沈审计")
    wang = make_account(site, "business-a", role="staff", name="王管理")
    far = make_account(site, "business-y", role="staff", name="杨管理", province="yunnan")
    now = site.clock.now()
    said = {"opinion": "电话 13800000000，请补正", "purpose": "=1+1"}
    with database.connection_context(), write():
        events.record("unit:u1", "unit-refused", actor=wang, now=now, details=said)
        events.record("unit:u1", "unit-approved", actor=wang, now=now + timedelta(days=1))
        events.record("unit:u2", "unit-approved", actor=far, now=now)
    return Visitor(app.test_client()).sign_in_as("audit-a")


def test_events_are_searched(auditor: Visitor) -> None:
    auditor.open("/audit/events")
    assert auditor.text.count("王管理") == 2
    assert "退回单位注册" in auditor.text
    assert "杨管理" not in auditor.text, "another province's"

    def found(query: str) -> str:
        return auditor.open(f"/audit/events?{query}").text.partition("对象 内容 查看")[2]

    assert "退回单位注册" not in found("action=unit-approved")
    assert "通过单位注册" in found("actor=business-a")
    assert "没有符合条件的操作记录" in auditor.open("/audit/events?actor=nobody").text
    assert "退回单位注册" in found("text=补正")
    assert "通过单位注册" not in found("text=补正")
    assert "通过单位注册" not in found("until=2022-07-01")
    assert "退回单位注册" not in found("since=2022-07-02")
    assert "退回单位注册" in found("subject=unit&since=yesterday")


def test_numbers_are_hidden_and_formulas_are_texts(auditor: Visitor) -> None:
    auditor.open("/audit/events")
    assert "13800000000" not in auditor.html
    assert "138****0000" in auditor.html

    taken = auditor.open("/audit/events.csv?action=unit-refused").html

    assert auditor.page.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "13800000000" not in taken
    assert taken.startswith("\ufeff时间,操作人")
    with database.connection_context():
        last = Event.select().order_by(Event.id.desc()).first()
        me = Account.get(Account.login == "audit-a")
    assert (last.action, last.subject) == ("export", f"account:{me.id}")
    assert last.details == {"action": "unit-refused"}


def test_one_event_has_its_place_in_the_chain(auditor: Visitor) -> None:
    auditor.open("/audit/events?action=unit-approved").follow("第 2 条")

    assert "第 2 条，共 2 条" in auditor.text
    assert "链条完整" in auditor.text
    auditor.follow("上一条")
    assert "第 1 条，共 2 条" in auditor.text
    assert "（第一条）" in auditor.text


def test_all_chains_are_verified_by_a_job(auditor: Visitor, site: Site) -> None:
    auditor.open("/audit/chains").send("/audit/chains")
    assert "已校验 0 / 1 批" in auditor.text
    run_all(site)
    assert "全部完整" in auditor.open("/audit/chains").text

    with database.connection_context():
        Event.update(details={"opinion": "好"}).where(
            Event.subject == "unit:u1", Event.number == 1
        ).execute()
    auditor.send("/audit/chains")
    run_all(site)

    assert "有 1 条链对不上" in auditor.open("/audit/chains").text
    assert "从第 1 条起对不上" in auditor.text
    auditor.open("/audit/events?subject=unit:u1").follow("第 1 条")
    assert "从第 1 条起对不上" in auditor.text


def test_chain_whose_end_is_gone_is_noticed_by_the_next_verification(
    auditor: Visitor, site: Site
) -> None:
    auditor.open("/audit/chains").send("/audit/chains")
    run_all(site)
    with database.connection_context():
        Event.delete().where(Event.subject == "unit:u1", Event.number == 2).execute()
        assert events.broken_chains() == {}

    auditor.send("/audit/chains")
    run_all(site)

    assert "有 1 条链对不上" in auditor.open("/audit/chains").text
    assert "从第 2 条起对不上" in auditor.text
    with database.connection_context():
        assert wrong_chains(known_ends()) == {"unit:u1": 2}, "what the command line says"
        Event.delete().where(Event.subject == "unit:u1").execute()
    auditor.send("/audit/chains")
    run_all(site)
    assert "从第 1 条起对不上" in auditor.open("/audit/chains").text


def test_decisions_and_certificates_without_their_events_are_noticed(site: Site) -> None:
    now = site.clock.now()
    demo = Demo(packs=site.packs, store=site.files, now=now)
    with database.connection_context():
        person = demo.make_applications("demo-returned")
        application = person.applications.get()
        subject = f"application:{application.id}"
        assert wrong_chains() == {}

        last = events.last_of(subject)
        assert last is not None
        assert last.action == "return"
        Event.delete().where(Event.id == last.id).execute()
        assert wrong_chains() == {subject: last.number}

        Event.delete().where(Event.subject == subject).execute()
        Review.delete().where(Review.application == application).execute()
        assert wrong_chains() == {subject: 1}, "what was handed in is left"

        certificate = Certificate.create(
            person=person, province="anhui", number="1", values={}, year=2022, token="x",
            issued_at=now,
        )  # fmt: skip
        assert wrong_chains() == {subject: 1, f"certificate:{certificate.id}": 1}


@pytest.mark.parametrize("duty", ["", "system", "security"])
def test_others_do_not_read_the_record(app: Flask, site: Site, duty: str) -> None:
    make_account(site, "other-a", role="staff", duties=[duty] if duty else [])
    visitor = Visitor(app.test_client()).sign_in_as("other-a")

    for address in ("/audit/events", "/audit/events.csv", "/audit/events/1", "/audit/chains"):
        assert visitor.open(address).status == 403


def test_nodes_and_actions_are_read_in_the_words_of_the_province(
    auditor: Visitor, site: Site
) -> None:
    said = {"node": "hr", "action": "return"}
    with database.connection_context(), write():
        staff = Account.get(Account.login == "business-a")
        events.record("unit:u3", "unit-refused", actor=staff, now=site.clock.now(), details=said)

    auditor.open("/audit/events?action=unit-refused")

    assert "操作 退回；环节 人社部门审核" in auditor.text


def test_menu_marks_the_entry_that_a_page_is(auditor: Visitor) -> None:
    for address in ("/audit/events", "/audit/chains"):
        menu = auditor.open(address).html.partition("<main")[0]
        assert f'href="{address}" aria-current="page"' in menu
