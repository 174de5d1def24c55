"""From a form that was sent to stored values, and to what is wrong with them.

Saving a draft is never blocked: what cannot be read is stored as it was typed, with its fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.fields.field_type import Fault
from engine.forms.answer_form import AnswerForm
from engine.messages import say

NO_WORDINGS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAnswers:
    """What a form answered: stored values by field, and faults of those with any.

    Only fields that the form asked are in `values`; None means that the answer was cleared.
    """

    values: Mapping[str, object]
    faults: Mapping[str, tuple[Fault, ...]]

    def errors(self, wordings: Mapping[str, str] = NO_WORDINGS) -> dict[str, list[str]]:
        """The sentences of all faults by field; `wordings` are those of the standard."""
        return {
            id: [say(fault.code, fault.args, wordings) for fault in faults]
            for id, faults in self.faults.items()
        }


def read_form(
    form: AnswerForm, stored: Mapping[str, object] | None = None, today: str = ""
) -> FormAnswers:
    """The answers of a form that was sent, beside the `stored` ones that it did not ask.

    Read-only fields keep what they hold, whatever was sent. Required answers that are missing are
    no fault here: a draft may be saved without them, and the check tells.
    """
    values = read_values(form)
    faults = form.check.faults(merge(stored or {}, values), today)
    return FormAnswers(
        values=values, faults={id: found for id, found in faults.items() if id in values}
    )


def read_values(form: AnswerForm) -> dict[str, object]:
    """The answers of a form that was sent, unjudged; None means that the answer was cleared."""
    readonly = {field.id for field in form.asked.fields if field.readonly}
    return {id: value for id, value in form.answered.items() if id not in readonly}


def merge(stored: Mapping[str, object], values: Mapping[str, object]) -> dict[str, object]:
    """Stored answers with the new ones over them; cleared answers are dropped."""
    return {id: value for id, value in {**stored, **values}.items() if value is not None}
