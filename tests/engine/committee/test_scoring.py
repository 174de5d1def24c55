"""Scores: weighted, averaged with and without extremes, ranked."""

from __future__ import annotations

from fractions import Fraction

from engine.committee.model import Criterion, ScoringRule
from engine.committee.scoring import (
    Scored,
    missing_points,
    put_together,
    ranking,
    score_of,
    two_places,
)

CRITERIA = (
    Criterion(id="skill", name="能力", max=50, weight=2),
    Criterion(id="result", name="业绩", max=100),
)
RULE = ScoringRule(criteria=CRITERIA)
DROPPING = ScoringRule(criteria=CRITERIA, drop_extremes=True)


def points(skill: int, result: int) -> dict[str, int]:
    return {"skill": skill, "result": result}


def test_score_is_weighted_and_out_of_a_hundred() -> None:
    assert score_of(RULE, points(50, 100)) == 100
    assert score_of(RULE, points(25, 100)) == 75
    assert score_of(RULE, {"skill": 50}) == 50


def test_missing_and_impossible_points_are_said_by_criterion() -> None:
    assert missing_points(RULE, points(50, 0)) == {}
    assert missing_points(RULE, {"skill": 51}) == {
        "skill": "“能力”应是 0 至 50 分。",
        "result": "请给“业绩”打分。",
    }


def test_average_is_exact_and_the_spread_is_told() -> None:
    scored = put_together(RULE, [points(50, 100), points(40, 90), points(25, 50)])

    assert (scored.count, scored.average, scored.spread) == (3, Fraction(235, 3), 50)
    assert two_places(scored.average) == "78.33"


def test_highest_and_lowest_are_left_out_where_declared() -> None:
    given = [points(50, 100), points(40, 90), points(40, 80), points(0, 0)]

    assert put_together(DROPPING, given).average == Fraction(165, 2)
    assert put_together(DROPPING, given[:2]).average == Fraction(185, 2)


def test_equal_averages_share_a_place() -> None:
    def scored(average: int) -> Scored:
        return Scored(count=3, average=Fraction(average))

    places = ranking({"a": scored(80), "b": scored(90), "c": scored(80), "d": scored(70),
                      "e": Scored()})  # fmt: skip

    assert places == {"b": 1, "a": 2, "c": 2, "d": 4}


def test_without_scores_there_is_nothing() -> None:
    assert put_together(RULE, []) == Scored()


def test_rounding_is_half_up() -> None:
    assert two_places(Fraction(1, 200)) == "0.01"
