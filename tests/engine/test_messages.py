from __future__ import annotations

import pytest

from engine.messages import MESSAGES, say


def test_sentences_are_filled() -> None:
    assert say("too-long", {"name": "学校", "expected": 5, "actual": 6}) == (
        "学校 不能超过 5 字，当前为 6 字"
    )


def test_a_pack_may_word_a_sentence_its_own_way() -> None:
    wordings = {"too-long": "{name}最多{expected}个字"}

    assert say("too-long", {"name": "学校", "expected": 5}, wordings) == "学校最多5个字"


@pytest.mark.parametrize(
    "wording", ["{name.__class__}", "{name!r}", "{0}", "{", "{other}", "{name:>999999999}"]
)
def test_wordings_reach_nothing_but_what_they_are_given(wording: str) -> None:
    assert say("too-long", {"name": "学校"}, {"too-long": wording}) == wording


def test_key_that_nobody_knows_is_shown_as_it_is() -> None:
    assert say("no-such-key", {}) == "no-such-key"


def test_catalogue_is_in_chinese() -> None:
    assert [key for key, text in MESSAGES.items() if text.isascii()] == []
