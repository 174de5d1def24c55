"""What rules may read out of a citizen's identity number; numbers are made up (996-999 orders)."""

import pytest

from engine.rules.browser import to_browser
from engine.rules.expression import Scope, compile_expression
from engine.rules.scope import ValueType
from tests.engine.rules.test_browser import run_in_node

SCOPE = Scope(
    {
        "person.id_number": ValueType("text"),
        "person.birth_date": ValueType("date"),
        "person.gender": ValueType("text", ("1", "2")),
    }
)
NUMBERS = [
    "340104199006079988",
    "340104198503159976",
    "32010219850315997X",
    "340104198502309979",  # 30 February
    "34010419850315997",  # 17 characters
    "34010419850315997x",
    "340104000003159976",  # year 0
    "",
    None,
]


@pytest.mark.requirement("AMB-08")
@pytest.mark.parametrize(
    ("number", "born", "gender"),
    [
        ("340104199006079988", "1990-06-07", "2"),
        ("340104198503159976", "1985-03-15", "1"),
        ("340104198502309979", None, "1"),
        ("军字第00001号", None, None),
        (None, None, None),
    ],
)
def test_identity_gives_birth_date_and_gender(
    number: str | None, born: str | None, gender: str | None
) -> None:
    values = {"person": {"id_number": number}}

    found = [
        compile_expression(f"{function}(person.id_number)", SCOPE).evaluate(values)
        for function in ("id_birth_date", "id_gender")
    ]

    assert found == [born, gender]


def test_identity_is_compared_with_dates_and_codes() -> None:
    rule = compile_expression(
        "id_birth_date(person.id_number) == person.birth_date"
        " and id_gender(person.id_number) == person.gender",
        SCOPE,
    )
    person = {"id_number": NUMBERS[0], "birth_date": "1990-06-07", "gender": "2"}

    assert rule.evaluate({"person": person}) is True
    assert rule.evaluate({"person": {**person, "gender": "1"}}) is False
    assert rule.evaluate({"person": {**person, "birth_date": "1990-06-08"}}) is False


def test_identity_is_read_alike_in_the_browser() -> None:
    expressions = [
        compile_expression(f"{function}(person.id_number)", SCOPE)
        for function in ("id_birth_date", "id_gender")
    ]
    documents = [{"person": {"id_number": number}} for number in NUMBERS]

    answers = run_in_node([to_browser(e) for e in expressions], documents)

    assert answers == [[e.evaluate(values) for values in documents] for e in expressions]
