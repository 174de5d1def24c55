"""The sentences of a report as one standard words them."""

from __future__ import annotations

from collections.abc import Mapping

from engine.messages import say
from engine.rules.numbers import write_number


class Wording:
    """The message catalogue with the `messages:` of a standard laid over it."""

    __slots__ = ("_own",)

    def __init__(self, own: Mapping[str, str]) -> None:
        self._own = own

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence `key` with its places filled; numbers are written as people write them."""
        return say(key, {name: text_of(value) for name, value in values.items()}, self._own)


def text_of(value: object) -> str:
    """A value as text: a number without needless digits, anything else as it is."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return write_number(value)
    return str(value)
