"""Form inputs: they take what was typed and store what it means, and judge nothing.

WTForms' own fields refuse what they cannot coerce; drafts must keep it. `asked` tells whether the
form held the question at all, so that what a page did not show stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from wtforms.fields.core import Field as FormField
from wtforms.fields.core import UnboundField

from engine.packs.model import Field

Read = Callable[[Sequence[str]], object]


class AnswerInput(FormField):
    """The input of one field; `read` makes the stored value of everything sent under its name."""

    def __init__(self, *, answer: Field, read: Read, **given: Any) -> None:
        super().__init__(label=answer.name, description=answer.hint, **given)
        self.answer = answer
        self.read = read
        self.asked = False

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Store what was sent; nothing sent is no answer to keep or to clear."""
        self.asked = bool(valuelist)
        if self.asked:
            self.data = self.read(valuelist)


def one_input(field: Field, parse: Callable[[str, Field], object]) -> UnboundField[Any]:
    """An input with one value. Of several values under its name the last counts: a page sends an
    empty one before a checkbox or a group of radio buttons, so that “nothing” arrives too."""

    def read(sent: Sequence[str]) -> object:
        return parse(sent[-1], field)

    return UnboundField(AnswerInput, answer=field, read=read)


def list_input(field: Field, parse: Callable[[Sequence[str], Field], object]) -> UnboundField[Any]:
    """An input whose values are all meant, e.g. checkboxes."""

    def read(sent: Sequence[str]) -> object:
        return parse(sent, field)

    return UnboundField(AnswerInput, answer=field, read=read)
