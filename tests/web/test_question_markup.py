"""What is filled into kept markup is what would have been rendered."""

from __future__ import annotations

from random import Random

import pytest
from flask import Flask

from engine.fields import FIELD_TYPES
from engine.packs.model import Field
from web.pages.parts import Question
from web.pages.question_markup import QuestionMarkup
from web.site import Site

ODD = (None, "", "无", "2022-13-45", '"><script>', 7, 3.5, True, False)


def question(field: Field, value: object, **state: object) -> Question:
    """A question of a section's form."""
    usual: dict[str, object] = {"required": False, "shown": True}
    return Question(
        field=field, anchor=f"s.{field.id}", name=field.id, value=value, **{**usual, **state}
    )


def fields_of(site: Site) -> dict[str, Field]:
    """Every form field of every plan, by plan and place."""
    return {
        f"{plan.id} {section.id}.{field.id}": field
        for plan in site.packs.plans()
        for standard in plan.standards
        for section in standard.sections
        for field in section.fields
        if section.type in ("form", "pledge")
    }


def test_kept_markup_is_what_the_macro_renders(app: Flask, site: Site) -> None:
    kept = QuestionMarkup(app.jinja_env)
    with app.test_request_context():
        asked = app.jinja_env.get_template("partials/question.html").module.asked  # type: ignore[attr-defined]
        for place, field in fields_of(site).items():
            sample = FIELD_TYPES[field.type].sample(field, Random(1))
            for value in (sample, *ODD):
                for state in ({}, {"required": True}, {"shown": False}):
                    one = question(field, value, **state)
                    first, again = kept(one), kept(one)
                    assert str(first) == str(again) == str(asked(one, value)), (place, value)


@pytest.mark.parametrize("value", ["a<b>&\"'", "\ue000", "0001-02-03"])
def test_answer_is_escaped_and_may_be_anything(app: Flask, site: Site, value: str) -> None:
    kept = QuestionMarkup(app.jinja_env)
    field = next(f for f in fields_of(site).values() if f.type == "text" and not f.readonly)
    with app.test_request_context():
        asked = app.jinja_env.get_template("partials/question.html").module.asked  # type: ignore[attr-defined]
        kept(question(field, "earlier"))

        one = question(field, value)

        assert str(kept(one)) == str(asked(one, value))


def test_several_questions_follow_each_other(app: Flask, site: Site) -> None:
    markup = QuestionMarkup(app.jinja_env)
    field = next(iter(fields_of(site).values()))
    asked = [question(field, "<甲>"), question(field, "乙")]

    assert markup.all(asked) == markup(asked[0]) + markup(asked[1])
