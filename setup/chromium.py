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

COMMANDS = (
    ["apt-get", "update", "-qq"],
    ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "poppler-utils"],
)


def main() -> int:
    if find_chromium():
        return 0
    if os.geteuid() != 0 or not which("apt-get"):
        print("  no Chromium: browser tests will be skipped (install the package `chromium`)")
        return 0
    print("  installing chromium and poppler-utils with apt-get", flush=True)
    for command in COMMANDS:
        result = subprocess.run(
            command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, capture_output=True
        )
        if result.returncode:
            reason = result.stderr.decode(errors="replace").strip()[-300:]
            print(f"  no Chromium: {' '.join(command[:2])} failed: {reason}", file=sys.stderr)
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
