"""The documents that a rule stands on, as people read them.

`source:` of a pack is written for its authors: it names files, lines and how sure one may be.
"""

from __future__ import annotations

import re

MADE_UP = "合理拟定"
"""How packs mark values that no document states."""
LINES = re.compile(r"\s*(?<![A-Za-z])L\d+(?:[-、,，]\s*L?\d+)*")
ASIDE = re.compile(r"（[^（）]*(?:有出处|通识|[A-Z]{2,3}-\d)[^（）]*）")
FOR_AUTHORS = re.compile(r"\.(?:yaml|md|txt|csv)\b|^[A-Z]{2,3}-\d+$|通识")


def said_grounds(source: str) -> str:
    """A source without what only authors understand; "" if nothing remains that is a document."""
    if MADE_UP in source:
        return ""
    parts = [LINES.sub("", ASIDE.sub("", part)).strip() for part in source.split("；")]
    return "；".join(dict.fromkeys(one for one in parts if one and not FOR_AUTHORS.search(one)))
