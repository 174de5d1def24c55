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
    from web.services.plans import is_open
    from web.settings import read_settings

    settings = dataclasses.replace(read_settings(), packs=surroundings.config)
    site = create_app(settings).extensions["zhiping"]
    with database.connection_context():
        made = Demo(packs=site.packs, store=site.files, now=site.clock.now()).make()
    said = "已建立演示数据" if made else "演示数据已存在"
    text = f"{said}：人员和单位均为虚构，数据目录 {settings.data}"
    open_now = [plan.id for plan in site.packs.plans() if is_open(plan, site.clock.today())]
    if not open_now:
        text += "\n今天没有可申报的计划。可用环境变量 ZHIPING_TODAY=某日 把网站的日期停在申报期内。"
    surroundings.print(text, {"made": made, "data": str(settings.data)})
    return GOOD


DEMO = Command(
    name="demo",
    help="建立演示数据：各省虚构的申报人、单位、业绩库和申报",
    examples="  zhiping demo",
    add_arguments=add_arguments,
    run=run,
)
