"""系统设置 as a system administrator may see them: what was set, and never a secret."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from web.settings import MEGABYTE, Settings

NAMES = {
    "data": "数据目录",
    "packs": "规则包目录",
    "database": "数据库",
    "today": "固定的日期",
    "secure_cookies": "只经 HTTPS 传送登录信息",
    "max_upload": "一次上传的文件合计",
    "max_form": "一次提交的文字",
    "print_workers": "打印进程",
    "secret": "会话密钥",
    "portals": "统一认证门户",
    "send_command": "发送消息的程序",
    "support": "技术支持",
    "site_url": "网站地址",
    "proxies": "前置代理层数",
    "signing_key": "证书签名密钥",
    "signing_password": "签名密钥的密码",
    "job_workers": "后台任务进程",
    "smtp_url": "发信服务器",
    "mail_from": "发信地址",
}
VARIABLES = {"packs": "ZHIPING_CONFIG"}
"""Variables that are not called as their setting is."""
CLOSED = frozenset({"smtp_url", "send_command"})
"""What may hold a password: only whether it is set is said."""
SIZES = frozenset({"max_upload", "max_form"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingPart:
    """One setting: what it is called here and in the environment, and how it is set."""

    name: str
    variable: str
    value: str


def build_settings(settings: Settings) -> tuple[SettingPart, ...]:
    """Every setting of the site in order; of those that are not for showing, whether they are."""
    return tuple(
        SettingPart(
            name=NAMES.get(one.name, one.name),
            variable=VARIABLES.get(one.name, f"ZHIPING_{one.name.upper()}"),
            value=_shown(
                one.name,
                getattr(settings, one.name),
                is_shown=one.repr and one.name not in CLOSED,
            ),
        )
        for one in fields(settings)
    )


def _shown(name: str, value: Any, *, is_shown: bool) -> str:
    if not value:
        return "未设置" if value != 0 or isinstance(value, bool) else "0"
    if not is_shown or name == "database":
        return str(value).partition(":")[0] if name == "database" else "已设置（不显示）"
    if isinstance(value, bool):
        return "是"
    if name in SIZES:
        return f"{value // MEGABYTE} MB"
    if name == "portals":
        return "、".join(value)
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
