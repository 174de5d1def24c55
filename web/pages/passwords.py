"""What pages say about passwords: the rule before typing, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterable

from engine.packs.province import PasswordRules
from web.services.passwords import LONGEST

SENTENCES = {
    "password-too-short": "密码至少 {rules.min} 个字符",
    "password-too-long": "密码不能超过 {longest} 个字符",
    "password-too-simple": "密码应包含大小写字母、数字、其他符号四类中的至少 {rules.classes} 类",
    "password-holds-login": "密码不能包含登录名",
    "password-used-before": "不能使用最近 {rules.history} 次用过的密码",
    "password-differs": "两次填写的密码不一致",
    "password-wrong": "原密码不正确",
    "password-locked": "原密码多次填写错误，请稍后再试",
    "code-wrong": "登录名与验证码不符，或者验证码已过期、已用过",
    "code-locked": "验证码多次填写错误，请 15 分钟后重新获取",
}


def rule_of(rules: PasswordRules) -> str:
    """The province's rule for passwords in one sentence."""
    said = f"至少 {rules.min} 个字符"
    if rules.classes > 1:
        said += f"，包含大写字母、小写字母、数字、其他符号四类中的至少 {rules.classes} 类"
    said += "，不能包含登录名"
    if rules.history:
        said += f"，不能与最近 {rules.history} 次用过的相同"
    return said + "。"


def sentences(codes: Iterable[str], rules: PasswordRules) -> list[str]:
    """What is wrong, by codes of services."""
    return [SENTENCES[code].format(rules=rules, longest=LONGEST) for code in codes]
