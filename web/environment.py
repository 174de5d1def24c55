"""The environment of the templates: names that all share are one map."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment


class SharedEnvironment(Environment):
    """Flask's, without a map of its own for each template.

    Jinja lays an empty map over the environment's for every template, and compares and copies
    both, name by name, at every import of a page: a fifth of what a form costs.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names that a template sees; the environment's where it is given none of its own."""
        return super().make_globals(d) if d else self.globals
