"""The compiled tests of faultless answers say just what each field's own test says."""

import json
from functools import cache
from random import Random
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.checks.quick import compile_quick
from engine.fields import FIELD_TYPES
from engine.fields.field_type import Check
from engine.packs.library import Library
from engine.packs.model import Field
from engine.share import share_folder

VALUES: list[Any] = [
    *(None, True, False, 0, 1, -1, 2.0, 2022, 10**18, [], ["甲"], {}, {"from": "2022-06-01"}),
    *("", " ", " 甲", "甲", "甲" * 300, "a\nb", "\x00", "国家级", "省部级", "01"),
    *("2022-06-01", "2022-02-30", "2022-06", "2022-13", "20220601"),
]


@cache
def checks() -> tuple[tuple[Field, Check], ...]:
    """Every field of the shipped packs that has a compiled test."""
    library = Library(share_folder("config"))
    fields: dict[int, Field] = {}
    for plan_id in library.plan_ids():
        for standard in library.plan(plan_id).standards:
            for owner in (*standard.sections, *standard.kinds.values()):
                fields |= {id(field): field for field in owner.fields}
    built = [(field, FIELD_TYPES[field.type].build_check(field)) for field in fields.values()]
    return tuple([(field, check) for field, check in built if check.quick is not None])


def test_compiled_tests_agree_with_the_field_types() -> None:
    random = Random(0)

    differing = [
        (field.id, field.type, value)
        for field, check in checks()
        for compiled in [compile_quick([(field.id, check, True)])]
        for value in [*VALUES, FIELD_TYPES[field.type].sample(field, random)]
        if compiled({field.id: value}) != check.ok(value)
    ]

    assert differing == []


@settings(max_examples=200, deadline=None)
@example(value="9999-01-01")
@given(value=st.text(max_size=70) | st.integers() | st.floats() | st.dates().map(str))
def test_compiled_tests_agree_on_any_scalar(value: Any) -> None:
    differing = [
        (field.id, field.type)
        for field, check in checks()[::7]
        if compile_quick([(field.id, check, True)])({field.id: value}) != check.ok(value)
    ]

    assert differing == []


def test_answers_that_may_be_left_out_may_be_missing() -> None:
    field, check = checks()[0]

    assert compile_quick([(field.id, check, False)])({})
    assert not compile_quick([(field.id, check, True)])({})


def test_several_answers_are_good_when_each_is() -> None:
    random = Random(1)
    chosen = {field.id: (field, check) for field, check in checks()}
    compiled = compile_quick([(id, check, True) for id, (_, check) in chosen.items()])
    row = {id: FIELD_TYPES[f.type].sample(f, random) for id, (f, _) in chosen.items()}

    assert compiled(row) == all(check.ok(row[id]) for id, (_, check) in chosen.items())
    assert json.dumps(row)
