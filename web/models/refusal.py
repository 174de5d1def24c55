"""Why the site does not start: a database that it cannot or must not work with."""

from __future__ import annotations


class DatabaseRefused(Exception):
    """The database cannot be used; the message says, in Chinese, why and what to do."""
