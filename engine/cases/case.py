"""A case pack, read: which plan, which applicant, what the check is expected to say.

    expect:
      passed: false                        # whether the report lets the application be handed in
      failed: [performance_check]          # every row of the 检测 table that does not pass
      findings: [{code: too-few-items, path: performance}]   # every error and warning
      rows: {performance_check: 业绩条件 要求至少录入2项记录, …}   # exact texts of some rows
      computed: {post_years: 5}            # computed values by id

What `expect` does not mention is not compared, and a case never inherits what another expects.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.checks import Finding
from engine.dossier import Dossier, Facts, dossier_from, facts_from
from engine.packs.node import Node
from engine.packs.suggest import did_you_mean
from engine.problems import PackError, Problem

EXPECT_KEYS = frozenset({"passed", "failed", "findings", "rows", "computed"})
FINDING_KEYS = frozenset({"code", "path", "rule", "severity"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedFinding:
    """A finding that must be there; what is "" may be anything."""

    code: str = ""
    path: str = ""
    rule: str = ""
    severity: str = ""

    def matches(self, finding: Finding) -> bool:
        """Whether the finding is one of these."""
        return (
            self.code in ("", finding.code)
            and self.path in ("", finding.path)
            and self.rule in ("", finding.rule)
            and self.severity in ("", finding.severity)
        )

    def __str__(self) -> str:
        parts = (self.severity, self.code, self.path, self.rule and f"（{self.rule}）")
        return " ".join([part for part in parts if part])


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case; of what is expected, None means that it is not compared."""

    id: str
    name: str
    plan: str
    dossier: Dossier
    facts: Facts
    passed: bool | None
    failed: tuple[str, ...] | None
    findings: tuple[ExpectedFinding, ...] | None
    rows: Mapping[str, str]
    computed: Mapping[str, object]
    origin: Node


def read_case(id: str, node: Node, own: Node) -> Case:
    """The case in a pack: `node` with its `extends` merged in, `own` as the file has it.

    :raises PackError: no plan, an unknown key below `expect`, a dossier of the wrong shape
    """
    problems: list[Problem] = []
    expect = own.get("expect") or Node({}, own.position, own.key_position)
    _check_keys(expect, EXPECT_KEYS, "expect", problems)
    plan, name = _text(node, "plan"), _text(node, "name")
    if not plan:
        problems.append(_problem(node, "missing-key", "案例没有写明评审计划 plan", "plan"))
    findings = expect.get("findings")
    passed = expect.get("passed")
    failed = expect.get("failed")
    rows = expect.get("rows")
    case = Case(
        id=id,
        name=name or id,
        plan=plan,
        dossier=dossier_from(_plain(node.get("dossier")), node.position.file),
        facts=facts_from(_plain(node.get("facts"))),
        passed=passed.value if passed and isinstance(passed.value, bool) else None,
        failed=tuple([str(one.value) for one in failed.items()]) if failed else None,
        findings=_findings(findings, problems) if findings else None,
        rows={key: str(text) for key, text in (_plain(rows) or {}).items()},
        computed=_plain(expect.get("computed")),
        origin=own,
    )
    if problems:
        raise PackError(problems)
    return case


def _findings(node: Node, problems: list[Problem]) -> tuple[ExpectedFinding, ...]:
    expected = []
    for index, one in enumerate(node.items()):
        _check_keys(one, FINDING_KEYS, f"expect.findings[{index}]", problems)
        if not any(_text(one, key) for key in ("code", "rule", "path")):
            problems.append(_problem(one, "missing-key", "应写明 code、rule 或 path", "findings"))
        expected.append(ExpectedFinding(**{key: _text(one, key) for key in FINDING_KEYS}))
    return tuple(expected)


def _check_keys(node: Node, known: frozenset[str], path: str, problems: list[Problem]) -> None:
    if not isinstance(node.value, dict):
        problems.append(_problem(node, "wrong-type", "应为“键: 值”的形式", path))
        return
    for key, child in node.value.items():
        if key not in known:
            hint = did_you_mean(key, known)
            problems.append(
                Problem(
                    position=child.key_position,
                    code="unknown-key",
                    path=path,
                    message=f"没有 “{key}” 这个键",
                    hint=hint,
                )
            )


def _problem(node: Node, code: str, message: str, path: str) -> Problem:
    return Problem(position=node.position, code=code, message=message, path=path)


def _text(node: Node, key: str) -> str:
    child = node.get(key)
    return child.value if child is not None and isinstance(child.value, str) else ""


def _plain(node: Node | None) -> dict[str, object]:
    found = None if node is None else node.plain()
    return found if isinstance(found, dict) else {}
