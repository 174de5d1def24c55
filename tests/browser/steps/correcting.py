"""What an applicant does with a return: read what is wrong, change what is open, hand in again."""

from __future__ import annotations

import re
from collections.abc import Mapping

from playwright.sync_api import expect

from tests.browser.steps.window import Window


def open_return(person: Window, opinion: str, marks: int) -> None:
    """From the first page to the application that came back, which says why at its top."""
    person.go("/home")
    person.follow(re.compile("^按审核意见修改"))
    returned = person.page.locator(".returned")
    expect(returned).to_contain_text(opinion)
    expect(returned.locator("li .cross")).to_have_count(marks)
    person.look("returned")


def correct(person: Window, page: str, section: str, values: Mapping[str, str]) -> None:
    """Change answers of a section on a page of the application that is open."""
    base = re.sub(r"(/applications/[^/]+).*", r"\1", person.page.url)
    person.go(f"{base}/pages/{page}")
    form = person.page.locator(f'form[data-section="{section}"]')
    for name, value in values.items():
        form.locator(f'[name="{name}"]:not([type=hidden])').first.fill(value)
    person.click(form.get_by_role("button", name=re.compile("^保存")).first)


def is_locked(person: Window, section: str) -> None:
    """Nothing of a section can be typed into."""
    place = person.page.locator(f"#{section}")
    expect(place).to_be_visible()
    expect(place.locator("input:not([type=hidden]), select, textarea")).to_have_count(0)


def hand_in_again(person: Window, id: str, words: str) -> None:
    """检测, read where it goes, and hand in; it waits at the unit again."""
    person.go(f"/applications/{id}/submit")
    person.press(words)
    expect(person.page.locator(".returned")).to_have_count(0)
