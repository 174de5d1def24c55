"""Signing on a phone for a page on the desk."""

from __future__ import annotations

import dataclasses
import re
from datetime import timedelta

import pytest
from flask import Flask

from tests.web.visitor import Visitor
from web.clock import Clock
from web.models import Answers, Event, SigningLink, database
from web.services.demo import Demo
from web.services.demo_pictures import draw_document
from web.site import Site

PLAN = "/plans/yunnan/2026-laboratory"
SIGNATURE = draw_document("签名")
TODAY = "2026-07-01"


@pytest.fixture
def visitor(app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """An applicant of a province that has applications signed, on a day of its plan."""
    moved = dataclasses.replace(site, clock=Clock(TODAY))
    monkeypatch.setitem(app.extensions, "zhiping", moved)
    demo = Demo(packs=site.packs, store=site.files, now=moved.clock.now())
    with database.connection_context():
        demo.make_applicant("demo-yunnan")
    return Visitor(app.test_client()).sign_in_as("demo-yunnan")


@pytest.fixture
def desk(visitor: Visitor, site: Site) -> str:
    """The address of signing for an application that was pledged."""
    plan = site.packs.plan(PLAN[7:])
    standard = plan.standards[0]
    offer = f"{standard.id}#{standard.titles[0].name}"
    visitor.open(f"{PLAN}/apply")
    visitor.send(
        "/apply", mode=plan.modes[0].id, branch=plan.branches[0], offer=offer, confirmed="1"
    )
    address = "/".join(visitor.path.split("/")[:3])
    while visitor.open(f"{address}/pledge").path.endswith("/pledge"):
        visitor.send("/pledge", agreed="1")
    return f"{address}/signing/signing/signature"


def new_link(visitor: Visitor, desk: str) -> str:
    """The path that a new code leads to."""
    visitor.open(desk)
    visitor.send(desk)
    found = re.search(r"/sign/[\w-]+", visitor.html)
    assert found is not None
    return found.group()


def phone(app: Flask) -> Visitor:
    """A browser in which nobody is signed in."""
    return Visitor(app.test_client())


def stored() -> dict[str, object]:
    """What is stored of the section that is signed."""
    with database.connection_context():
        row = Answers.get_or_none(Answers.section == "signing")
        return dict(row.values) if row else {}


@pytest.mark.requirement("YN-28")
def test_signature_and_day_are_filled_in_by_the_phone(
    visitor: Visitor, app: Flask, desk: str
) -> None:
    link = new_link(visitor, desk)
    assert "data:image/svg+xml" in visitor.html
    other = phone(app).open(link)
    assert "2026年度" in other.text

    other.send(link, signature=("签名.png", SIGNATURE))

    answers = stored()
    state = visitor.client.get(f"{desk}/state").json
    assert "签名已提交" in other.text
    assert answers["signed_on"] == TODAY
    assert state is not None
    assert (state["state"], state["version"], state["dated"]["value"]) == ("signed", 1, TODAY)
    visitor.open(f"{desk.partition('/signing')[0]}/pages/step_b")
    assert f'value="{TODAY}"' in visitor.html
    assert 'class="thumbnail"' in visitor.html
    with database.connection_context():
        assert "save" in [event.action for event in Event.select().order_by(Event.number.desc())]


@pytest.mark.requirement("YN-28")
def test_link_works_once(visitor: Visitor, app: Flask, desk: str) -> None:
    link = new_link(visitor, desk)
    other = phone(app).open(link)
    other.send(link, signature=("签名.png", SIGNATURE))

    other.open(link)

    assert (other.status, "链接已失效" in other.text) == (410, True)


def test_new_code_ends_the_one_before_it(visitor: Visitor, app: Flask, desk: str) -> None:
    first, second = new_link(visitor, desk), new_link(visitor, desk)

    assert phone(app).open(first).status == 410
    assert phone(app).open(second).status == 200


def test_link_expires(visitor: Visitor, app: Flask, desk: str) -> None:
    link = new_link(visitor, desk)
    with database.connection_context():
        row = SigningLink.get()
        SigningLink.update(ends_at=row.made_at - timedelta(minutes=1)).execute()

    assert phone(app).open(link).status == 410
    state = visitor.client.get(f"{desk}/state").json
    assert state is not None
    assert state["state"] == "expired"


@pytest.mark.parametrize("content", [b"%PDF-1.7 no picture", b"", b"\x89PNG broken"])
def test_what_is_no_picture_is_refused_and_the_link_still_works(
    visitor: Visitor, app: Flask, desk: str, content: bytes
) -> None:
    link = new_link(visitor, desk)
    other = phone(app).open(link)

    other.send(link, signature=("签名.png", content))

    assert other.status == 422
    assert stored() == {}
    other.send(link, signature=("签名.png", SIGNATURE))
    assert other.status == 200


def test_nobody_signs_without_having_signed(visitor: Visitor, app: Flask, desk: str) -> None:
    link = new_link(visitor, desk)
    other = phone(app).open(link)

    other.send(link)

    assert (other.status, "请先签名" in other.text) == (422, True)


def test_token_is_not_stored(visitor: Visitor, desk: str) -> None:
    token = new_link(visitor, desk).rpartition("/")[2]

    with database.connection_context():
        assert token not in [link.token for link in SigningLink.select()]


@pytest.mark.parametrize("part", ["personal/ethnic", "signing/signed_on", "nothing/signature"])
def test_only_signatures_are_signed(visitor: Visitor, desk: str, part: str) -> None:
    address = f"{desk.partition('/signing/')[0]}/signing/{part}"

    assert visitor.open(address).status == 404
