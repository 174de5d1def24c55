"""docs/routes.md is what `make docs` writes: no address is left out, none stays without a word."""

import re
import subprocess
import sys
from pathlib import Path

from flask import Flask

from web.audience import Audience
from web.reference import build_routes_page

ROW = re.compile(r"^\| ([A-Z ]+) \| `([^`]+)` \| (.+) \|$", re.MULTILINE)


def test_routes_page_lists_every_address_under_its_audience_with_what_it_does(app: Flask) -> None:
    page = build_routes_page(app)
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]

    rows = ROW.findall(page)

    assert {address for _, address, _ in rows} == {rule.rule for rule in rules}
    assert len(rows) == len(rules)
    assert re.findall(r"^## (.+)$", page, re.MULTILINE)[0] == Audience.EVERYONE.value
    assert "| GET | `/staff/accounts` | " in page.partition("## staff")[2]


def test_routes_page_is_written_once_and_then_current(tmp_path: Path) -> None:
    page = str(tmp_path / "routes.md")

    def run(*arguments: str) -> tuple[int, str]:
        # A process of its own: it opens a database, as the tests around it have.
        done = subprocess.run(
            [sys.executable, "-m", "web.reference", *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        return done.returncode, done.stderr

    assert run("--check", page) == (1, f"{page} is not current: run `make docs`\n")
    assert run(page) == (0, "")
    assert run("--check", page) == (0, "")
    assert run()[0] == 2
