"""Windows, computed values, eligibility, rules and the rows of the report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from engine.packs.compile.conditions import (
    read_condition,
    read_expression,
    read_template,
    read_threshold,
)
from engine.packs.compile.counts import CountNames, compile_count
from engine.packs.compile.reader import Reader
from engine.packs.model import (
    Computed,
    Eligibility,
    EligibilityRow,
    FindingSeverity,
    Measure,
    ReportRow,
    Rule,
    Window,
)
from engine.rules.dates import read_date
from engine.rules.expression import Expression, Scope, compile_expression
from engine.rules.windows import last_years

SEVERITIES = ("error", "warning", "note", "manual")


def compile_window(reader: Reader, scope: Scope) -> Window | None:
    """A span of days from `from`, or of `years` years, to `to` (the plan's cutoff)."""
    end = _end(reader, scope)
    start = _start(reader, scope, end) if end else None
    if start is None or end is None:
        return None
    return Window(
        id=reader.id,
        name=reader.text("name") or reader.id,
        source=reader.text("source"),
        origin=reader.node,
        start=start,
        end=end,
    )


def compile_computed(reader: Reader, scope: Scope) -> Computed | None:
    """A computed value; None if its expression does not compile."""
    if not reader.has("value"):
        reader.problem("missing-key", "缺少 value（表达式）", hint="请补上 value。")
    value = read_expression(reader, "value", scope)
    if value is None:
        return None
    return Computed(
        id=reader.id,
        name=reader.needed("name", "名称"),
        source=reader.text("source"),
        origin=reader.node,
        value=value,
        unit=reader.text("unit"),
    )


def compile_eligibility(
    reader: Reader, scope: Scope, places: tuple[str, ...]
) -> Eligibility | None:
    """A table of education by years."""
    for key in ("by", "measures", "rows"):
        if not reader.has(key):
            reader.problem("missing-key", f"缺少 {key}", hint=f"请补上 {key}。")
    by = read_expression(reader, "by", scope, "text", expected="文字")
    measures = [
        measure
        for below in reader.members("measures", "measure")
        if (measure := _measure(below, scope)) is not None
    ]
    known = [below.id for below in reader.members("measures", "measure")]
    choices = by.value_type.choices if by else None
    rows = tuple(
        _eligibility_row(row, scope, known, choices)
        for row in reader.members("rows", "eligibility_row")
    )
    if by is None:
        return None
    return Eligibility(
        id=reader.id,
        name=reader.needed("name", "名称"),
        source=reader.text("source"),
        origin=reader.node,
        by=by,
        measures=tuple(measures),
        rows=rows,
        when=read_condition(reader, "when", scope),
        section=reader.known("section", places, "模块或类别"),
        severity=_severity(reader),
    )


def compile_rule(reader: Reader, names: CountNames, places: tuple[str, ...]) -> Rule:
    """A rule, with the rules it lets choose from."""
    severity = _severity(reader)
    _check_forms(reader, severity)
    count = reader.child("count", "count")
    scope = names.scope
    return Rule(
        id=reader.id,
        name=reader.needed("name", "名称"),
        source=reader.text("source"),
        origin=reader.node,
        severity=severity,
        when=read_condition(reader, "when", scope),
        section=reader.known("section", places, "模块或类别"),
        at=reader.text("at"),
        message=read_template(reader, "message", scope),
        done=read_template(reader, "done", scope),
        must=read_condition(reader, "must", scope),
        count=compile_count(count, names) if count else None,
        choose=tuple(
            compile_rule(below, names, places) for below in reader.members("choose", "rule")
        ),
        min=read_threshold(reader, "min", scope),
        max=read_threshold(reader, "max", scope),
    )


def compile_report_row(
    reader: Reader, sections: Iterable[str], categories: Iterable[str]
) -> ReportRow:
    """A row of the 检测 table."""
    return ReportRow(
        id=reader.id,
        name=reader.needed("name", "名称"),
        source=reader.text("source"),
        origin=reader.node,
        sections=reader.all_known("sections", sections, "模块"),
        categories=reader.all_known("categories", categories, "类别"),
    )


def _end(reader: Reader, scope: Scope) -> Expression | None:
    if not reader.has("to"):
        return compile_expression("plan.cutoff", scope)
    return _day(reader, "to", scope)


def _start(reader: Reader, scope: Scope, end: Expression) -> Expression | None:
    if reader.has("from") == reader.has("years"):
        code = "conflicting-keys" if reader.has("from") else "missing-key"
        reader.problem(
            code, "from 和 years 须写一个，也只能写一个", hint="如 from: 字段，或 years: 5。"
        )
        return None
    if reader.has("from"):
        return _day(reader, "from", scope)
    return last_years(reader.whole("years"), end)


def _day(reader: Reader, key: str, scope: Scope) -> Expression | None:
    """A day as it is written in YAML, or an expression that gives one."""
    text = reader.text(key)
    if read_date(text) is not None:
        return compile_expression(f"date('{text}')", scope)
    return read_expression(reader, key, scope, "date", expected="日期")


def _measure(reader: Reader, scope: Scope) -> Measure | None:
    value = read_expression(reader, "value", scope, "number", expected="数字")
    if value is None:
        return None
    return Measure(
        id=reader.id,
        name=reader.needed("name", "名称"),
        source=reader.text("source"),
        origin=reader.node,
        value=value,
    )


def _eligibility_row(
    reader: Reader, scope: Scope, measures: list[str], choices: tuple[str, ...] | None
) -> EligibilityRow:
    if choices is not None:
        reader.all_known("any_of", choices, "可选的值")
    need: dict[str, float] = {}
    for name, node in reader.entries("need").items():
        if name in measures and isinstance(node.value, int | float):
            need[name] = node.value
        elif name not in measures:
            reader.unknown_key("need", name, node, measures, "年限")
    return EligibilityRow(
        any_of=reader.texts("any_of"),
        need=need,
        when=read_condition(reader, "when", scope),
        note=reader.text("note"),
    )


def _severity(reader: Reader) -> FindingSeverity:
    word = reader.text("severity", "error")
    if word not in SEVERITIES:
        reader.known("severity", SEVERITIES, "轻重")
        return "error"
    return cast(FindingSeverity, word)


def _check_forms(reader: Reader, severity: str) -> None:
    """A rule is one of count, must and choose; min and max belong to count and choose."""
    forms = [key for key in ("count", "must", "choose") if reader.has(key)]
    limits = [key for key in ("min", "max") if reader.has(key)]
    if len(forms) > 1:
        message = f"{'、'.join(forms)} 只能写一个"
        reader.problem("conflicting-keys", message, key=forms[1], hint="请拆成几条规则。")
    elif not forms and severity != "manual":
        reader.problem(
            "missing-key",
            "缺少 count、must 或 choose",
            hint="三者写其一；只请评审人查看的规则写 severity: manual。",
        )
    elif limits and forms not in (["count"], ["choose"]):
        reader.problem("misplaced-key", f"{limits[0]} 只用于 count 和 choose", key=limits[0])
    elif not limits and forms in (["count"], ["choose"]):
        reader.problem("missing-key", "缺少 min 或 max", hint="写明至少几项，或至多几项。")
