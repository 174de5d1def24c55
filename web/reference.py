"""`python -m web.reference [--check] FILE`: write docs/routes.md, every address with who may enter.

Made from the routes and what they declare (`web.audience`), so it says what the site does.
"""

from __future__ import annotations

import inspect
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

from web.audience import Audience, audience_of

UNTOLD = {"HEAD", "OPTIONS"}
"""Methods that come with every route."""
INTRODUCTION = """\
<!-- Made by `python -m web.reference docs/routes.md`; do not edit. -->
# Every address and who may enter

`signed in` are all accounts, also those whose registration waits or was refused; a role means
active accounts of that role. Everyone else is sent to the sign-in page or told that the page is not
theirs; whose things may be seen is decided behind that, by the services.
`tests/web/test_security.py` lists the same by hand, and tries each address as everyone else.
"""


def build_routes_page(app: Flask) -> str:
    """The page as Markdown: a table for each group of visitors, addresses in order."""
    return "\n".join(_lines(app)).rstrip("\n") + "\n"


def _lines(app: Flask) -> Iterator[str]:
    yield INTRODUCTION
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    by_audience: dict[frozenset[Audience], list[Rule]] = {}
    for rule in sorted(rules, key=lambda rule: (rule.rule, rule.endpoint)):
        by_audience.setdefault(audience_of(app, rule.endpoint), []).append(rule)
    for audiences in sorted(by_audience, key=_order):
        yield f"## {' or '.join(one.value for one in Audience if one in audiences)}\n"
        yield "| | address | what |\n|---|---|---|"
        for rule in by_audience[audiences]:
            methods = " ".join(sorted((rule.methods or set()) - UNTOLD))
            yield f"| {methods} | `{rule.rule.replace('|', '∣')}` | {_told(app, rule)} |"
        yield ""


def _order(audiences: frozenset[Audience]) -> list[int]:
    return [place for place, one in enumerate(Audience) if one in audiences]


def _told(app: Flask, rule: Rule) -> str:
    """What a view does, as the first sentence of its docstring says it."""
    text = inspect.getdoc(app.view_functions[rule.endpoint]) or ""
    return " ".join(text.partition("\n\n")[0].split()).replace("|", "∣")


def main(arguments: list[str]) -> int:
    """Write, or with `--check` compare; 1 means that the page is not current, 2 wrong use."""
    from web.app import create_app
    from web.settings import Settings

    names = [argument for argument in arguments if argument != "--check"]
    if len(names) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    path = Path(names[0])
    with tempfile.TemporaryDirectory() as folder:
        text = build_routes_page(create_app(Settings(data=Path(folder))))
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return 0
    if "--check" in arguments:
        print(f"{path} is not current: run `make docs`", file=sys.stderr)
        return 1
    path.write_text(text, encoding="utf-8")
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
