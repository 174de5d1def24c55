"""The main menu, by the role of whoever is signed in."""

from __future__ import annotations

from web.models import Account

Entry = tuple[str, str]
"""The endpoint of a page and its name."""

MENUS: dict[str, tuple[Entry, ...]] = {
    "applicant": (
        ("home.index", "首页"),
        ("archive.index", "个人业绩库"),
        ("applications.index", "职称申报"),
    ),
    "operator": (),
    "staff": (),
}
PART_OF = {"archive": "archive.index", "home": "home.index"}
"""Which menu entry the pages of a blueprint belong to."""
OTHERWISE = {"applicant": "applications.index"}


def menu_of(account: Account | None) -> tuple[Entry, ...]:
    """The entries of the main menu for this account."""
    return MENUS[account.role] if account is not None else ()


def place_of(account: Account | None, blueprint: str) -> str:
    """The endpoint of the menu entry that a page belongs to, "" when to none."""
    if account is None or not blueprint:
        return ""
    return PART_OF.get(blueprint, OTHERWISE.get(account.role, ""))
