"""Which table is printed when none is named."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.cli.print import choose_table
from engine.dossier import dossier_from
from engine.packs.library import Library
from engine.packs.model import Plan
from engine.share import pack_folders

TRIAL = Path(__file__).parents[2] / "packs" / "trial"


@pytest.fixture
def plan() -> Plan:
    """A plan of two standards, each with a table of its own."""
    plan = Library(pack_folders([TRIAL])).plan("trial/2026-engineers")
    (first,) = plan.standards
    table = plan.tables["trial/review"]
    second = replace(first, id="trial/second", tables=("trial/other",))
    tables = {table.id: table, "trial/other": replace(table, id="trial/other")}
    first = replace(first, tables=(table.id,))
    return replace(plan, standards=(first, second), tables=tables)


@pytest.mark.parametrize(
    ("standard", "named", "chosen"),
    [
        ("trial/second", "", "trial/other"),
        ("trial/second", "trial/review", "trial/review"),
        ("trial/engineer", "", "trial/review"),
        ("", "", "trial/review"),
    ],
)
def test_table_is_the_first_of_the_standard_of_the_dossier(
    plan: Plan, standard: str, named: str, chosen: str
) -> None:
    dossier = dossier_from({"plan": plan.id, "application": {"standard": standard}})

    assert choose_table(plan, named, dossier).id == chosen


def test_blank_form_is_the_first_table_of_the_plan(plan: Plan) -> None:
    assert choose_table(plan, "", None).id == "trial/review"
