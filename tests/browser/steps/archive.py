"""The archive: records entered with their proofs, verified by the unit, three ways to 通过."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.browser.steps.answers import answer_all
from tests.browser.steps.person import document
from tests.browser.steps.story import Json, Told
from tests.browser.steps.window import Window
from web.models import Account, database
from web.services.demo import Demo


def stock(told: Told, records: list[Json]) -> None:
    """Put records into the archive as if entered and verified before."""
    site = told.site
    demo = Demo(packs=site.packs, store=site.files, now=site.clock.now())
    with database.connection_context():
        person = Account.get(Account.login == told.story.login).person
        for one in records:
            demo._record(person, one)


def enter_record(window: Window, told: Told, record: Json) -> None:
    """Add a record of its kind with its proofs; it goes to the unit."""
    kind = told.kind_of(record)
    window.go("/archive")
    window.click(window.page.locator(f"#{kind.id} a", has_text="新增"))
    answer_all(window.page.locator("form[data-record]"), record["values"])
    attach_proofs(window, record)
    window.press("新增")
    expect_state(window, told, "pending")


def attach_proofs(window: Window, record: Json) -> None:
    """Choose the files of a record that is not stored yet."""
    for slot, names in record.get("files", {}).items():
        control = window.page.locator(f'[name="proof-{slot}"]')
        control.set_input_files([document(name) for name in names])


def expect_state(window: Window, told: Told, state: str) -> None:
    """The record that is shown stands in this state, in the province's word."""
    word = told.province.record_statuses[state]
    expect(window.page.locator("main .badge").filter(has_text=word).first).to_be_visible()


def open_record(window: Window, told: Told, title: str, state: str) -> None:
    """Find a record by its state from the numbers of the archive."""
    window.go("/archive")
    window.click(window.page.locator(f'.numbers a[href*="state={state}"]'))
    window.follow(title)


def review(operator: Window, told: Told, title: str, action: str, opinion: str = "") -> None:
    """The operator opens a record that waits, reads it and decides."""
    operator.go("/verification")
    operator.follow(f"审核{told.story.person['name']}：{title}")
    if opinion:
        operator.page.locator("#opinion").fill(opinion)
    operator.press(action)


def pass_all(operator: Window, told: Told) -> None:
    """Everything that waits passes at once."""
    operator.go("/verification")
    for box in operator.page.locator('input[name="record"]').all():
        box.check()
    operator.press("批量通过")
    operator.press("确认通过")


def correct(window: Window, told: Told, title: str, **values: Any) -> None:
    """退回: read the opinion, correct the record, hand it to the unit again."""
    open_record(window, told, title, "returned")
    expect_state(window, told, "returned")
    window.follow("修改", within="main .save-bar")
    answer_all(window.page.locator("form[data-record]"), values)
    window.press("修改")
    expect_state(window, told, "pending")


def add_anew(window: Window, told: Told, title: str) -> None:
    """不通过: the record cannot be changed; another one is added after its likeness."""
    open_record(window, told, title, "failed")
    expect(window.page.get_by_role("link", name="修改", exact=True)).to_have_count(0)
    window.follow("照此新增")
    window.press("新增")
    expect_state(window, told, "pending")
