"""The main menu, by the role of whoever is signed in."""

from __future__ import annotations

from web.models import Account
from web.pages.words import Word
from web.services.staff_duties import duty_of

Entry = tuple[str, str]
"""The endpoint of a page and its name."""
TERMS = {"archive.index": "archive"}
"""The terms of the province that name an entry: 业绩档案, 个人业绩库 …"""

MENUS: dict[str, tuple[Entry, ...]] = {
    "applicant": (
        ("home.index", "首页"),
        ("archive.index", "业绩档案"),
        ("applications.index", "职称申报"),
        ("profile.index", "个人中心"),
    ),
    "operator": (
        ("unit_home.index", "首页"),
        ("unit_bindings.index", "人员绑定"),
        ("verification.queue", "业绩审核"),
        ("reviews.index", "申报审核"),
    ),
    "department": (
        ("unit_home.index", "首页"),
        ("reviews.index", "申报审核"),
    ),
    "committee": (
        ("unit_home.index", "首页"),
        ("reviews.index", "申报审核"),
    ),
    "issuer": (
        ("unit_home.index", "首页"),
        ("reviews.index", "申报审核"),
    ),
    "expert": (),
    "staff": (
        ("staff_home.index", "首页"),
        ("staff_units.index", "单位审核"),
        ("approvals.index", "注册审核"),
        ("looking_after.index", "账号管理"),
    ),
    "system": (
        ("staff_home.index", "首页"),
        ("looking_after.index", "账号管理"),
        ("staff_settings.show", "系统设置"),
    ),
    "security": (
        ("staff_home.index", "首页"),
        ("staff_rights.index", "权限管理"),
        ("staff_rights.accounts", "锁定和登录"),
    ),
    "audit": (
        ("staff_home.index", "首页"),
        ("audit.index", "操作日志"),
        ("audit.chains", "完整性校验"),
    ),
}
PART_OF = {
    **dict.fromkeys(("archive", "recording", "importing"), "archive.index"),
    "verification": "verification.queue",
    "reviews": "reviews.index",
    "home": "home.index",
    **dict.fromkeys(("profile", "person_unit"), "profile.index"),
    **dict.fromkeys(("unit_home", "unit_registration"), "unit_home.index"),
    "unit_bindings": "unit_bindings.index",
    "staff_home": "staff_home.index",
    "staff_units": "staff_units.index",
    "approvals": "approvals.index",
    "looking_after": "looking_after.index",
    "staff_rights": "staff_rights.index",
    "staff_settings": "staff_settings.show",
    "audit": "audit.index",
    **dict.fromkeys(("entrance", "registering", "forgotten", "own_account", "kept", "portals"), ""),
    **dict.fromkeys(("jobs", "exports", "dossiers", "mail", "urging"), ""),
}
"""Which menu entry the pages of a blueprint belong to."""
OTHERWISE = {"applicant": "applications.index"}


def menu_key(account: Account) -> str:
    """Which menu an account has: that of its role, of the kind of its unit, or of its duty."""
    if account.role == "staff":
        return duty_of(account) or "staff"
    kind = account.unit.kind if account.role == "operator" and account.unit else "unit"
    return account.role if kind == "unit" else kind


def menu_of(account: Account | None, word: Word) -> tuple[Entry, ...]:
    """The entries of the main menu for this account, in the words of its province; none for one
    that waits for approval, since every one of them would refuse it."""
    entries = MENUS[menu_key(account)] if account is not None and account.state == "active" else ()
    return tuple(
        (endpoint, word(TERMS[endpoint]) if endpoint in TERMS else name)
        for endpoint, name in entries
    )


def start_of(account: Account) -> str:
    """The endpoint of the first page after signing in."""
    if account.state != "active":
        return "registering.standing"
    entries = MENUS[menu_key(account)]
    return entries[0][0] if entries else "own_account.devices"


def place_of(account: Account | None, blueprint: str) -> str:
    """The endpoint of the menu entry that a page belongs to, "" when to none."""
    if account is None or not blueprint:
        return ""
    return PART_OF.get(blueprint, OTHERWISE.get(account.role, ""))
