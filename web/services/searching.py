"""What is looked for in a list: by values that are chosen, and by words that must all occur."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What somebody looks for; the fields are texts, whose defaults exclude what an untouched page
    leaves out."""

    @property
    def query(self) -> dict[str, Any]:
        """The values that differ from an untouched search, for addresses."""
        given = ((one.name, getattr(self, one.name), one.default) for one in fields(self))
        return {name: value for name, value, usual in given if value != usual}


def has_words(text: str, words: str) -> bool:
    """Whether every one of some words occurs in a text."""
    return all(word in text for word in words.split())
