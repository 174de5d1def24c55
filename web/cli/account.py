"""`zhiping account`: make an account of staff, an administrator, an operator of any kind of unit or
an expert, or set its password. The first administrators are made here, and their passwords are set
again nowhere else."""

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
    from web.models import Account, Unit
    from web.site import Site

ROLES = {
    "operator": "单位经办人",
    "expert": "评审专家",
    "staff": "业务管理员",
    "system": "系统管理员",
    "security": "安全管理员",
    "audit": "审计管理员",
}
"""What accounts can be for; the last three are duties of staff, and nobody has two of them."""


def add_arguments(parser: ArgumentParser) -> None:
    """Whose account it is."""
    parser.add_argument("province", help="省份编号（config/provinces 下的目录名）")
    parser.add_argument(
        "role", choices=list(ROLES), help="，".join(f"{id} {name}" for id, name in ROLES.items())
    )
    parser.add_argument("login", help="登录名：字母开头；已有的账号则重设密码")
    parser.add_argument("--name", default="", help="姓名")
    parser.add_argument(
        "--unit",
        default="",
        help="operator 所在单位（部门、评委会、发证机构）的统一社会信用代码或名称",
    )
    parser.add_argument("--email", default="", help="接收通知的邮箱")
    parser.add_argument(
        "--reset-second-factor",
        action="store_true",
        help="同时关闭已有账号的二次验证（手机和恢复码都丢失时）",
    )
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
    from web.services import second_factor
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
    _check_same(arguments, known)
    unit = _unit(arguments, province) if known is None else None
    password = _read_password(arguments, province, login)
    if known is not None:
        Passwords(province=province, now=now).set(known, password, action="password-reset")
        if arguments.reset_second_factor:
            second_factor.end(known, by=known, now=now)
        return False
    create_account(
        province,
        _role(arguments),
        login,
        name=arguments.name,
        password=password,
        now=now,
        unit=unit,
        duties=_duties(arguments),
        email=arguments.email,
    )
    return True


def _role(arguments: Namespace) -> str:
    return "staff" if _duties(arguments) else str(arguments.role)


def _duties(arguments: Namespace) -> list[str]:
    from web.services.staff_duties import DUTIES

    return [arguments.role] if arguments.role in DUTIES else []


def _check_same(arguments: Namespace, known: Account | None) -> None:
    """Let nobody become a second thing beside what they are (三权分立)."""
    from web.services.staff_duties import duty_of, post_of

    if known is None:
        return
    if known.role != _role(arguments):
        raise WrongUse(f"“{known.login}”是其他身份的账号，请换一个登录名")
    wanted = next(iter(_duties(arguments)), "")
    if known.role == "staff" and duty_of(known) != wanted:
        is_now = ROLES.get(duty_of(known) or "staff", post_of(known))
        raise WrongUse(
            f"“{known.login}”是{is_now}，一个账号只能有一种权限；请换一个登录名，"
            "或由安全管理员在“权限管理”中更改"
        )


def _unit(arguments: Namespace, province: Province) -> Unit | None:
    from web.models import Unit

    if arguments.role != "operator":
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
    help="建立管理人员、单位经办人或专家的账号，或重设密码",
    examples=(
        "  zhiping account 省份编号 staff wangli --name 王丽\n"
        "  zhiping account 省份编号 operator qingshan --name 孙明 --unit 12340300MB1XXX0293\n"
        "  zhiping account 省份编号 security zhaoan --name 赵安"
    ),
    add_arguments=add_arguments,
    run=run,
)
