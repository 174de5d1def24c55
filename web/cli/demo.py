"""`zhiping demo`: make the demonstration data."""

from __future__ import annotations

import dataclasses
import secrets
from argparse import ArgumentParser, Namespace

from engine.cli.command import GOOD, Command, Surroundings
from web.cli.database import refusals_told


def add_arguments(parser: ArgumentParser) -> None:
    """The password of the accounts."""
    parser.add_argument(
        "--password", default="", help="所有演示账号的密码；不写则随机产生一个，建立时显示"
    )


def run(arguments: Namespace, surroundings: Surroundings) -> int:
    """Make the data if it is not there and say what there is."""
    from web.app import create_app
    from web.models import database
    from web.services.demo import Demo
    from web.services.passwords import hash_password
    from web.services.plans import is_open
    from web.settings import read_settings

    settings = dataclasses.replace(read_settings(), packs=surroundings.config)
    with refusals_told():
        site = create_app(settings).extensions["zhiping"]
    password = arguments.password or f"Demo-{secrets.token_urlsafe(9)}"
    with database.connection_context():
        made = Demo(
            packs=site.packs,
            store=site.files,
            now=site.clock.now(),
            password=hash_password(password),
        ).make()
    said = "已建立演示数据" if made else "演示数据已存在"
    text = f"{said}：人员和单位均为虚构，数据目录 {settings.data}"
    if made:
        text += f"\n演示账号（密码都是 {password}）：\n{_accounts()}"
    open_now = [plan.id for plan in site.packs.plans() if is_open(plan, site.clock.today())]
    if not open_now:
        text += "\n今天没有可申报的计划。可用环境变量 ZHIPING_TODAY=某日 把网站的日期停在申报期内。"
    surroundings.print(text, {"made": made, "data": str(settings.data)})
    return GOOD


def _accounts() -> str:
    """The accounts that were made, a line for each: province, role, login name, name."""
    from web.models import Account, database
    from web.services.accounts import ROLE_NAMES

    with database.connection_context():
        found = list(Account.select().order_by(Account.province, Account.role, Account.login))
    return "\n".join(
        f"  {one.province}  {ROLE_NAMES[one.role]}  {one.login}  {one.name}" for one in found
    )


DEMO = Command(
    name="demo",
    help="建立演示数据：各省虚构的申报人、单位、业绩库和申报",
    examples="  zhiping demo\n  zhiping demo --password Demo-2026-demo",
    add_arguments=add_arguments,
    run=run,
)
