"""The markup of questions, rendered once and filled with each answer.

Sixty questions of nested macros cost more than everything else about a page. What depends on the
pack alone is kept: a question with a stand-in where its answer goes, or, where there are only a
few answers, the question with each of them. Questions with faults, of rows and of other types are
rendered anew.
"""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import Environment
from markupsafe import Markup, escape

from engine.fields.date_check import is_moment
from engine.forms.template_globals import typed_text
from engine.packs.model import Field
from engine.same import Same
from web.pages.parts import Question

TEXT, DAY, MONTH = "\ue000", "0001-02-03", "0001-02"
STAND_INS = {
    "text": TEXT, "long_text": TEXT, "integer": TEXT, "decimal": TEXT, "money": TEXT,
    "email": TEXT, "mobile": TEXT, "resident_id": TEXT, "uscc": TEXT, "date": DAY, "month": MONTH,
}  # fmt: skip
"""By field type, an answer that nobody gives, shown once where the real one goes."""

CHOSEN = frozenset({"boolean", "choice", "code"})
MOST = 20_000
"""Kept markups; beyond that all are forgotten, since plans come and go."""

Key = tuple[Same[Field], str, bool, bool, object]


class QuestionMarkup:
    """Renders questions by the macro of `templates/partials/question.html`."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._kept: dict[Key, str] = {}

    def __call__(self, question: Question) -> Markup:
        """The markup of a question with its answer."""
        field, value = question.field, question.value
        plain = question.name == field.id and not field.readonly
        if not plain or question.faults or question.warnings:
            return self._render(question, value)
        if field.type in STAND_INS and _is_usual(field.type, value):
            stand_in = STAND_INS[field.type]
            answer = str(escape(typed_text(value)))
            return Markup(self._whole(question, stand_in).replace(stand_in, answer))
        if field.type in CHOSEN:
            return self._chosen(question)
        return self._render(question, value)

    def all(self, questions: Iterable[Question]) -> Markup:
        """The markup of several, one after the other."""
        return Markup("".join(map(self, questions)))

    def _chosen(self, question: Question) -> Markup:
        """A question whose answer is one of those it lists."""
        value = question.value
        if value is None or value == "" or isinstance(value, bool):
            return Markup(self._whole(question, None if value == "" else value))
        unanswered = self._whole(question, None)
        option = f'<option value="{escape(value)}"'
        if isinstance(value, str) and unanswered.count(option) == 1:
            return Markup(unanswered.replace(option, f"{option} selected"))
        radio = f'name="{question.name}" value="{escape(value)}"'
        if isinstance(value, str) and radio in unanswered:
            return Markup(self._whole(question, value))
        return self._render(question, value)

    def _whole(self, question: Question, value: object) -> str:
        """The question with this answer, kept; `value` is one of a few, or a stand-in."""
        key = _key(question, value)
        markup = self._kept.get(key)
        if markup is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            markup = self._kept[key] = str(self._render(question, value))
        return markup

    def _render(self, question: Question, value: object) -> Markup:
        module = self._environment.get_template("partials/question.html").module
        markup: Markup = module.asked(question, value)  # type: ignore[attr-defined]  # a macro
        return markup


def _key(question: Question, value: object) -> Key:
    # bool is listed by itself: in a key, True would be the same as 1
    answer = (type(value), value)
    return (Same(question.field), question.anchor, question.required, question.shown, answer)


def _is_usual(type_: str, value: object) -> bool:
    """Whether an answer is shown as its type is usually shown."""
    if type_ in ("date", "month"):
        return not value or is_moment(value, type_ == "month")
    return value is None or isinstance(value, str | int | float)
