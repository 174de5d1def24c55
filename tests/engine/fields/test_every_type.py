"""What holds for every field type, whatever it asks."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.fields import FIELD_TYPES, is_empty
from engine.messages import MESSAGES
from engine.packs.model import Field
from engine.packs.node import Node
from engine.packs.reading import read_document
from engine.problems import Problem
from tests.engine.fields.declared import declared

EXAMPLES = {name: declared(kind.EXAMPLE) for name, kind in FIELD_TYPES.items()}
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True, allow_infinity=True)
    | st.text(st.characters(), max_size=30),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["from", "to", "id", "name", "type", "bytes", "employer", "x"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@pytest.fixture(params=sorted(FIELD_TYPES))
def field(request: pytest.FixtureRequest) -> Field:
    return EXAMPLES[request.param]


def test_example_declares_its_own_type(field: Field) -> None:
    kind = FIELD_TYPES[field.type]

    options = set(field.origin.plain()) - {"id", "name", "type"}

    assert options <= set(kind.OPTIONS_SCHEMA)
    assert set(kind.REQUIRED_OPTIONS) <= options
    assert kind.NAME
    assert kind.DESCRIPTION


def test_options_have_chinese_titles(field: Field) -> None:
    for option in FIELD_TYPES[field.type].OPTIONS_SCHEMA.values():
        assert any("\u4e00" <= character <= "\u9fff" for character in option["title"])
        assert option["description"]


def test_samples_are_faultless_and_broken_values_are_not(field: Field) -> None:
    kind, random = FIELD_TYPES[field.type], Random(7)
    check = kind.build_check(field)

    for _ in range(50):
        sample, broken = kind.sample(field, random), kind.broken(field, random)

        assert not is_empty(sample)
        assert check.explain(sample, "2022-07-01") == ()
        assert not check.ok(broken)
        assert [f.severity for f in check.explain(broken, "2022-07-01")] == ["error"]


def test_every_fault_has_its_sentence(field: Field) -> None:
    kind = FIELD_TYPES[field.type]

    for value in (kind.broken(field, Random(1)), "乱", 1.5, [], [None], {}, {"from": "x"}, True):
        for fault in kind.build_check(field).explain(value, "2022-07-01"):
            sentence = MESSAGES[fault.code].format(**fault.args)
            assert sentence.startswith(field.name)


WITHOUT_TEXT = {"file", "photo", "signature", "rows"}
WITH_A_UNIT = {"money", "integer", "decimal"}
READ_BACK = sorted(set(FIELD_TYPES) - WITHOUT_TEXT - WITH_A_UNIT)


@pytest.mark.parametrize("name", READ_BACK)
def test_shown_samples_are_read_back(name: str) -> None:
    field, kind = EXAMPLES[name], FIELD_TYPES[name]

    sample = kind.sample(field, Random(3))

    assert kind.parse(kind.display(sample, field), field) == sample


@given(value=JSON, today=st.sampled_from(["", "2022-07-01", "x"]))
@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("name", sorted(FIELD_TYPES))
def test_check_and_display_take_any_json(name: str, value: object, today: str) -> None:
    field, kind = EXAMPLES[name], FIELD_TYPES[name]

    check = kind.build_check(field)

    if check.ok(value):
        assert check.explain(value, today) == ()
    assert all(fault.code in MESSAGES for fault in check.explain(value, today))
    assert isinstance(kind.display(value, field), str)


@given(text=st.text(st.characters(), max_size=40))
@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("name", sorted(FIELD_TYPES))
def test_parse_takes_any_text_and_keeps_what_it_cannot_read(name: str, text: str) -> None:
    field, kind = EXAMPLES[name], FIELD_TYPES[name]

    value = kind.parse(text, field)

    assert kind.parse("", field) is None
    if isinstance(value, str) and value:
        assert kind.parse(value, field) == value
    if text.strip() and name not in ("date_range", "choices", "mobile", "resident_id", "uscc"):
        assert value is not None


@given(option=JSON)
@settings(max_examples=40, deadline=None)
@pytest.mark.parametrize("name", sorted(FIELD_TYPES))
def test_options_of_any_shape_are_problems_and_no_crash(name: str, option: object) -> None:
    node = read_document(FIELD_TYPES[name].EXAMPLE, "test.yaml").root
    assert isinstance(node.value, dict)
    for key in FIELD_TYPES[name].OPTIONS_SCHEMA:
        node.value[key] = _node(option, node)
    problems: list[Problem] = []

    options = FIELD_TYPES[name].compile_options(node, _context(problems))

    assert options is not None
    assert all(problem.path for problem in problems)


def _node(value: object, like: Node) -> Node:
    if isinstance(value, dict):
        inner = {key: _node(one, like) for key, one in value.items()}
        return Node(inner, like.position, like.position)
    if isinstance(value, list):
        return Node([_node(one, like) for one in value], like.position, like.position)
    return Node(value, like.position, like.position)  # type: ignore[arg-type]  # any JSON scalar


def _context(problems: list[Problem]) -> object:
    from engine.fields import OptionsContext

    return OptionsContext(problems=problems, compile_field=lambda node, path: None)
