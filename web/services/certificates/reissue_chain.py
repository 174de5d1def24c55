"""The chain of requests for new certificates: its nodes, who is responsible at each, how it stands.

The nodes are declared in `certificate.reissue.nodes` (安徽手册 L916).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from engine.certificates.model import ReissueRules
from engine.packs.province import Province
from engine.workflow.model import ReviewNode
from web.models import Account, Reissue, ReissueStep, Unit
from web.services.errors import NoPath, NotWritable
from web.services.holders import named
from web.services.paths import upper_of

STATES = {
    "editing": "填写中",
    "submitted": "审核中",
    "returned": "已退回",
    "refused": "不通过",
    "passed": "已通过",
}
TONES = {
    "editing": "quiet",
    "submitted": "info",
    "returned": "warn",
    "refused": "bad",
    "passed": "good",
}
ACTIONS = {"hand_in": "提交", "pass": "通过", "return": "退回", "refuse": "不通过"}
BEGUN = "个人补换证发起"
"""The first line of the chain (安徽手册 L940)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowStep:
    """A line of 流程 (AH-103): the node, `who` acts or acted there, `words` 通过, 审核中 …"""

    name: str
    who: str
    words: str
    state: Literal["done", "here", "ahead", "ended"]
    at: datetime | None = None
    opinion: str = ""


def reissue_rules(province: Province) -> ReissueRules:
    """How certificates are replaced.

    :raises NotWritable: the province does not do it here
    """
    rules = province.certificate.reissue if province.certificate is not None else None
    if rules is None:
        raise NotWritable("本省没有开通网上补换证，请到发证机构办理。")
    return rules


def responsible(province: Province, reissue: Reissue, node: ReviewNode, before: Unit) -> Unit:
    """The unit that decides at a node; `before` is who had the request before it.

    :raises NoPath: nobody has opened a way upward
    :raises NoHolder: there is no such issuer or committee
    """
    if node.by == "unit":
        return before
    if node.by == "department":
        series = series_of(province, str(reissue.values.get("series", "")))
        level = str(reissue.values.get("level", ""))
        upper = upper_of(before, series, level)
        if upper is None:
            raise NoPath(unit=before.name, what=f"{reissue.values.get('series', '')}补换证")
        return upper
    if node.by == "issuer" and reissue.certificate is not None:
        issuer: Unit | None = reissue.certificate.issuer
        if issuer is not None and issuer.state == "active":
            return issuer
    return named(province.id, node, node.holder)


def series_of(province: Province, name: str) -> str:
    """The series that a certificate names: as the catalogue does, or shorter, as old certificates
    do (工程 for 工程技术人员); "" if that could be several."""
    plain = name.strip().removesuffix("系列")
    found = [one.id for one in province.series.values() if plain and one.name.startswith(plain)]
    return found[0] if len(found) == 1 else ""


def flow_of(rules: ReissueRules, reissue: Reissue) -> list[FlowStep]:
    """The chain of a request with what was done in its last round, the applicant first."""
    steps = list(
        ReissueStep.select()
        .where(ReissueStep.reissue == reissue, ReissueStep.round == reissue.round)
        .order_by(ReissueStep.id)
    )
    names = {a.id: a.name for a in Account.select().where(Account.id << [s.actor for s in steps])}
    begun = next((step for step in steps if step.action == "hand_in"), None)
    found = [
        FlowStep(
            name=BEGUN,
            who=names.get(begun.actor, "") if begun else "",
            words="通过" if begun else STATES[reissue.state],
            state="done" if begun else "here",
            at=begun.at if begun else None,
        )
    ]
    decided = {step.node: step for step in steps if step.action != "hand_in"}
    for node in rules.nodes:
        step = decided.get(node.id)
        if step is not None:
            found.append(_decided(node, step))
        elif reissue.state == "submitted" and reissue.node == node.id:
            who = reissue.holder.name if reissue.holder is not None else ""
            found.append(FlowStep(name=node.name, who=who, words="审核中", state="here"))
        else:
            found.append(FlowStep(name=node.name, who="", words="未到", state="ahead"))
    return found


def _decided(node: ReviewNode, step: ReissueStep) -> FlowStep:
    return FlowStep(
        name=node.name,
        who=step.unit.name if step.unit is not None else "",
        words=ACTIONS[step.action],
        state="done" if step.action == "pass" else "ended",
        at=step.at,
        opinion=step.opinion,
    )
