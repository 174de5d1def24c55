"""Issued certificates as a list to take along: what the national query platform asks for.

Which fields it takes is not published; these are those that its pages show (domain.md §6.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from web.models import Unit
from web.services.certificates.holding import STATES
from web.services.certificates.lists import search
from web.services.exporting import Column, Listing

FIELDS = (
    ("name", "姓名", "", 12),
    ("gender", "性别", "", 6),
    ("id_type", "证件类型", "", 14),
    ("id_number", "证件号码", "id", 22),
    ("series", "系列", "", 16),
    ("branch", "专业", "", 18),
    ("level", "级别", "", 10),
    ("title", "资格名称", "", 18),
    ("nature", "资格性质", "", 10),
    ("way", "取得方式", "", 12),
    ("obtained_on", "取得时间", "", 12),
    ("approval_number", "批准文号", "", 24),
    ("committee", "评审机构", "", 36),
    ("issuer", "批准机构", "", 30),
    ("issued_on", "发证日期", "", 12),
    ("unit", "取得资格时所在单位", "", 30),
)


def certificates_of(unit: Unit, query: Mapping[str, str], pieces: Any) -> Listing:
    """The certificates of an issuer or a committee that its page looked for; `pieces` reads a
    query some rows at a time."""
    found = search(
        unit,
        number=query.get("number", ""),
        name=query.get("name", ""),
        state=query.get("state", ""),
    )
    rows = (
        (
            one.number,
            STATES[one.state],
            one.year,
            *(one.values.get(field, "") for field, *_ in FIELDS),
        )
        for one in pieces(found)
    )
    return Listing(
        name="职称证书",
        columns=(
            Column(name="证书编号", width=24),
            Column(name="状态", width=10),
            Column(name="年度", width=8),
            *(
                Column(name=name, sensitive=hidden, width=width)
                for _, name, hidden, width in FIELDS
            ),
        ),
        rows=rows,
        total=found.count(),
    )
