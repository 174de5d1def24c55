"""The form of a section, of one of its rows, or of a kind of archive record."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, ClassVar

from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm

from engine.fields import FIELD_TYPES
from engine.fields.answers import AnswerCheck
from engine.fields.inputs import AnswerInput, FormData
from engine.packs.model import Kind, Section
from engine.same import Same

Asked = Section | Kind
"""What has fields to answer."""


class AnswerForm(BaseForm):
    """A form over the fields of one section or kind; `build_form` makes a class for each.

    Ids of fields may be any word, `data` and `validate` too, since inputs are looked up by key
    and never become attributes. `prefix` tells rows on one page apart.
    """

    asked: ClassVar[Asked]
    unbound: ClassVar[Mapping[str, UnboundField[Any]]]
    check: ClassVar[AnswerCheck]

    def __init__(
        self,
        sent: FormData | None = None,
        stored: Mapping[str, object] | None = None,
        prefix: str = "",
    ) -> None:
        super().__init__(self.unbound if sent is None else self._named(sent, prefix), prefix=prefix)
        self.process(sent, data=dict(stored or {}))

    def _named(self, sent: FormData, prefix: str) -> dict[str, UnboundField[Any]]:
        """The inputs that something was sent for: an autosave names two of sixty."""
        named = {name.removeprefix(prefix).partition("-")[0] for name in sent}
        return {id: made for id, made in self.unbound.items() if id in named}

    @property
    def answered(self) -> dict[str, object]:
        """The stored values of what the form asked, None where an answer was cleared."""
        inputs = {name: one for name, one in self._fields.items() if isinstance(one, AnswerInput)}
        return {name: one.data for name, one in inputs.items() if one.asked}


def build_form(asked: Asked) -> type[AnswerForm]:
    """The form class of a section or kind, always the same one for the same object.

    Files, photos and signatures have no input: they are uploaded apart.
    """
    return _build(Same(asked))


@lru_cache(maxsize=4096)
def _build(key: Same[Asked]) -> type[AnswerForm]:
    fields = key.one.fields
    inputs = {field.id: FIELD_TYPES[field.type].build_input(field) for field in fields}
    members = {
        "asked": key.one,
        "unbound": {id: made for id, made in inputs.items() if made is not None},
        "check": AnswerCheck(fields),
        "__doc__": f"The form of {key.one.id}.",
    }
    return type("SectionForm", (AnswerForm,), members)
