"""Addresses of pages, built once: a page of 400 picks has more than a thousand of them, and
building one anew takes as long as rendering the line that it stands in."""

from __future__ import annotations

from typing import Any

from flask import Flask, has_request_context, request

from web.environment import SharedEnvironment

MOST = 50_000
"""Kept addresses; beyond that all are forgotten."""
PLAIN = (str, int, type(None))
"""Types of values that are told apart by being equal; `True` would be taken for 1."""


class RememberingFlask(Flask):
    """An application that remembers the addresses it has built. They depend on nothing but where
    the site is mounted, the endpoint and the values."""

    jinja_environment = SharedEnvironment

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._addresses: dict[tuple[Any, ...], str] = {}

    def url_for(self, endpoint: str, /, **values: Any) -> str:  # type: ignore[override]
        """The address of an endpoint, as `Flask.url_for`."""
        own = values.keys() & {"_external", "_scheme", "_method"}
        usual = all(type(value) in PLAIN for value in values.values())
        if own or not usual or endpoint.startswith(".") or not has_request_context():
            return super().url_for(endpoint, **values)
        key = (request.root_path, endpoint, *values.items())
        address = self._addresses.get(key)
        if address is None:
            address = super().url_for(endpoint, **values)
            if len(self._addresses) >= MOST:
                self._addresses.clear()
            self._addresses[key] = address
        return address
