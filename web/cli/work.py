"""`zhiping work`: a worker for what takes longer than a request. `zhiping serve` starts some."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from argparse import ArgumentParser, Namespace

from engine.cli.command import GOOD, Command, Surroundings, say
from web.cli.database import opened_database


def add_arguments(parser: ArgumentParser) -> None:
    """Whether to end by itself."""
    parser.add_argument("--once", action="store_true", help="把排队的任务做完就结束")
    parser.add_argument(
        "--parent", type=int, default=0, help="这个进程结束时也结束（zhiping serve 使用）"
    )


def run(arguments: Namespace, surroundings: Surroundings) -> int:
    """Work until told to stop."""
    os.environ["ZHIPING_CONFIG"] = os.pathsep.join(map(str, surroundings.config))

    from web.jobs import KINDS, SWEEPS, Worker
    from web.models.schema import bring_up_to_date
    from web.settings import read_settings
    from web.site import build_site

    with opened_database() as opened:
        bring_up_to_date(opened)
        parts = build_site(read_settings())
        worker = Worker(parts, KINDS, SWEEPS)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stopping.set())
        if arguments.parent:
            threading.Thread(target=_follow, args=(arguments.parent, worker), daemon=True).start()
        try:
            if arguments.once:
                say(f"完成：{worker.run_all()}")
            else:
                worker.run()
        finally:
            parts.printer.close()
    return GOOD


def _follow(parent: int, worker: object) -> None:
    """End when the server is gone without having said so; what is in hand is repeated by others."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


WORK = Command(
    name="work",
    help="处理排队的任务（批量上报、导出、生成证书等），发送邮件",
    examples="  zhiping work\n  zhiping work --once",
    add_arguments=add_arguments,
    run=run,
)


def command_line(parent: int) -> list[str]:
    """The command that starts a worker as a child of the process `parent`."""
    return [sys.executable, "-m", "zhiping", "work", "--parent", str(parent)]
