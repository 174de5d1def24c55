"""What is written about somebody's material: kept whole, or told to be too long; never cut."""

from __future__ import annotations

from web.services.errors import BadChoice

MOST = 2000
"""Characters of an opinion, unless its room says less."""


def read_opinion(text: str, most: int = MOST, name: str = "审核意见") -> str:
    """A text as it will be kept.

    :raises BadChoice: it has more than `most` characters
    """
    text = text.strip().replace("\r\n", "\n")  # a browser counts an end of line once
    if len(text) > most:
        raise BadChoice({"opinion": f"{name}不能超过 {most} 字，现在有 {len(text)} 字，请缩短。"})
    return text
