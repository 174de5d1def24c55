"""The command `zhiping`: the engine's commands and the site's, put together.

This is the only module that knows both; the engine alone never imports the site.
"""

from __future__ import annotations

import sys

import engine.cli
import web.cli
from engine.cli.main import run

COMMANDS = (*engine.cli.COMMANDS, *web.cli.COMMANDS)


def main() -> int:
    """Run one command of the command line and return its exit code."""
    return run(COMMANDS, sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
