"""repeating-number, issuer-last, unused-number-part: certificates that could not be told apart, or
never be issued.

Two certificates must never have one number, so the pattern needs its `{serial}`, with digits
enough for a year; a request for a new certificate must end where certificates are issued.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.certificates.model import CertificateRules
from engine.certificates.number import SERIAL, YEAR
from engine.lint.subject import LintedPlan
from engine.packs.province import Province
from engine.problems import Problem, Severity

REPEATING, LAST, UNUSED = "repeating-number", "issuer-last", "unused-number-part"
FEWEST_DIGITS = 4


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """The certificate of each standard, which the plan may have changed."""
    for standard in subject.plan.standards:
        if standard.certificate is not None:
            yield from _check(standard.certificate)


def check_provinces(provinces: Iterable[Province]) -> Iterator[Problem]:
    """The certificate of each province, even before it has a plan."""
    for province in provinces:
        if province.certificate is not None:
            yield from _check(province.certificate)


def _check(rules: CertificateRules) -> Iterator[Problem]:
    pattern = rules.number
    if pattern.names.count(SERIAL) != 1 or YEAR not in pattern.names:
        yield _problem(
            rules,
            "number",
            REPEATING,
            f"证书编号“{pattern.text}”里年度和流水号要各有一个，否则编号会重复或看不出年度",
            "请写上 {year} 和 {serial:06}",
        )
    elif pattern.serial_width < FEWEST_DIGITS:
        yield _problem(
            rules,
            "number",
            REPEATING,
            f"证书编号“{pattern.text}”的流水号不足 {FEWEST_DIGITS} 位，一年可能不够用",
            "请写成 {serial:06}",
            "warning",
        )
    for name in rules.parts:
        if name not in pattern.names:
            yield _problem(
                rules,
                "parts",
                UNUSED,
                f"证书编号没有用到 parts 里的“{name}”",
                "请在 number 里写上它，或删去它",
                "warning",
            )
    if rules.reissue is not None and rules.reissue.nodes[-1:]:
        last = rules.reissue.nodes[-1]
        if last.by != "issuer":
            yield _problem(
                rules,
                "reissue",
                LAST,
                f"补换证的最后一个节点“{last.name}”不是发证机关，新证书没有人发",
                "最后一个节点请写 by: issuer",
            )


def _problem(
    rules: CertificateRules,
    key: str,
    code: str,
    message: str,
    hint: str,
    severity: Severity = "error",
) -> Problem:
    return Problem(
        position=rules.origin.at(key),
        code=code,
        path=f"certificate.{key}",
        message=message,
        hint=hint,
        severity=severity,
    )
