"""`zhiping migrate`: the steps that a database has taken, and those that it lacks."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from engine.cli.command import FINDINGS, GOOD, Command, Surroundings
from web.cli.database import opened_database

if TYPE_CHECKING:
    from web.models.database import Opened


def add_arguments(parser: ArgumentParser) -> None:
    """What to do."""
    parser.add_argument(
        "action",
        nargs="?",
        default="status",
        choices=("status", "up", "check"),
        help="status 列出各步（默认）；up 升级；check 检查是否与本版本一致，不一致时返回 1",
    )


def run(arguments: Namespace, surroundings: Surroundings) -> int:
    """Do it."""
    actions = {"status": show_status, "up": go_up, "check": check}
    with opened_database() as opened:
        return actions[arguments.action](opened, surroundings)


def show_status(opened: Opened, surroundings: Surroundings) -> int:
    """List the steps with when each was taken."""
    from web.models.schema import steps

    found = [
        (step.name, f"{step.applied:%Y-%m-%d %H:%M}" if step.applied else "")
        for step in steps(opened)
    ]
    text = "\n".join(f"{name:32}{when or '未升级'}" for name, when in found)
    surroundings.print(text, [{"name": name, "applied": when or None} for name, when in found])
    return GOOD


def go_up(opened: Opened, surroundings: Surroundings) -> int:
    """Take the steps that are missing."""
    from web.models.schema import bring_up_to_date

    taken = bring_up_to_date(opened)
    text = "\n".join(f"已升级：{name}" for name in taken) or "数据库已是最新。"
    surroundings.print(text, {"taken": taken})
    return GOOD


def check(opened: Opened, surroundings: Surroundings) -> int:
    """Whether every step was taken and the tables are those of the models."""
    from web.models import TABLES
    from web.models.schema import drift, steps

    missing = [step.name for step in steps(opened) if step.applied is None]
    different = [] if missing else list(drift(opened, TABLES))
    lines = [f"未升级：{name}" for name in missing] + [
        f"与本版本不一致：{line}" for line in different
    ]
    text = "\n".join(lines) or "数据库与本版本一致。"
    surroundings.print(text, {"missing": missing, "different": different})
    return FINDINGS if lines else GOOD


MIGRATE = Command(
    name="migrate",
    help="查看、升级或检查数据库的表",
    examples="  zhiping migrate\n  zhiping migrate up\n  zhiping migrate check",
    add_arguments=add_arguments,
    run=run,
)
