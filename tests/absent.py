"""What to do with a test whose tool or font is not on the machine."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def absent(what: str) -> NoReturn:
    """Skip the test, saying what it lacks; fail where CI=true, where everything can be had."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)
