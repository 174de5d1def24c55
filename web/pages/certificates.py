"""What pages about certificates show: values in words, what a stranger may see, the queue."""

from __future__ import annotations

from collections.abc import Mapping

from engine.certificates.wording import DATES, OTHERS, VALUES, chinese_date
from engine.fields.sensitive import mask
from engine.packs.province import Province
from web.models import Certificate
from web.services.certificates.holding import STATES

LABELS = {**VALUES, **OTHERS}
PERSON = ("name", "gender", "birth_date", "id_type", "id_number", "phone")
"""基本信息 (AH-98); everything else is 获得资格情况."""
PUBLIC = (
    "name",
    "id_number",
    "series",
    "branch",
    "title",
    "level",
    "obtained_on",
    "approval_number",
    "issued_on",
    "issuer",
    "committee",
)
"""What the public page shows of a valid certificate: what stands on it, the number masked."""
HIDDEN = {"id_number": "id", "phone": "mobile"}

Facts = list[tuple[str, str]]


def fact(province: Province, name: str, values: Mapping[str, str], *, hidden: bool = True) -> str:
    """One value in words; numbers that give somebody away are masked unless the page is theirs."""
    text = str(values.get(name, ""))
    if name in DATES:
        return chinese_date(text)
    if name == "level":
        return province.word(text) if text else ""
    return mask(text, HIDDEN[name]) if hidden and name in HIDDEN else text


def facts_of(
    province: Province, values: Mapping[str, str], names: tuple[str, ...], *, hidden: bool = True
) -> Facts:
    """Names and words of some values."""
    return [(LABELS[one], fact(province, one, values, hidden=hidden) or "—") for one in names]


def person_facts(province: Province, values: Mapping[str, str]) -> Facts:
    """基本信息 (安徽手册 L907)."""
    return facts_of(province, values, PERSON)


def title_facts(province: Province, values: Mapping[str, str]) -> Facts:
    """获得资格情况 (安徽手册 L907)."""
    return facts_of(province, values, tuple(name for name in VALUES if name not in PERSON))


def public_facts(province: Province, certificate: Certificate) -> Facts:
    """What a stranger with name or token may see; of a void certificate only which one it is."""
    names = PUBLIC if certificate.state == "valid" else ("name", "title", "issued_on", "issuer")
    found = facts_of(province, certificate.values, names)
    return [("证书编号", certificate.number), ("状态", STATES[certificate.state]), *found]
