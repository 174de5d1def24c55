"""「是不是想写」: the nearest known word for a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

LISTED_AT_MOST = 12


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be, or None."""
    close = get_close_matches(word, [name for name in known if name != word], n=1, cutoff=0.6)
    return close[0] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint in Chinese: the nearest known word, or else what there is to choose from."""
    names = list(dict.fromkeys(known))
    close = nearest(word, names)
    if close is not None:
        return f"是不是想写 “{close}”？"
    if not names:
        return ""
    listed = "、".join(names[:LISTED_AT_MOST])
    return f"可以用：{listed}{' 等' if len(names) > LISTED_AT_MOST else ''}"
