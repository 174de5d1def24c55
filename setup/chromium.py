"""Bring a Chromium for the browser tests where that is possible: `python -m setup.chromium`.

Only root on Debian and its relatives can install one; everywhere else the tests that need it are
skipped with that reason (and fail where CI=true).
"""

from __future__ import annotations

import os
import subprocess
import sys
from shutil import which

from tests.browser_marker import find_chromium

PACKAGES = ("chromium-headless-shell", "chromium")
"""The quicker one first; older releases have the other alone."""

INSTALL = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "poppler-utils"]


def main() -> int:
    if find_chromium():
        return 0
    if os.geteuid() != 0 or not which("apt-get"):
        print("  no Chromium: browser tests will be skipped (install the package `chromium`)")
        return 0
    print("  installing a Chromium and poppler-utils with apt-get", flush=True)
    _apt(["apt-get", "update", "-qq"])
    for package in PACKAGES:
        reason = _apt([*INSTALL, package])
        if not reason:
            return 0
    print(f"  no Chromium: {reason}", file=sys.stderr)
    return 0


def _apt(command: list[str]) -> str:
    """Why it failed; "" when it did not."""
    done = subprocess.run(
        command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, capture_output=True
    )
    if not done.returncode:
        return ""
    return f"{' '.join(command)}: {done.stderr.decode(errors='replace').strip()[-300:]}"


if __name__ == "__main__":
    sys.exit(main())
