"""Where in its chain an application is decided by a committee, and by which rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from engine.committee.model import ExpertRule, VoteRule
from engine.packs.model import Plan, Standard
from engine.workflow.model import ReviewNode
from web.models import Application, Batch, Person, Unit
from web.services.packs import Packs

OPEN_FOR_READING = frozenset({"open", "closed"})
"""States of a batch in which experts read: nobody has met about it yet."""


def standard_of(packs: Packs, application: Application) -> tuple[Plan, Standard | None]:
    """The plan and standard that an application is pinned to."""
    plan = packs.pinned(application.bundle_id)
    return plan, plan.standard(application.choice["standard"])


def committee_node(packs: Packs, application: Application) -> ReviewNode | None:
    """The node at which experts read and a meeting votes: the first that declares it, else the
    first of a committee."""
    standard = standard_of(packs, application)[1]
    if standard is None:
        return None
    nodes = [node for node in standard.workflow.nodes if node.by == "committee"]
    declared = [node for node in nodes if node.vote or node.scoring or node.experts]
    return next(iter((*declared, *nodes)), None)


def is_there(packs: Packs, application: Application) -> bool:
    """Whether an application waits at that node now."""
    node = committee_node(packs, application)
    return (
        application.state == "submitted"
        and application.deleted_at is None
        and node is not None
        and application.node == node.id
    )


def vote_rule(node: ReviewNode | None) -> VoteRule:
    """The rule of the vote; the national one where a node declares none."""
    return node.vote if node is not None and node.vote is not None else VoteRule()


def expert_rule(node: ReviewNode | None) -> ExpertRule:
    """The rule of reading; the usual one where a node declares none."""
    return node.experts if node is not None and node.experts is not None else ExpertRule()


def is_blind(node: ReviewNode | None) -> bool:
    """Whether experts do not learn whose application it is."""
    return node is not None and node.scoring is not None and node.scoring.blind


def applications_in(batch: Batch) -> list[Application]:
    """The applications of a batch with their people and units, by when they were handed in."""
    query: Any = (
        Application.select(Application, Person, Unit)
        .join_from(Application, Person)
        .join_from(Application, Unit, "LEFT OUTER JOIN")
        .where(Application.batch == batch, Application.deleted_at.is_null())
    )
    return list(query.order_by(Application.submitted_at, Application.id))


def waiting_in(packs: Packs, batch: Batch) -> list[Application]:
    """Those that wait for the committee's decision."""
    return [one for one in applications_in(batch) if is_there(packs, one)]


def code_of(application: Application) -> str:
    """What an application is called where nobody may learn whose it is: the same for everybody,
    and nothing that leads back to a person."""
    return f"材料{application.id[-6:].upper()}"


def called(packs: Packs, application: Application) -> str:
    """What experts call an application: by its person, or by a code where that is hidden."""
    if is_blind(committee_node(packs, application)):
        return code_of(application)
    return str(application.person.name)


def one_rule(packs: Packs, applications: Sequence[Application]) -> VoteRule:
    """The strictest of the rules of some applications: one meeting has one quorum and so many
    members at least."""
    rules = [vote_rule(committee_node(packs, one)) for one in applications] or [VoteRule()]
    strictest = max(rules, key=lambda rule: rule.quorum)
    return replace(strictest, members=max(rule.members for rule in rules))
