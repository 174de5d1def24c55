from __future__ import annotations

import pytest
from markupsafe import Markup

from engine.forms import option_markup
from tests.engine.fields.declared import declared

LEVEL = declared(
    "{id: level, name: 级别, type: choice, choices: "
    "[{value: a, name: '<甲>'}, {value: b, name: 乙, group: 其他}, {value: 'b\"c', name: 丙}]}"
)


def test_options_are_escaped_and_grouped() -> None:
    assert option_markup(LEVEL) == Markup(
        '<option value="a">&lt;甲&gt;</option>'
        '<optgroup label="其他"><option value="b">乙</option></optgroup>'
        '<option value="b&#34;c">丙</option>'
    )


@pytest.mark.parametrize("value", ["a", "b", 'b"c'])
def test_only_the_chosen_option_is_selected(value: str) -> None:
    markup = option_markup(LEVEL, value)

    assert markup.count(" selected") == 1
    assert str(markup).replace(" selected", "") == str(option_markup(LEVEL))


def test_stored_value_that_cannot_be_chosen_is_kept_in_sight() -> None:
    markup = option_markup(LEVEL, "<旧>")

    assert markup.endswith(
        '<option value="&lt;旧&gt;" selected>&lt;旧&gt;（不在可选项中）</option>'
    )
