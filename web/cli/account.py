"""`zhiping account`: make an account of staff or of a unit's operator, or set its password."""

from __future__ import annotations

import dataclasses
import getpass
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from engine.cli.command import GOOD, Command, Surroundings, WrongUse
from web.cli.database import refusals_told

if TYPE_CHECKING:
    from engine.packs.province import Province
    from web.models import Unit
    from web.site import Site

ROLES = {"operator": "单位经办人", "staff": "管理人员"}


def add_arguments(parser: ArgumentParser) -> None:
    """Whose account it is."""
    parser.add_argument("province", help="省份编号（config/provinces 下的目录名）")
    parser.add_argument("role", choices=sorted(ROLES), help="staff 管理人员，operator 单位经办人")
    parser.add_argument("login", help="登录名：字母开头；已有的账号则重设密码")
    parser.add_argument("--name", default="", help="姓名")
    parser.add_argument("--unit", default="", help="operator 所在单位的统一社会信用代码或名称")
    parser.add_argument(
        "--password-stdin", action="store_true", help="从标准输入读密码，不写则提示输入两次"
    )


def run(arguments: Namespace, surroundings: Surroundings) -> int:
    """Make the account, or set the password of one that exists."""
    from web.app import create_app
    from web.models import database
    from web.settings import read_settings

    settings = dataclasses.replace(read_settings(), packs=surroundings.config)
    with refusals_told():
        site: Site = create_app(settings).extensions["zhiping"]
    with database.connection_context():
        made = _make(arguments, site)
    text = "已建立账号" if made else "已重设密码，原有的登录全部退出"
    said = f"{text}：{ROLES[arguments.role]} {arguments.login.lower()}（{arguments.province}）"
    surroundings.print(said, {"made": made, "login": arguments.login.lower()})
    return GOOD


def _make(arguments: Namespace, site: Site) -> bool:
    from web.models import Account
    from web.services.accounts import create_account
    from web.services.changing_passwords import Passwords
    from web.services.errors import NotFound
    from web.services.registration import LOGIN, WORDS

    login = arguments.login.lower()
    try:
        province = site.packs.province(arguments.province)
    except NotFound:
        there = "、".join(one.id for one in site.packs.provinces())
        raise WrongUse(f"没有省份“{arguments.province}”，可用的有：{there}") from None
    if not LOGIN.fullmatch(login):
        raise WrongUse(WORDS["login-shape"])
    now = site.clock.now()
    known = Account.get_or_none((Account.province == province.id) & (Account.login == login))
    if known is not None and known.role != arguments.role:
        raise WrongUse(f"“{login}”是其他身份的账号，请换一个登录名")
    unit = _unit(arguments, province) if known is None else None
    password = _read_password(arguments, province, login)
    if known is not None:
        Passwords(province=province, now=now).set(known, password, action="password-reset")
        return False
    create_account(
        province,
        arguments.role,
        login,
        name=arguments.name,
        password=password,
        now=now,
        unit=unit,
    )
    return True


def _unit(arguments: Namespace, province: Province) -> Unit | None:
    from web.models import Unit

    if arguments.role == "staff":
        return None
    named = (Unit.credit_code == arguments.unit) | (Unit.name == arguments.unit)
    found: Unit | None = Unit.get_or_none((Unit.province == province.id) & named)
    if found is None:
        raise WrongUse("operator 要用 --unit 写明已有单位的统一社会信用代码或全称")
    return found


def _read_password(arguments: Namespace, province: Province, login: str) -> str:
    from web.pages.passwords import rule_of, sentences
    from web.services.passwords import password_faults

    rules = province.account.password
    if arguments.password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        print(f"密码：{rule_of(rules)}", file=sys.stderr)
        password = getpass.getpass("请输入密码：")
        if password != getpass.getpass("再输入一次："):
            raise WrongUse("两次输入的密码不一致")
    wrong = password_faults(rules, password, login=login)
    if wrong:
        raise WrongUse("；".join(sentences(wrong, rules)))
    return password


ACCOUNT = Command(
    name="account",
    help="建立管理人员或单位经办人的账号，或重设密码",
    examples=(
        "  zhiping account 省份编号 staff wangli --name 王丽\n"
        "  zhiping account 省份编号 operator qingshan --name 孙明 --unit 12340300MB1XXX0293"
    ),
    add_arguments=add_arguments,
    run=run,
)
