"""The organiser's and the integrator's commands. Nothing here is loaded before it is run."""

from __future__ import annotations

from engine.cli.cases import CASES
from engine.cli.check import CHECK
from engine.cli.command import Command
from engine.cli.fill import FILL
from engine.cli.lint import LINT
from engine.cli.new import NEW
from engine.cli.print import PRINT
from engine.cli.schemas import SCHEMAS
from engine.cli.show import SHOW

COMMANDS: tuple[Command, ...] = (LINT, CASES, SHOW, FILL, CHECK, PRINT, NEW, SCHEMAS)
