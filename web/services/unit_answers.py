"""What a unit says of itself when it registers, and everything that is wrong with it, at once.

Name and code must be unique and fit each other (山东手册 L112).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from engine.packs.province import Province
from web.models import Unit
from web.services.unit_search import clean_code, is_code_of_right_shape, plain_name

LONGEST = {"name": 60, "contact": 40, "phone": 20}
LONGEST_CODE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAnswers:
    """What a unit says of itself; without a code, `without_code` is ticked."""

    name: str = ""
    credit_code: str = ""
    without_code: bool = False
    nature: str = ""
    economic_type: str = ""
    region: str = ""
    contact: str = ""
    phone: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of `Unit` that hold it."""
        return {
            "name": self.name,
            "credit_code": None if self.without_code else self.credit_code,
            "nature": self.nature,
            "economic_type": self.economic_type,
            "region": self.region,
            "contact": self.contact,
            "phone": self.phone,
        }


def answers_of(unit: Unit) -> UnitAnswers:
    """What a registered unit said of itself."""
    return UnitAnswers(
        name=unit.name,
        credit_code=unit.credit_code or "",
        without_code=unit.credit_code is None,
        nature=unit.nature,
        economic_type=unit.economic_type,
        region=unit.region,
        contact=unit.contact,
        phone=unit.phone,
    )


def draft_of(unit: Unit) -> UnitAnswers:
    """What an application says so far: what was kept last, else what was handed in."""
    known = {field.name for field in fields(UnitAnswers)}
    kept = {key: value for key, value in unit.draft.items() if key in known}
    return UnitAnswers(**kept) if kept else answers_of(unit)


def as_draft(asked: UnitAnswers) -> dict[str, Any]:
    """What is kept of an application that is not handed in yet."""
    return asdict(asked)


def draft_problems(asked: UnitAnswers) -> dict[str, str]:
    """What keeps an application from being kept: the rest may wait until it is handed in."""
    found = _too_long(asked)
    if not asked.name:
        found["name"] = "请填写单位全称"
    if len(asked.credit_code) > LONGEST_CODE:
        found["credit_code"] = f"不能超过 {LONGEST_CODE} 位"
    return found


def read_unit(sent: Mapping[str, str], region: str) -> UnitAnswers:
    """A form that was sent, tidied."""
    texts = {key: sent.get(key, "").strip() for key in (*LONGEST, "nature", "economic_type")}
    return UnitAnswers(
        **texts,
        credit_code=clean_code(sent.get("credit_code", "")),
        without_code=bool(sent.get("without_code")),
        region=region,
    )


def unit_problems(province: Province, asked: UnitAnswers, own: str = "") -> dict[str, str]:
    """Everything wrong with a registration by field; `own` is the unit that is corrected."""
    found = _too_long(asked)
    for key, message in {
        "name": "请填写单位全称",
        "nature": "请选择单位性质",
        "region": "请按单位实际情况选择所在地区",
        "contact": "请填写联系人",
        "phone": "请填写联系电话",
    }.items():
        if not getattr(asked, key):
            found[key] = message
    for key, table in (("nature", "unit-nature"), ("economic_type", "economic-type")):
        codes = province.codes.get(table)
        value = getattr(asked, key)
        if value and codes is not None and value not in codes.entries:
            found[key] = "请从列表中选择"
    found |= _code_problems(asked)
    return found | _taken(province, asked, own, found)


def _too_long(asked: UnitAnswers) -> dict[str, str]:
    return {
        key: f"不能超过 {most} 字"
        for key, most in LONGEST.items()
        if len(getattr(asked, key)) > most
    }


def _code_problems(asked: UnitAnswers) -> dict[str, str]:
    if asked.without_code:
        return {}
    if not asked.credit_code:
        return {"credit_code": "请填写统一社会信用代码；没有代码的，请勾选“没有统一社会信用代码”"}
    if not is_code_of_right_shape(asked.credit_code):
        return {"credit_code": "统一社会信用代码应为 18 位且校验位相符，请逐位核对"}
    return {}


def _taken(
    province: Province, asked: UnitAnswers, own: str, found: Mapping[str, str]
) -> dict[str, str]:
    """Name and code must lead to the same unit, which must not be registered yet."""
    if "name" in found or "credit_code" in found:
        return {}
    others = Unit.select().where(
        Unit.province == province.id, Unit.id != own, Unit.state != "draft"
    )
    if not asked.without_code:
        same: Unit | None = others.where(Unit.credit_code == asked.credit_code).first()
        if same is not None and plain_name(same.name) == plain_name(asked.name):
            return {"credit_code": "该单位已注册，请由本单位经办人登录，或联系单位增加经办人账号"}
        if same is not None:
            return {"credit_code": "该代码已由另一名称的单位注册，名称与代码不匹配，请核对"}
    for other in others.where(Unit.name.contains(asked.name[:1])):
        if plain_name(other.name) == plain_name(asked.name):
            return {"name": "该名称的单位已用另一代码注册，名称与代码不匹配，请核对"}
    return {}
