"""What events hold beside their action has a name for auditors, too."""

import ast
from collections.abc import Iterator
from pathlib import Path

from web.pages.audited import DETAILS

WEB = Path(__file__).parents[3] / "web"


def recorded(tree: ast.AST) -> Iterator[str]:
    """The keys of the `details` of every call of `events.record`, or of a room's own `record`."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = (
            call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        )
        if name not in ("record", "_record"):
            continue
        for given in (argument for argument in call.keywords if argument.arg == "details"):
            for part in ast.walk(given.value):
                if isinstance(part, ast.Dict):
                    yield from (key.value for key in part.keys if isinstance(key, ast.Constant))


def test_every_detail_that_is_recorded_has_a_name() -> None:
    unnamed = {
        f"{file.relative_to(WEB)}: {key}"
        for folder in ("services", "jobs", "routes")
        for file in (WEB / folder).rglob("*.py")
        for key in recorded(ast.parse(file.read_text("utf-8")))
        if key not in DETAILS
    }

    assert unnamed == set()
