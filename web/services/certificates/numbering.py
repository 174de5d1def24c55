"""Numbers of certificates: the next serial of a rule key, in the transaction that uses it."""

from __future__ import annotations

from collections.abc import Mapping

from engine.certificates.model import CertificateRules
from engine.certificates.number import NumbersUsedUp
from web.models import Certificate, Serial
from web.models.database import hold
from web.services.errors import NotWritable


def next_number(rules: CertificateRules, province: str, year: int) -> str:
    """The next number of these rules in a year, inside the `write()` that makes the certificate:
    both are there or neither is, so that no serial is missing and none is given twice.

    :raises NotWritable: the pattern has no more numbers
    """
    parts: Mapping[str, str] = {**rules.parts, "year": str(year)}
    key = f"{province}:{rules.number.key(parts)}"
    hold(f"serial:{key}")  # two reading at once would both write the same number
    found = Serial.get_or_none(Serial.key == key)
    serial = found.value if found else 0
    try:
        while True:
            serial += 1
            number = rules.number.write(parts, serial)
            if not Certificate.select().where(Certificate.number == number).exists():
                break  # another may have been brought from elsewhere
    except NumbersUsedUp:
        raise NotWritable(
            f"证书编号“{rules.number.text}”的流水号已经用完，请在规则包里加大位数。"
        ) from None
    if found:
        Serial.update(value=serial).where(Serial.key == key).execute()
    else:
        Serial.create(key=key, value=serial)
    return number
