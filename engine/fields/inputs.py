"""Form inputs: they take what was typed and store what it means, and judge nothing.

WTForms' own fields refuse what they cannot coerce; drafts must keep it. `asked` tells whether the
form held the question at all, so that what a page did not show stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from wtforms.fields.core import Field as FormField
from wtforms.fields.core import UnboundField

from engine.packs.model import Field

Read = Callable[[Sequence[str]], object]


class FormData(Protocol):
    """What a form was sent: werkzeug's MultiDict, or anything that works alike."""

    def __contains__(self, name: object, /) -> bool:
        """Whether anything was sent under that name."""

    def __iter__(self) -> Iterator[str]:
        """The names under which something was sent."""

    def __len__(self) -> int:
        """How many names there are."""

    def getlist(self, name: str, /) -> list[Any]:
        """Everything that was sent under that name, in order."""


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


class PartsInput(AnswerInput):
    """An input of several parts, sent as `<name>-<part>`; `read` gets one text for each part."""

    def __init__(self, *, parts: Sequence[str], **given: Any) -> None:
        super().__init__(**given)
        self.parts = parts

    def process(self, formdata: Any, *given: Any, **more: Any) -> None:
        """Read the parts, if any of them was sent."""
        super().process(None, *given, **more)
        names = [f"{self.name}-{part}" for part in self.parts]
        self.asked = formdata is not None and any(name in formdata for name in names)
        if self.asked:
            sent = [[*formdata.getlist(name), ""][0] for name in names]
            self.raw_data = sent
            self.data = self.read([text if isinstance(text, str) else "" for text in sent])


class RowsInput(AnswerInput):
    """An input of rows, sent as `<name>-<index>-<field>`; an empty `<name>` says there are none."""

    def __init__(self, *, read_rows: Callable[[FormData, str], object], **given: Any) -> None:
        super().__init__(read=lambda sent: None, **given)
        self.read_rows = read_rows

    def process(self, formdata: Any, *given: Any, **more: Any) -> None:
        """Read the rows, if the form held any or said that there are none."""
        super().process(None, *given, **more)
        start = f"{self.name}-"
        self.asked = formdata is not None and (
            self.name in formdata or any(key.startswith(start) for key in formdata)
        )
        if self.asked:
            self.data = self.read_rows(formdata, self.name)


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


def parts_input(
    field: Field, parts: Sequence[str], parse: Callable[[Sequence[str], Field], object]
) -> UnboundField[Any]:
    """An input of several parts, e.g. the two ends of a range."""

    def read(sent: Sequence[str]) -> object:
        return parse(sent, field)

    return UnboundField(PartsInput, answer=field, parts=parts, read=read)


def rows_input(field: Field, read: Callable[[FormData, str, Field], object]) -> UnboundField[Any]:
    """An input of rows; `read` gets the form's data and the name before `-<index>-`."""

    def read_rows(sent: FormData, name: str) -> object:
        return read(sent, name, field)

    return UnboundField(RowsInput, answer=field, read_rows=read_rows)
