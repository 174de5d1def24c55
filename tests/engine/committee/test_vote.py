"""Quorum and vote, by hand and for every committee that there can be."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine.committee.model import VoteRule
from engine.committee.vote import (
    Tally,
    check_tally,
    has_quorum,
    least_agreeing,
    least_present,
    outcome_of,
)

RULE = VoteRule()


def tally(members: int = 25, present: int = 20, agree: int = 14, **more: int) -> Tally:
    counts = {"against": present - more.get("recused", 0) - agree, "abstain": 0, **more}
    return Tally(members=members, present=present, agree=agree, **counts)


@pytest.mark.parametrize(
    ("members", "least"), [(3, 2), (9, 6), (11, 8), (13, 9), (25, 17), (27, 18), (1, 1)]
)
def test_quorum_is_two_thirds_rounded_up(members: int, least: int) -> None:
    assert least_present(members, RULE) == least
    assert has_quorum(members, least, RULE)
    assert not has_quorum(members, least - 1, RULE)


@pytest.mark.parametrize("members", range(1, 200))
def test_quorum_and_vote_never_lie_below_two_thirds(members: int) -> None:
    least = least_present(members, RULE)

    assert 3 * least >= 2 * members > 3 * (least - 1)
    for present in range(1, members + 1):
        enough = least_agreeing(present, RULE)
        assert 3 * enough >= 2 * present > 3 * (enough - 1)


def test_nobody_is_no_quorum() -> None:
    assert not has_quorum(0, 0, RULE)


@pytest.mark.parametrize(("agree", "outcome"), [(12, "passed"), (11, "refused"), (18, "passed")])
def test_two_thirds_of_those_present_pass(agree: int, outcome: str) -> None:
    assert outcome_of(tally(present=18, agree=agree), RULE) == outcome


def test_who_abstains_or_gives_no_vote_is_present() -> None:
    assert outcome_of(tally(present=18, agree=11, against=0, abstain=7), RULE) == "refused"
    silent = tally(present=18, agree=11, against=0, abstain=0, unvoted=7)
    assert outcome_of(silent, RULE) == "refused"


def test_who_is_recused_is_not_there_for_this_application() -> None:
    assert outcome_of(tally(present=18, agree=11), RULE) == "refused"
    assert outcome_of(tally(present=18, agree=11, recused=2), RULE) == "passed"
    assert tally(present=18, agree=11, recused=2).share == Fraction(11, 16)


def test_with_all_recused_nothing_passes() -> None:
    assert outcome_of(tally(present=2, agree=0, against=0, recused=2), RULE) == "refused"


def test_stricter_rule_is_taken_exactly() -> None:
    strict = VoteRule(passing=Fraction(3, 4))

    assert outcome_of(tally(present=17, agree=12), strict) == "refused"
    assert outcome_of(tally(present=17, agree=13), strict) == "passed"


def test_counts_that_fit_are_not_complained_about() -> None:
    assert check_tally(tally(), RULE) == ()


def test_counts_that_do_not_fit_say_what_and_how() -> None:
    assert check_tally(tally(against=5, abstain=0), RULE) == (
        "同意 14、反对 5、弃权 0 合计 19 票，应等于实到 20 人（20 票）。",
    )
    assert check_tally(tally(members=19), RULE) == ("实到 20 人多于应到 19 人，请核对。",)
    assert check_tally(tally(present=16, agree=16), RULE) == (
        "实到 16 人，不足应到人数的 2/3（至少 17 人）。",
    )
    assert check_tally(tally(agree=-1), RULE) == ("人数和票数不能是负数。",)
    assert "没有人可以投票" in check_tally(tally(agree=0, against=0, recused=20), RULE)[0]
