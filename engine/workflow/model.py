"""A workflow as a province declares it: states, nodes, actions, and the province's words for them.

The five states are fixed, their names are not: Jilin's `submitted` reads 已申报 (吉林手册 L207).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from engine.committee.model import ExpertRule, ScoringRule, VoteRule
from engine.packs.declared import Declared
from engine.workflow.publicity import Publicity

State = Literal["editing", "submitted", "returned", "terminated", "passed"]
Action = Literal["hand_in", "pass", "report", "return", "back", "refuse", "terminate"]
"""`hand_in` is the applicant's. pass: goes on to the next node. report: goes on, too, where what
has passed is sent up by itself (山东手册 L133). return: to the applicant, to be corrected. back: to
whoever had it before, to be looked at again as it is (逐级退回).
refuse: does not meet the standard. terminate: the review is broken off."""
Actor = Literal["unit", "department", "committee", "issuer"]
Role = Literal["applicant", "unit", "department", "committee", "issuer"]
RecordStatus = Literal["pending", "unreviewed", "passed", "failed", "returned"]
"""States of a record of the archive (云南手册 L21)."""
Returning = Literal["parts", "whole"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewNode(Declared):
    """A step of the chain: who acts, and what they may do.

    `status` is said of an application that waits here, instead of the name of `submitted`.
    `holder` names the committee or issuer that acts here. `days` are the working days that it has,
    0 without a deadline; it is reminded `remind_before` of them before the last.
    """

    by: Actor
    actions: tuple[Action, ...]
    status: str = ""
    publicity: Publicity | None = None
    vote: VoteRule | None = None
    scoring: ScoringRule | None = None
    experts: ExpertRule | None = None
    holder: str = ""
    days: int = 0
    remind_before: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow:
    """The chain of a standard. A plan's standards may differ in it.

    `returning` says what a return opens: the marked `parts` (吉林手册 L215), or the `whole`
    application. `destination` is the node that applications are handed in to. `correct_within` are
    the days after a return in which it may be corrected though the plan's window has ended, 0 for
    none; `returns` is how often it may come back at most, 0 without a limit; `withdraw` lets
    applicants take back what nobody has looked at.
    """

    statuses: Mapping[State, str]
    actions: Mapping[Action, str]
    nodes: tuple[ReviewNode, ...]
    returning: Returning
    destination: str
    correct_within: int = 0
    returns: int = 0
    withdraw: bool = False

    def node(self, id: str) -> ReviewNode | None:
        """The node with that id."""
        return next((node for node in self.nodes if node.id == id), None)

    def status(self, state: State, node: str = "") -> str:
        """What people read for a state: of a submitted application, that of its node first."""
        at = self.node(node) if state == "submitted" else None
        return at.status if at and at.status else self.statuses[state]
