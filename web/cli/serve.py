"""`zhiping serve`: the site, by granian, in several processes of many threads.

Many threads, because an upload over a slow line holds one for as long as it takes.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from engine.cli.command import GOOD, Command, Surroundings, say
from web.cli.database import opened_database

THREADS = 64
LAST_SECONDS = 20
"""How long workers may go on with what they are doing when the server is told to stop."""


def add_arguments(parser: ArgumentParser) -> None:
    """Where to listen, and with how many processes."""
    parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认 127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    parser.add_argument("--workers", type=int, default=2, help="进程数，默认 2")
    parser.add_argument("--threads", type=int, default=THREADS, help="每个进程的线程数，默认 64")


def run(arguments: Namespace, surroundings: Surroundings) -> int:
    """Serve until interrupted."""
    import multiprocessing

    from granian.constants import Interfaces
    from granian.server import Server

    from web.cli.supervising import supervised
    from web.models.schema import bring_up_to_date
    from web.settings import read_settings

    # Once, before there are workers: what is refused is told here, not by each of them.
    with opened_database() as opened:
        bring_up_to_date(opened)
    # Workers are other processes: what they must know goes by the environment.
    os.environ["ZHIPING_CONFIG"] = os.pathsep.join(map(str, surroundings.config))
    say(f"职评：http://{arguments.host}:{arguments.port}/ （Ctrl-C 结束）")
    say("管理人员账号：zhiping account 省份 staff 登录名；演示数据和演示账号：zhiping demo")
    # A fork would inherit what the thread beside it has open, and starting a worker (`supervised`)
    # waits until nobody has: that worker would never be started again.
    multiprocessing.set_start_method("spawn", force=True)
    server = Server(
        "web.app:create_app",
        factory=True,
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.WSGI,
        websockets=False,
        workers=arguments.workers,
        blocking_threads=arguments.threads,
        workers_kill_timeout=LAST_SECONDS,  # one told to stop before it has started never would
        log_access=False,
    )
    with supervised(read_settings().job_workers):
        server.serve()
    return GOOD


SERVE = Command(
    name="serve",
    help="启动网站和任务进程",
    examples="  zhiping serve\n  zhiping serve --host 0.0.0.0 --port 8080",
    add_arguments=add_arguments,
    run=run,
)
