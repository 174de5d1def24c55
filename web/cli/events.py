"""`zhiping events --verify`: whether the record of what was done is whole."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from engine.cli.command import FINDINGS, GOOD, Command, Surroundings
from web.cli.database import opened_database


def add_arguments(parser: ArgumentParser) -> None:
    """That it is to be verified, so that nobody waits for it by mistake."""
    parser.add_argument(
        "--verify", action="store_true", required=True, help="逐条核对全部操作记录的哈希链"
    )


def run(arguments: Namespace, surroundings: Surroundings) -> int:
    """Verify every chain of the database."""
    from web.models import Event
    from web.services.chain_check import known_ends
    from web.services.chain_ends import wrong_chains

    with opened_database() as opened, opened.connection_context():
        count = Event.select().count()
        broken = wrong_chains(known_ends())
    lines = [f"{subject}：从第 {number} 条起对不上" for subject, number in broken.items()]
    text = "\n".join(lines) or f"全部 {count} 条操作记录完整。"
    surroundings.print(text, {"events": count, "broken": broken})
    return FINDINGS if broken else GOOD


EVENTS = Command(
    name="events",
    help="核对操作记录是否被改动或删除过",
    examples="  zhiping events --verify",
    add_arguments=add_arguments,
    run=run,
)
