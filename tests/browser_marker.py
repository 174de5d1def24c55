"""The marker `browser`: tests that drive a real Chromium, and where to find one.

Without a Chromium they are skipped with that reason, so that `make test` passes on a machine where
none can be installed; where CI=true they fail instead, so that nobody takes a skip for a pass.
"""

from __future__ import annotations

import os
import shutil

import pytest

NAMES = (
    "chromium-headless-shell",  # a third less time than a whole browser without a window
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
LAUNCH_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
MISSING = f"no browser: none of {', '.join(NAMES)} is on the PATH (ZHIPING_CHROMIUM names another)"


def find_chromium() -> str | None:
    """Path of a Chromium that playwright can start, or None."""
    named = os.environ.get("ZHIPING_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the Chromium to start with `playwright.chromium.launch(executable_path=…)`."""
    path = find_chromium()
    if path is None:
        pytest.fail(MISSING)
    return path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if find_chromium() or os.environ.get("CI") == "true":
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=MISSING))
