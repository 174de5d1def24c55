from __future__ import annotations

import pytest

from engine.codes import children, name_of, valid_on
from engine.packs.model import Code
from tests.engine.fields.declared import REGION


def test_names_are_looked_up_and_unknown_codes_shown() -> None:
    assert name_of(REGION, "340300") == "甲市"
    assert [name_of(REGION, code) for code in ("999999", None, 7, [])] == ["999999", "", "7", "[]"]


def test_children_are_one_level_below() -> None:
    assert [entry.name for entry in children(REGION, "")] == ["甲省", "乙省"]
    assert [entry.name for entry in children(REGION, "340000")] == ["甲市"]
    assert children(REGION, "340302") == ()


@pytest.mark.parametrize(
    ("day", "valid"),
    [
        ("2003-12-31", False),
        ("2004-01-01", True),
        ("2010-06-30", True),
        ("2010-07-01", False),
        ("", True),
    ],
)
def test_validity_includes_both_ends(day: str, valid: bool) -> None:
    entry = Code(code="1", name="一", valid_from="2004-01-01", valid_to="2010-06-30")

    assert valid_on(entry, day) is valid
