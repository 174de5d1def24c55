"""`python -m engine.cli`: the engine's commands without the site."""

from __future__ import annotations

import sys

from engine.cli import COMMANDS
from engine.cli.main import run

sys.exit(run(COMMANDS, sys.argv[1:]))
