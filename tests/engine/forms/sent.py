"""What a browser sent, for tests: the part of werkzeug's MultiDict that forms use."""

from __future__ import annotations

from typing import Any


class Sent(dict[str, list[Any]]):
    """Lists of values by name."""

    def getlist(self, name: str) -> list[Any]:
        return list(self.get(name, ()))
