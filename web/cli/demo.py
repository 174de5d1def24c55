"""`zhiping demo`: make the demonstration data."""

from __future__ import annotations

import dataclasses
import os
import secrets
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.command import GOOD, Command, Surroundings
from web.cli.database import refusals_told

if TYPE_CHECKING:
    from web.services.packs import Packs

KEPT = "demo-password.txt"
"""Where the password of the demonstration accounts is kept, in the data folder."""


def add_arguments(parser: ArgumentParser) -> None:
    """The password of the accounts."""
    parser.add_argument(
        "--password", default="", help="所有演示账号的密码；不写则随机产生一个，每次运行时显示"
    )


def run(arguments: Namespace, surroundings: Surroundings) -> int:
    """Make the data if it is not there and say what there is."""
    from web.app import create_app
    from web.models import database
    from web.services.certificates.signing import make_own_key
    from web.services.demo import Demo
    from web.services.passwords import hash_password
    from web.services.plans import is_open
    from web.settings import read_settings

    settings = dataclasses.replace(read_settings(), packs=surroundings.config)
    with refusals_told():
        site = create_app(settings).extensions["zhiping"]
    password = arguments.password or f"Demo-{secrets.token_urlsafe(9)}"
    kept = settings.data / KEPT
    with database.connection_context():
        made = Demo(
            packs=site.packs,
            store=site.files,
            now=site.clock.now(),
            password=hash_password(password),
        ).make()
        if made:
            _keep(kept, password)
            make_own_key(settings, "演示发证机关（自制证书）", site.clock.now())
        accounts = _accounts(site.packs)
    said = "已建立演示数据" if made else "演示数据已存在"
    text = f"{said}：人员和单位均为虚构，数据目录 {settings.data}"
    if kept.is_file():
        text += f"\n演示账号（登录名 姓名），密码都是 {kept.read_text().strip()}\n{accounts}"
    open_now = [plan.id for plan in site.packs.plans() if is_open(plan, site.clock.today())]
    if not open_now:
        text += "\n今天没有可申报的计划。可用环境变量 ZHIPING_TODAY=某日 把网站的日期停在申报期内。"
    surroundings.print(text, {"made": made, "data": str(settings.data)})
    return GOOD


def _keep(path: Path, password: str) -> None:
    """Keep the password beside the data, for this user alone, so that later runs can tell it."""
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(password + "\n")


def _accounts(packs: Packs) -> str:
    """The accounts that were made, by province and role: login name and name."""
    from web.models import Account
    from web.services.accounts import ROLE_NAMES
    from web.services.demo import demo_logins

    found = Account.select().where(Account.login << demo_logins())
    by_place: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in found.order_by(Account.province, Account.role, Account.login):
        by_place[one.province, one.role].append(f"{one.login} {one.name}")
    return "\n".join(
        f"  {packs.province(province).name}　{ROLE_NAMES[role]}　{'，'.join(names)}"
        for (province, role), names in by_place.items()
    )


DEMO = Command(
    name="demo",
    help="建立演示数据：各省虚构的申报人、单位、业绩库和申报",
    examples="  zhiping demo\n  zhiping demo --password Demo-2026-demo",
    add_arguments=add_arguments,
    run=run,
)
