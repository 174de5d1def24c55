"""Quorum and vote of a meeting, by exact fractions (人力资源社会保障部令第40号).

Two thirds of the members must be present; two thirds of those present must agree. Who abstains is
present, and so is who is present and gives no vote; who is absent can neither vote nor be stood in
for. Who is recused from an application is not there while it is voted on: neither present for it
nor asked, so that a recusal can never count like a vote against.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Literal

from engine.committee.model import VoteRule

Outcome = Literal["passed", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was counted about one application: members (应到), of them present (实到), of these
    recused; ballots that agree, are against or abstain, and how many gave none."""

    members: int
    present: int
    agree: int
    against: int
    abstain: int
    recused: int = 0
    unvoted: int = 0

    @property
    def voters(self) -> int:
        """Those present who are not recused: whom the share is taken of."""
        return self.present - self.recused

    @property
    def share(self) -> Fraction:
        """The share of the voters who agree; 0 where there are none."""
        return Fraction(self.agree, self.voters) if self.voters > 0 else Fraction(0)


def least_present(members: int, rule: VoteRule) -> int:
    """How many members must be present at least: 17 of 25 for two thirds."""
    return ceil(members * rule.quorum)


def has_quorum(members: int, present: int, rule: VoteRule) -> bool:
    """Whether a meeting may be opened."""
    return members > 0 and present >= least_present(members, rule)


def least_agreeing(voters: int, rule: VoteRule) -> int:
    """How many must agree at least, of so many voters."""
    return ceil(voters * rule.passing)


def outcome_of(tally: Tally, rule: VoteRule) -> Outcome:
    """passed where enough agree, refused otherwise."""
    agreed = tally.voters > 0 and tally.agree >= least_agreeing(tally.voters, rule)
    return "passed" if agreed else "refused"


def check_tally(tally: Tally, rule: VoteRule) -> tuple[str, ...]:
    """What does not fit together in counts that somebody typed, as sentences; none if they do."""
    counts = (tally.members, tally.present, tally.recused, tally.agree, tally.against,
              tally.abstain, tally.unvoted)  # fmt: skip
    if any(count < 0 for count in counts):
        return ("人数和票数不能是负数。",)
    found = []
    if tally.present > tally.members:
        found.append(f"实到 {tally.present} 人多于应到 {tally.members} 人，请核对。")
    elif not has_quorum(tally.members, tally.present, rule):
        least = least_present(tally.members, rule)
        found.append(f"实到 {tally.present} 人，不足应到人数的 {rule.quorum}（至少 {least} 人）。")
    if tally.voters < 1:
        found.append("除回避的以外没有人可以投票。")
    votes = tally.agree + tally.against + tally.abstain + tally.unvoted
    if votes != tally.voters:
        away = f"减去回避 {tally.recused} 人" if tally.recused else ""
        found.append(
            f"同意 {tally.agree}、反对 {tally.against}、弃权 {tally.abstain} 合计 {votes} 票，"
            f"应等于实到 {tally.present} 人{away}（{tally.voters} 票）。"
        )
    return tuple(found)
