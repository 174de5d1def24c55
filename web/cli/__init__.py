"""The site's commands of `zhiping`. Nothing of the site is loaded before one is run."""

from __future__ import annotations

from engine.cli.command import Command
from web.cli.account import ACCOUNT
from web.cli.demo import DEMO
from web.cli.events import EVENTS
from web.cli.migrate import MIGRATE
from web.cli.serve import SERVE
from web.cli.work import WORK

COMMANDS: tuple[Command, ...] = (SERVE, WORK, DEMO, ACCOUNT, MIGRATE, EVENTS)
