"""Lots: the same again from the same seed, everybody as likely as anybody."""

from __future__ import annotations

from collections import Counter

from engine.committee.drawing import draw, order_by_lot

POOL = [f"expert-{number}" for number in range(9)]


def test_same_seed_draws_the_same_whatever_the_order_of_the_pool() -> None:
    assert draw(POOL, 4, "seed") == draw(reversed(POOL), 4, "seed")
    assert draw(POOL, 4, "seed") != draw(POOL, 4, "other")


def test_everybody_is_drawn_once_at_most() -> None:
    assert sorted(order_by_lot([*POOL, *POOL], "seed")) == POOL
    assert len(draw(POOL, 20, "seed")) == 9


def test_everybody_is_drawn_about_as_often() -> None:
    drawn = Counter(one for seed in range(3000) for one in draw(POOL, 3, str(seed)))

    assert all(900 < drawn[one] < 1100 for one in POOL)
