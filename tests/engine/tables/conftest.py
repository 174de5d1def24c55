"""A shipped plan and dossier, and tables written in YAML on the spot."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.dossier import Dossier, dossier_from
from engine.packs.library import Library
from engine.packs.model import Plan
from engine.packs.source import parse_source
from engine.tables.compile import compile_table
from engine.tables.model import Table

CONFIG = Path(__file__).parents[3] / "config"
PLAN = "anhui/2022-bengbu-teachers"


@pytest.fixture(scope="session")
def library() -> Library:
    return Library(CONFIG)


@pytest.fixture(scope="session")
def plan(library: Library) -> Plan:
    return library.plan(PLAN)


@pytest.fixture(scope="session")
def dossier_data(library: Library) -> dict[str, Any]:
    """The dossier of figure 4-26 as JSON data."""
    found = next(s for s in library.sources if s.id == f"{PLAN}/all-pass")
    return found.root.plain()["dossier"]


@pytest.fixture(scope="session")
def dossier(dossier_data: dict[str, Any]) -> Dossier:
    return dossier_from({"plan": PLAN, **dossier_data})


@pytest.fixture
def table() -> Callable[[str], Table]:
    """Compiles a table from the YAML of its keys behind kind, id and name."""

    def compiled(text: str) -> Table:
        head = "kind: table\nid: test/form\nname: 测试表\nversion: '1'\n"
        return compile_table(parse_source(head + text, "form.yaml").root)

    return compiled
