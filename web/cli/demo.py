"""`zhiping demo`: make the demonstration data."""

from __future__ import annotations

import dataclasses
from argparse import ArgumentParser, Namespace

from engine.cli.command import GOOD, Command, Surroundings


def add_arguments(parser: ArgumentParser) -> None:
    """None besides the common ones."""


def run(arguments: Namespace, surroundings: Surroundings) -> int:
    """Make the data if it is not there and say what there is."""
    from web.app import create_app
    from web.models import database
    from web.services.demo import Demo
    from web.settings import read_settings

    settings = dataclasses.replace(read_settings(), packs=surroundings.config)
    site = create_app(settings).extensions["zhiping"]
    with database.connection_context():
        made = Demo(packs=site.packs, store=site.files, now=site.clock.now()).make()
    said = "已建立演示数据" if made else "演示数据已存在"
    text = f"{said}：申报人 李晓（虚构），启动网站后自动以此人登录。数据目录 {settings.data}"
    surroundings.print(text, {"made": made, "person": settings.person, "data": str(settings.data)})
    return GOOD


DEMO = Command(
    name="demo",
    help="建立演示数据：一名虚构的申报人、业绩库和几份申报",
    examples="  zhiping demo",
    add_arguments=add_arguments,
    run=run,
)
