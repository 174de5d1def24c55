"""The main menu, by the role of whoever is signed in."""

from __future__ import annotations

from web.context import site
from web.models import Account
from web.pages.words import Word
from web.services.duties import has_duty, may_read
from web.services.reporting import asks_for_paths, reports_at
from web.services.staff_duties import duty_of

Entry = tuple[str, str]
"""The endpoint of a page and its name."""
TERMS = {"archive.index": "archive", "reviews.index": "reviews"}
"""The terms of the province that name an entry: 业绩档案, 个人业绩库, 数据审核 …"""

MENUS: dict[str, tuple[Entry, ...]] = {
    "applicant": (
        ("home.index", "首页"),
        ("archive.index", "业绩档案"),
        ("applications.index", "职称申报"),
        ("certificates.index", "我的职称"),
        ("profile.index", "个人中心"),
    ),
    "operator": (
        ("unit_home.index", "首页"),
        ("unit_bindings.index", "人员绑定"),
        ("verification.queue", "业绩审核"),
        ("reviews.index", "申报审核"),
        ("reissues.index", "补换证审核"),
        ("unit_publicity.index", "单位内公示"),
        ("reports.index", "数据上报"),
        ("unit_paths.index", "上报路径"),
    ),
    "department": (
        ("unit_home.index", "首页"),
        ("unit_bindings.index", "人员绑定"),
        ("verification.queue", "业绩审核"),
        ("reviews.index", "申报审核"),
        ("unit_publicity.index", "单位内公示"),
        ("reissues.index", "补换证审核"),
        ("reports.index", "数据上报"),
        ("unit_paths.index", "上报路径"),
    ),
    "committee": (
        ("unit_home.index", "首页"),
        ("committee.index", "评委会工作台"),
        ("reviews.index", "申报审核"),
        ("issuing.issued", "已发证书"),
        ("issuing.seal", "电子印章"),
    ),
    "issuer": (
        ("unit_home.index", "首页"),
        ("issuing.index", "发证"),
        ("reissues.index", "补换证审核"),
        ("reviews.index", "申报审核"),
        ("issuing.seal", "电子印章"),
    ),
    "expert": (("expert_home.index", "首页"),),
    "staff": (
        ("staff_home.index", "首页"),
        ("staff_units.index", "单位审核"),
        ("staff_organisations.index", "部门和评委会"),
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
    **dict.fromkeys(("reviews", "review_tasks", "delegations"), "reviews.index"),
    "home": "home.index",
    **dict.fromkeys(("profile", "person_unit"), "profile.index"),
    **dict.fromkeys(("unit_home", "unit_registration", "lower_units"), "unit_home.index"),
    "unit_bindings": "unit_bindings.index",
    "unit_publicity": "unit_publicity.index",
    **dict.fromkeys(
        (
            "committee",
            "committee_batches",
            "committee_sittings",
            "committee_exemptions",
            "committee_publicity",
            "committee_experts",
            "committee_reading",
            "committee_meetings",
            "committee_results",
        ),
        "committee.index",
    ),
    **dict.fromkeys(("application_exams",), "applications.index"),
    "publicity": "",
    **dict.fromkeys(("expert_home", "expert_meetings"), "expert_home.index"),
    "certificates": "certificates.index",
    "my_reissues": "certificates.index",
    "issuing": "issuing.index",
    "reissues": "reissues.index",
    "verify": "",
    "staff_home": "staff_home.index",
    "staff_units": "staff_units.index",
    **dict.fromkeys(
        ("staff_organisations", "staff_paths", "staff_tasks"), "staff_organisations.index"
    ),
    "reports": "reports.index",
    "unit_paths": "unit_paths.index",
    "unit_operators": "unit_home.index",
    "approvals": "approvals.index",
    "looking_after": "looking_after.index",
    "staff_rights": "staff_rights.index",
    "staff_settings": "staff_settings.show",
    "audit": "audit.index",
    **dict.fromkeys(
        ("entrance", "registering", "forgotten", "own_account", "kept", "portals", "second_factor"),
        "",
    ),
    **dict.fromkeys(("jobs", "exports", "dossiers", "mail", "urging"), ""),
}
"""Which menu entry the pages of a blueprint belong to."""
OTHERWISE = {"applicant": "applications.index"}
DUTY_OF = {
    "unit_bindings.index": "manage",
    "unit_paths.index": "manage",
    "verification.queue": "review",
    "reports.index": "report",
    "committee.index": "review",
    "issuing.index": "review",
    "issuing.issued": "review",
    "reissues.index": "review",
    "unit_publicity.index": "review",
}
"""The duty of an operator that an entry is for; the others are for all of them."""
OF_FREELANCERS = frozenset({"unit_bindings.index", "verification.queue", "unit_publicity.index"})
"""What only those departments do that stand in for freelancers' units (安徽手册 L132)."""


def menu_key(account: Account) -> str:
    """Which menu an account has: that of its role, of the kind of its unit, or of its duty."""
    if account.role == "staff":
        return duty_of(account) or "staff"
    kind = account.unit.kind if account.role == "operator" and account.unit else "unit"
    return account.role if kind == "unit" else kind


def menu_of(account: Account | None, word: Word) -> tuple[Entry, ...]:
    """The entries of the main menu for this account, in the words of its province; none for one
    that waits for approval, since every one of them would refuse it."""
    if account is None or account.state != "active":
        return ()
    return tuple(
        (endpoint, _named(account, endpoint, name, word))
        for endpoint, name in MENUS[menu_key(account)]
        if _is_for(account, endpoint)
    )


def _named(account: Account, endpoint: str, name: str, word: Word) -> str:
    """An entry as the province calls it; ways upward are asked for only where units may
    (山东手册 L151)."""
    if endpoint == "unit_paths.index" and asks_for_paths(site().packs, account.province):
        return "路径申请"
    return word(TERMS[endpoint]) if endpoint in TERMS else name


def _is_for(account: Account, endpoint: str) -> bool:
    """Whether an account can do anything where an entry leads."""
    if account.role != "operator":
        return True
    unit = account.unit
    if unit is None or unit.state != "active":  # it sees how it stands, the rest would refuse it
        return endpoint == "unit_home.index"
    if endpoint in OF_FREELANCERS and unit.kind != "unit" and not unit.takes_freelancers:
        return False
    if endpoint == "reports.index" and not reports_at(site().packs, account.province):
        return False
    if endpoint == "reviews.index":
        return may_read(account)
    if endpoint == "issuing.seal":  # who reviews comes there from the certificates
        return has_duty(account, "manage") and not has_duty(account, "review")
    return endpoint not in DUTY_OF or has_duty(account, DUTY_OF[endpoint])


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
