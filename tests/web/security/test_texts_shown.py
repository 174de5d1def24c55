"""Texts that people type are shown as texts, whoever looks at them, and never run."""

from __future__ import annotations

import pytest
from flask import Flask
from peewee import CharField, TextField

from tests.web.security.town import (
    address_of,
    found_town,
    rules_of,
    signed_in,
    stop_clock,
    things_of,
    values_of,
)
from web.audience import OPERATOR, STAFF, audience_of
from web.models import (
    Account,
    Answers,
    Binding,
    FileUse,
    Mark,
    Notice,
    Person,
    Record,
    Review,
    Row,
    Snapshot,
    Unit,
    database,
)
from web.site import Site

EVIL = "</script></textarea><script>alert(1)</script><img src=x onerror=alert(1)>\"' onfocus=x "
TYPED = {
    Person: ("name",), Account: ("name", "opinion"), Unit: ("name", "contact", "phone", "opinion"),
    Binding: ("note", "opinion"), FileUse: ("name",), Mark: ("comment",), Notice: ("text",),
    Review: ("opinion",), Record: ("opinion",),
}  # fmt: skip


def spoil() -> None:
    """Put a text that wants to run into every place that people write into."""
    for table, names in TYPED.items():
        for name in names:
            assert isinstance(getattr(table, name), CharField | TextField)
            table.update(**{name: EVIL}).execute()
    for table, column in ((Record, "values"), (Row, "values"), (Answers, "values"),
                          (Row, "snapshot"), (Snapshot, "dossier"), (Record, "files"),
                          (Person, "account")):  # fmt: skip
        for one in table.select():
            setattr(one, column, spoiled(getattr(one, column)))
            one.save()


def spoiled(value: object, key: str = "") -> object:
    """The same with free texts replaced."""
    if isinstance(value, dict):
        return {name: spoiled(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [spoiled(one, key) for one in value]
    is_free = isinstance(value, str) and any("\u4e00" <= one <= "\u9fff" for one in value)
    return EVIL if is_free and key not in ("standard", "branch", "title", "mode") else value


@pytest.mark.databases("sqlite")
def test_no_typed_text_becomes_markup(
    app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch, site)
    with database.connection_context():
        found_town(site)
        mine = things_of("demo-returned")
        other = things_of("demo-waiting")
        spoil()
    shown, found = 0, []
    for rule in rules_of(app, "GET"):
        admitted = audience_of(app, rule.endpoint)
        login = "demo-company" if OPERATOR in admitted else "demo-returned"
        login = "demo-anhui-staff" if STAFF in admitted else login
        for things in (mine, other):
            address = address_of(app, rule, values_of(rule, things))
            if address.endswith((".pdf", "/content", ".xlsx")):
                continue
            with signed_in(app, login).client.get(address, follow_redirects=True) as answer:
                text = answer.get_data(as_text=True)
            assert answer.status_code < 500, address
            shown += "&lt;script&gt;alert(1)" in text
            if "<script>alert" in text or "<img src=x" in text or "\"' onfocus" in text:
                found.append(f"{login} {rule.rule}")
    assert found == []
    assert shown > 15
