from __future__ import annotations

from dataclasses import replace

import pytest

from engine.forms import Visible, visible, visible_fields
from engine.forms.visibility import offered_tables
from engine.packs.library import Library
from engine.packs.model import Standard
from engine.rules.expression import Scope, ValueType, compile_condition
from engine.share import share_folder
from tests.engine.fields.declared import declared
from tests.engine.forms.sections import section, standard

SCOPE = Scope(
    {"application.mode": ValueType("text"), "personal.abroad": ValueType("boolean")},
    row={"kind": ValueType("text")},
)
BROKEN = compile_condition({"application.mode": "exceptional"}, SCOPE)
ABROAD = compile_condition({"personal.abroad": True}, SCOPE)
NAME = declared("{id: name, name: 姓名, type: text, required: true}")
COUNTRY = replace(declared("{id: country, name: 国家, type: text}"), when=ABROAD, required=BROKEN)
PERSONAL = section("personal", NAME, COUNTRY)
REASON = section("exceptional", declared("{id: reason, name: 理由, type: text}"), when=BROKEN)
STANDARD = standard(PERSONAL, REASON)


@pytest.fixture(scope="module")
def teachers() -> Standard:
    plan = Library([share_folder("config")]).plan("anhui/2022-bengbu-teachers")
    return plan.standards[0]


def test_hidden_sections_hide_their_fields() -> None:
    values = {"application": {"mode": "normal"}, "personal": {"abroad": None}}

    assert visible(STANDARD, values) == Visible(
        sections=frozenset({"personal"}), fields=frozenset({"personal.name"})
    )


def test_tables_may_depend_on_the_mode() -> None:
    prints = standard()
    prints.tables, prints.table_when = ("review", "reasons"), {"reasons": BROKEN}  # type: ignore[misc]  # a stand-in

    assert offered_tables(prints, {"application": {"mode": "normal"}}) == ("review",)
    assert offered_tables(prints, {"application": {"mode": "exceptional"}}) == ("review", "reasons")


def test_answers_make_fields_appear() -> None:
    values = {"application": {"mode": "exceptional"}, "personal": {"abroad": True}}

    assert visible(STANDARD, values).fields == {
        "personal.name",
        "personal.country",
        "exceptional.reason",
    }


def test_rows_see_their_own_answers() -> None:
    paper = compile_condition({"kind": "paper"}, SCOPE)
    pages = replace(declared("{id: pages, name: 页数, type: integer}"), when=paper)

    assert visible_fields([pages], {}, {"kind": "paper"}) == (pages,)
    assert visible_fields([pages], {}, {"kind": "book"}) == ()


@pytest.mark.parametrize(
    ("mode", "shown"),
    [("normal", set()), ("exceptional", {"exceptional"}), ("transfer", {"transfer"})],
)
def test_anhui_shows_the_section_of_the_mode_only(
    teachers: Standard, mode: str, shown: set[str]
) -> None:
    sections = visible(teachers, {"application": {"mode": mode}}).sections

    assert sections & {"exceptional", "transfer"} == shown
