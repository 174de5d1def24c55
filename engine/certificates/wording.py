"""What is known of a certificate, by name: the words of the form of 安徽手册 L952-956, L1069-1079.

Texts of packs name these; the site keeps them as the `values` of a certificate.
"""

from __future__ import annotations

from collections.abc import Mapping

VALUES: Mapping[str, str] = {
    "name": "姓名",
    "gender": "性别",
    "birth_date": "出生日期",
    "id_type": "证件类型",
    "id_number": "证件号码",
    "phone": "联系方式",
    "number": "证书编号",
    "series": "系列名称",
    "branch": "专业名称",
    "level": "职称级别",
    "title": "资格名称",
    "obtained_on": "取得资格时间",
    "approval_number": "批准文号",
    "nature": "资格性质",
    "issued_on": "发证日期",
    "issuer": "发证机构",
    "committee": "评委会名称",
    "unit": "取得资格时所在单位",
}
"""The questions about a certificate in their order (AH-104); 申请补(换)发事由 is a request's."""

OTHERS: Mapping[str, str] = {"way": "取得方式", "year": "年度", "plan": "评审计划"}
"""What else a certificate may print, that no form asks for."""

CHANGEABLE = ("unit", "nature", "series", "branch", "title")
"""What a request for a corrected certificate may change (AH-107), in the order of its form."""

DATES = frozenset({"birth_date", "obtained_on", "issued_on"})
"""Values that are ISO days."""

PLEDGE = "本人承诺所提供信息及资料均真实有效, 如有不实, 愿承担相应后果"
"""Said before a request is handed in, where a province has no words of its own (AH-108)."""

HINT = (
    "若原证书中信息项有误, 请在下列选项中选择对应项并输入正确内容提交变更。"
    "如仅需补发证书, 则此项无需选择。"
)
"""What stands above the changeable values (安徽手册 L1029)."""


def chinese_date(text: str) -> str:
    """An ISO day as 2022年5月6日; anything else as it is."""
    parts = text.split("-")
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        year, month, day = (int(part) for part in parts)
        return f"{year}年{month}月{day}日"
    return text
