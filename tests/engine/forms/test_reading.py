from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.fields import FIELD_TYPES
from engine.forms import build_form, merge, read_form
from tests.engine.fields.declared import declared
from tests.engine.forms.sections import YEARS, section
from tests.engine.forms.sent import Sent


def test_form_class_is_built_once_for_a_section() -> None:
    same_words = replace(YEARS)

    assert build_form(YEARS) is build_form(YEARS)
    assert build_form(same_words) is not build_form(YEARS)


def test_form_stores_what_was_meant() -> None:
    sent = Sent(
        {
            "work_years": [" 12 "],
            "born": ["1990年6月7日"],
            "data": ["  文字 "],
            "validate": ["", "乙"],
            "course-from": ["2019/9"],
            "course-to": ["2020-6"],
        }
    )

    answers = read_form(build_form(YEARS)(sent), today="2022-07-01")

    assert answers.values == {
        "work_years": 12,
        "born": "1990-06-07",
        "data": "文字",
        "validate": ["乙"],
        "course": {"from": "2019-09", "to": "2020-06"},
    }
    assert answers.faults == {}


def test_form_keeps_what_cannot_be_read_and_says_so() -> None:
    sent = Sent({"work_years": ["十二年"], "born": ["2031-01-01"], "data": ["好"]})

    answers = read_form(build_form(YEARS)(sent), today="2022-07-01")

    assert answers.values == {"work_years": "十二年", "born": "2031-01-01", "data": "好"}
    assert answers.errors() == {
        "work_years": ["工作年限 应为整数，当前为 “十二年”"],
        "born": ["出生日期 不能晚于今天（2022-07-01），当前为 2031-01-01"],
    }
    assert answers.errors({"not-a-whole-number": "请把{name}写成数字"})["work_years"] == [
        "请把工作年限写成数字"
    ]


def test_form_leaves_alone_what_it_did_not_ask() -> None:
    stored = {"work_years": 12, "data": "旧", "validate": ["甲"]}
    sent = Sent({"data": [""], "validate": [""]})

    answers = read_form(build_form(YEARS)(sent, stored), stored)

    assert answers.values == {"data": None, "validate": None}
    assert merge(stored, answers.values) == {"work_years": 12}


def test_form_never_changes_what_is_read_only() -> None:
    name = replace(declared("{id: name, name: 姓名, type: text}"), readonly=True)
    form = build_form(section("person", name))

    assert read_form(form(Sent({"name": ["别人"]}), {"name": "李晓"})).values == {}


def test_form_judges_cascades_with_what_is_stored() -> None:
    places = section(
        "place",
        declared("{id: province, name: 省, type: code, table: region, top: true}"),
        declared("{id: city, name: 市, type: code, table: region, parent: province}"),
    )
    form = build_form(places)

    wrong = read_form(form(Sent({"city": ["530100"]})), {"province": "340000"})

    assert wrong.errors() == {"city": ["市 所选“乙市”不属于所选的“甲省”"]}
    assert read_form(form(Sent({"city": ["340300"]})), {"province": "340000"}).faults == {}


def test_forms_of_rows_on_one_page_are_told_apart_by_prefix() -> None:
    sent = Sent({"r1-work_years": ["1"], "r2-work_years": ["2"]})

    read = [read_form(build_form(YEARS)(sent, prefix=f"r{n}-")).values for n in (1, 2)]

    assert read == [{"work_years": 1}, {"work_years": 2}]


ALL = section(
    "all",
    *(
        replace(declared(kind.EXAMPLE), id=f"f_{name}")
        for name, kind in sorted(FIELD_TYPES.items())
    ),
)
NAMES = st.sampled_from(
    [
        *(f"f_{name}" for name in FIELD_TYPES),
        "f_date_range-from",
        "f_date_range-to",
        "f_rows-0-employer",
        "f_rows-0-remove",
        "f_rows-99999-id",
        "f_rows-x-y",
        "other",
    ]
)


@given(sent=st.dictionaries(NAMES, st.lists(st.text(max_size=20), max_size=3), max_size=12))
@settings(max_examples=150, deadline=None)
def test_form_takes_whatever_is_sent(sent: dict[str, list[str]]) -> None:
    answers = read_form(build_form(ALL)(Sent(sent)), today="2022-07-01")

    assert set(answers.faults) <= set(answers.values) <= {field.id for field in ALL.fields}
    assert all(answers.errors().values())
