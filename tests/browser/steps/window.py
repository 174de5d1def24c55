"""A browser window that looks at every page it meets: accessible, not too wide, perhaps kept."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect
from werkzeug.exceptions import HTTPException

from engine.share import data_folder

AXE = Path(data_folder()) / "test-parts" / "axe.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
SCREENSHOTS = os.environ.get("ZHIPING_SCREENSHOTS", "")
"""A folder in which every page that a journey meets is kept as a picture; none unless given."""
PATIENCE = 30_000
"""How long a page may take, in milliseconds: a journey may share its machine with another."""
TELLING = ("page", "kind", "province", "view")
"""Arguments of addresses by which pages of the same address differ in what they ask."""


@dataclass(kw_only=True)
class Window:
    """One person's window. Whoever leaves a page by `go`, `follow` or `press` has looked at it."""

    page: Page
    app: Flask
    name: str
    has_scripts: bool = True
    seen: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open an address by hand."""
        self.page.goto(path)
        self.look()

    def follow(self, link: str | re.Pattern[str], within: str = "main") -> None:
        """Click the first link with these words in its name, whose hidden parts stand apart."""
        spaced = re.compile(r"\s*".join(map(re.escape, link))) if isinstance(link, str) else link
        found = self.page.locator(within).get_by_role("link", name=spaced)
        self.click(found.first)

    def press(self, button: str | re.Pattern[str], within: str = "main") -> None:
        """Click the first button of just this name and wait for the page that follows."""
        found = self.page.locator(within).get_by_role("button", name=button, exact=True)
        self.click(found.first)

    def click(self, what: Locator) -> None:
        """Click something that leads to another page."""
        with self.page.expect_navigation():
            what.click()
        self.look()

    def says(self, text: str | re.Pattern[str]) -> None:
        """The page says this."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def look(self, state: str = "") -> None:
        """Look at the page once per kind of page: WCAG 2.1 AA, width, and a picture of it; once
        more where it is in another `state`."""
        self.page.wait_for_load_state()
        place = f"{self.place()} {state}".rstrip()
        if place in self.seen:
            return
        self.seen.add(place)
        self.picture(place)
        too_wide = "document.documentElement.scrollWidth > innerWidth"
        if self.page.evaluate(too_wide):
            self.wrong.append(f"{place}: wider than the window")
        if self.has_scripts:
            self.wrong += [f"{place}: {one}" for one in violations(self.page)]

    def place(self) -> str:
        """The address of the page as the site declares it, with what tells pages apart."""
        path = urlsplit(self.page.url).path
        rule, arguments = self.declared(path)
        return " ".join([rule, *[str(arguments[key]) for key in TELLING if key in arguments]])

    def declared(self, path: str) -> tuple[str, dict[str, object]]:
        """The address that the site declares for a path, and its arguments."""
        found = [one for method in ("GET", "POST") if (one := self._match(path, method))]
        return min(found, key=lambda one: len(one[1])) if found else (path, {})

    def _match(self, path: str, method: str) -> tuple[str, dict[str, object]] | None:
        """The declared address and the arguments of a path, None where the site has none."""
        try:
            found = self.app.url_map.bind("localhost").match(path, method, return_rule=True)
        except HTTPException:
            return None
        rule, arguments = found
        return rule.rule, dict(arguments)  # type: ignore[union-attr]  # a rule, as asked

    def picture(self, place: str) -> None:
        """Keep a picture of the whole page if that was asked for."""
        if SCREENSHOTS:
            file = re.sub(r"[^\w]+", "-", place).strip("-") or "index"
            folder = Path(SCREENSHOTS) / self.name
            folder.mkdir(parents=True, exist_ok=True)
            name = f"{len(self.seen):03}-{file}.png"
            self.page.screenshot(path=folder / name, full_page=True)


def is_fault(message: ConsoleMessage) -> bool:
    """Whether the browser complains of our code; answers such as 422 are none of its faults."""
    return message.type == "error" and not message.text.startswith("Failed to load resource")


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.1 AA."""
    assert AXE.is_file(), "axe is not there: make setup brings it"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: rules}).then(r => r.violations)", RULES)
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


@contextmanager
def opened(
    browser: Browser,
    app: Flask,
    address: str,
    name: str,
    *,
    width: int,
    has_scripts: bool = True,
    cookie: dict[str, str] | None = None,
) -> Iterator[Window]:
    """A window of this width; in the end nothing that it met may have been wrong."""
    context = browser.new_context(
        viewport={"width": width, "height": 844 if width < 600 else 900},
        locale="zh-CN",
        base_url=address,
        java_script_enabled=has_scripts,
    )
    context.set_default_timeout(PATIENCE)
    if cookie:
        context.add_cookies([cookie])  # type: ignore[list-item]  # name, value, url
    page = context.new_page()
    window = Window(page=page, app=app, name=name, has_scripts=has_scripts)
    page.on("pageerror", lambda error: window.wrong.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda said: window.wrong.append(f"{page.url}: {said.text}") if is_fault(said) else None,
    )
    try:
        yield window
    except BaseException:
        window.picture("broken off here")
        raise
    finally:
        context.close()
    assert not window.wrong, "\n".join(window.wrong)
