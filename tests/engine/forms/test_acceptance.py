"""Which of the answers that were sent are taken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.forms.acceptance import Applies, accept
from engine.packs.model import Field
from tests.engine.fields.declared import declared

A, B, C = (
    replace(declared("{id: x, name: 题, type: text}"), id=id, name=id) for id in ("a", "b", "c")
)


def only_after(needed: dict[str, str]) -> Any:
    """A question applies once the one that it needs is answered."""

    def applying(values: dict[str, Any]) -> Applies:
        def applies(field: Field) -> bool:
            return field.id not in needed or needed[field.id] in values

        return applies

    return applying


def test_answer_that_another_makes_apply_is_taken_with_it() -> None:
    asked = {"c": "3", "b": "2", "a": "1"}

    values, applies = accept((A, B, C), asked, {}, only_after({"b": "a", "c": "b"}))

    assert values == asked
    assert all(map(applies, (A, B, C)))


def test_answer_to_what_does_not_apply_leaves_what_was_stored() -> None:
    values, applies = accept((A, B), {"b": "new"}, {"b": "old"}, only_after({"b": "a"}))

    assert values == {"b": "old"}
    assert not applies(B)


def test_cleared_and_foreign_answers() -> None:
    asked = {"a": None, "other": "x"}

    values, _ = accept((A,), asked, {"a": "1", "b": "2"}, only_after({}))

    assert values == {"b": "2"}
