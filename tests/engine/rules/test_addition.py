"""The smallest addition that passes."""

import pytest

from engine.packs.model import Count, Weights
from engine.rules.addition import Need, category_addition, count_addition
from engine.rules.assignment import CategoryBounds, ItemBounds


def test_addition_fills_items_then_the_category() -> None:
    category = CategoryBounds(
        items=(ItemBounds(id="a", min=2), ItemBounds(id="b", max=1), ItemBounds(id="c")), min=5
    )

    needs = category_addition(category, {"a": 1, "b": 1})

    assert needs == (Need(1, ("a",)), Need(2, ("a", "c")))


def test_addition_of_items_takes_those_that_need_least() -> None:
    category = CategoryBounds(
        items=(ItemBounds(id="a", enough=3), ItemBounds(id="b"), ItemBounds(id="c", enough=2)),
        min=2,
        count="items",
    )

    assert category_addition(category, {"c": 1}) == (Need(1, ("b", "c")), Need(1, ("b", "c")))


@pytest.mark.parametrize(
    ("category", "counts"),
    [
        (CategoryBounds(items=(ItemBounds(id="a", max=1),), min=2), {"a": 1}),
        (CategoryBounds(items=(ItemBounds(id="a", max=1),)), {"a": 2}),
        (CategoryBounds(items=(ItemBounds(id="a"),), max=1), {"a": 2}),
        (CategoryBounds(items=(ItemBounds(id="a"),), min=2, count="items"), {}),
    ],
)
def test_addition_is_none_where_adding_cannot_help(
    category: CategoryBounds, counts: dict[str, int]
) -> None:
    assert category_addition(category, counts) is None


def test_addition_is_empty_where_nothing_is_missing() -> None:
    assert category_addition(CategoryBounds(items=(ItemBounds(id="a", min=1),)), {"a": 1}) == ()


@pytest.mark.parametrize(
    ("count", "value", "minimum", "expected"),
    [
        (Count(), 1, 3, 2),
        (Count(), 3, 3, 0),
        (Count(weights=Weights(by="s", values={"大型": 1, "中型": 0.5})), 0.5, 2, 2),
        (Count(weights=Weights(by="s", values={"中型": 0.1})), 0, 0.3, 3),
        (Count(weights=Weights(by="s", values={})), 0, 1, None),
        (Count(sum="words"), 0, 1, None),
        (Count(best=2), 1, 3, None),
    ],
)
def test_addition_to_a_count(
    count: Count, value: float, minimum: float, expected: int | None
) -> None:
    assert count_addition(count, value, minimum) == expected
