"""Records are filed so that counts are met, with as few moves as possible."""

from itertools import product
from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.rules.assignment import CategoryBounds, Filing, ItemBounds, find_assignment

ITEMS = ("a", "b", "c")


def filing(record: str, item: str, *options: str) -> Filing:
    return Filing(record=record, item=item, options=options or (item,))


def test_assignment_keeps_what_already_holds() -> None:
    category = CategoryBounds(items=(ItemBounds(id="a", min=1),))

    assert find_assignment([filing("r1", "a")], [category]) == {}


def test_assignment_moves_a_record_that_serves_two_items() -> None:
    category = CategoryBounds(items=(ItemBounds(id="a"), ItemBounds(id="b")), min=2, count="items")
    filings = [filing("r1", "a", "a", "b"), filing("r2", "a")]

    assert find_assignment(filings, [category]) == {"r1": "b"}


def test_assignment_moves_along_a_chain() -> None:
    items = tuple(ItemBounds(id=id, min=1) for id in ITEMS)
    filings = [filing("r1", "a"), filing("r2", "a", "a", "b"), filing("r3", "b", "b", "c")]

    found = find_assignment(filings, [CategoryBounds(items=items)])

    assert found == {"r2": "b", "r3": "c"}


def test_assignment_respects_maxima() -> None:
    items = (ItemBounds(id="a", max=1), ItemBounds(id="b"))
    filings = [filing("r1", "a", "a", "b"), filing("r2", "a")]

    assert find_assignment(filings, [CategoryBounds(items=items)]) == {"r1": "b"}


def test_assignment_is_none_where_none_exists() -> None:
    category = CategoryBounds(items=(ItemBounds(id="a", min=2), ItemBounds(id="b", min=1)))

    assert find_assignment([filing("r1", "a", "a", "b"), filing("r2", "a")], [category]) is None


def test_assignment_meets_an_item_that_needs_several_records() -> None:
    items = (ItemBounds(id="a", enough=2), ItemBounds(id="b"))
    filings = [filing("r1", "b", "a", "b"), filing("r2", "b", "a", "b"), filing("r3", "b")]

    found = find_assignment(filings, [CategoryBounds(items=items, min=2, count="items")])

    assert found == {"r1": "a", "r2": "a"} or found == {"r2": "a", "r1": "a"}


def test_assignment_leaves_a_record_that_nothing_accepts() -> None:
    filings = [Filing(record="r1", item="a", options=()), filing("r2", "a")]

    assert find_assignment(filings, [CategoryBounds(items=(ItemBounds(id="a", min=1),))]) == {}


BOUNDS = st.builds(
    lambda id, low, extra, enough: ItemBounds(
        id=id, min=low, max=None if extra is None else low + extra, enough=enough
    ),
    st.just(""),
    st.integers(0, 2),
    st.none() | st.integers(0, 2),
    st.integers(1, 2),
)


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[Filing], list[CategoryBounds]]:
    """Up to five records, three items in one or two categories."""
    items = [
        ItemBounds(id=id, min=b.min, max=b.max, enough=b.enough)
        for id, b in zip(ITEMS, draw(st.lists(BOUNDS, min_size=3, max_size=3)), strict=True)
    ]
    cut = draw(st.integers(1, 3))
    categories = [
        CategoryBounds(
            items=tuple(part),
            min=draw(st.integers(0, 3)),
            max=draw(st.none() | st.integers(0, 4)),
            count=draw(st.sampled_from(["records", "items"])),
        )
        for part in (items[:cut], items[cut:])
        if part
    ]
    filings = [
        Filing(
            record=f"r{number}",
            item=draw(st.sampled_from(ITEMS)),
            options=tuple(sorted(draw(st.sets(st.sampled_from(ITEMS), min_size=1)))),
        )
        for number in range(draw(st.integers(0, 5)))
    ]
    return filings, categories


def holds(chosen: tuple[str, ...], categories: list[CategoryBounds]) -> bool:
    for category in categories:
        total = 0
        for item in category.items:
            count = chosen.count(item.id)
            if count < item.min or (item.max is not None and count > item.max):
                return False
            total += count if category.count == "records" else count >= item.enough
        if total < category.min or (category.max is not None and total > category.max):
            return False
    return True


def fewest_moves(filings: list[Filing], categories: list[CategoryBounds]) -> int | None:
    return min(
        (
            sum(item != filing.item for item, filing in zip(chosen, filings, strict=True))
            for chosen in product(*(filing.options for filing in filings))
            if holds(chosen, categories)
        ),
        default=None,
    )


@settings(max_examples=400, deadline=None)
@given(problems())
def test_assignment_finds_what_trying_everything_finds(
    problem: tuple[list[Filing], list[CategoryBounds]],
) -> None:
    filings, categories = problem

    changes = find_assignment(filings, categories)

    assert (None if changes is None else len(changes)) == fewest_moves(filings, categories)
    if changes is not None:
        chosen = tuple(changes.get(filing.record, filing.item) for filing in filings)
        assert all(item in f.options for item, f in zip(chosen, filings, strict=True))
        assert holds(chosen, categories)


def test_assignment_copes_with_many_different_records() -> None:
    ids = [f"i{number}" for number in range(40)]
    items = tuple(ItemBounds(id=id, min=30) for id in ids)
    filings = [
        Filing(
            record=f"r{number}",
            item=ids[0],
            options=tuple(id for at, id in enumerate(ids) if at == 0 or (number * 7919) >> at & 1),
        )
        for number in range(1_700)
    ]
    started = perf_counter()

    find_assignment(filings, [CategoryBounds(items=items[:20]), CategoryBounds(items=items[20:])])

    assert perf_counter() - started < 20
