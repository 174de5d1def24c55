"""looser-than-standard: a plan that asks for less than its standard.

A local committee may ask for more than the standard, never for less (人社部令第40号). Named is what
can be decided: lower least numbers, higher limits, dropped requirements, removed parts.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.subject import LintedPlan
from engine.packs.node import Node
from engine.problems import Problem

CODE = "looser-than-standard"
PARTS = ("sections", "categories", "eligibility", "rules", "windows")
NESTED = ("items", "fields", "slots", "choose", "measures")
SEVERITIES = {"note": 0, "manual": 1, "warning": 2, "error": 3}


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """Hold what the plan patches against what its standards said before the patch."""
    own = subject.resolved.plan
    for standard in subject.resolved.standard_bases.values():
        source = standard.get("source")
        regulation = str(source.value) if source is not None else ""
        for part in PARTS:
            yield from _patches(own.get(part), standard.get(part), part, regulation)


def _patches(patch: Node | None, base: Node | None, path: str, rule: str) -> Iterator[Problem]:
    before = {_id(node): node for node in base.items()} if base is not None else {}
    for node in patch.items() if patch is not None else ():
        original = before.get(_id(node))
        if original is not None:
            here = f"{path}.{_id(node)}"
            cited = original.get("source")
            yield from _loosened(node, original, here, str(cited.value) if cited else rule)


def _loosened(node: Node, base: Node, path: str, rule: str) -> Iterator[Problem]:
    for key, message in _findings(node, base):
        yield Problem(
            position=node.at(key),
            code=CODE,
            path=f"{path}.{key}",
            message=message,
            hint=f"计划只能收紧、不能放宽评审标准{f'（依据：{rule}）' if rule else ''}",
        )
    for part in NESTED:
        yield from _patches(node.get(part), base.get(part), f"{path}.{part}", rule)


def _findings(node: Node, base: Node) -> Iterator[tuple[str, str]]:
    if _value(node, "remove") is True:
        name = _value(base, "name") or _id(base)
        yield "remove", f"删去了评审标准中的“{name}”"
        return
    least, least_before = _number(node, "min"), _number(base, "min")
    if least is not None and least_before is not None and least < least_before:
        yield "min", f"最少数由 {least_before:g} 降为 {least:g}"
    most, most_before = _number(node, "max"), _number(base, "max")
    if most is not None and most_before is not None and most > most_before:
        yield "max", f"上限由 {most_before:g} 提高为 {most:g}"
    is_asked = node.get("required") is None or _value(node, "required") is True
    if _value(base, "required") is True and not is_asked:
        yield "required", "由必填（必传）改为选填（选传）"
    severity, before = _value(node, "severity"), _value(base, "severity") or "error"
    if isinstance(severity, str) and SEVERITIES.get(severity, 3) < SEVERITIES.get(str(before), 3):
        yield "severity", f"严重程度由 {before} 降为 {severity}"


def _number(node: Node, key: str) -> float | None:
    value = _value(node, key)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return None


def _id(node: Node) -> str:
    return str(_value(node, "id") or "")


def _value(node: Node, key: str) -> object:
    child = node.get(key)
    return child.value if child is not None else None
