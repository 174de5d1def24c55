"""Declared counts: what counts, how much, and why the rest does not."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from engine.packs.model import (
    Count,
    Field,
    Highest,
    Kind,
    Standard,
    Start,
    Substitute,
    Weights,
    Window,
    Within,
)
from engine.packs.node import Node
from engine.problems import Position
from engine.rules.counting import compile_counter, compile_counts
from engine.rules.expression import (
    Expression,
    Scope,
    ValueType,
    compile_condition,
    compile_expression,
)
from engine.rules.tally import (
    Contribution,
    Exclusion,
    SubstituteTally,
    Tally,
    YearTally,
)
from engine.rules.windows import Span, Spans, day_of, evaluate_windows, last_years
from engine.workflow.model import Workflow

HERE = Node(None, Position("test.yaml", 1, 1), Position("test.yaml", 1, 1))
SINCE_POST = {"since_post": Span("任现职以来", "2017-08-01", "2022-12-31")}
ROW = {
    "kind": ValueType("text"),
    "item": ValueType("text"),
    "title": ValueType("text"),
    "rank": ValueType("number"),
    "level": ValueType("text", ("国家级", "省级", "市级")),
    "scale": ValueType("text"),
    "words": ValueType("number"),
    "date": ValueType("date", month=True),
    "core": ValueType("boolean"),
}
SCOPE = Scope(
    {"plan.cutoff": ValueType("date"), "computed.post_since": ValueType("date")}, {"records": ROW}
)


def field(id: str, name: str) -> Field:
    return Field(id=id, name=name, origin=HERE, type="text", options=None)


@pytest.fixture(scope="module")
def standard() -> Standard:
    fields = tuple(
        field(id, name)
        for id, name in {
            "title": "题名",
            "rank": "本人排名",
            "level": "级别",
            "scale": "规模",
            "words": "字数",
            "date": "时间",
            "core": "核心",
        }.items()
    )
    kinds = {
        id: Kind(id=id, name=name, origin=HERE, fields=fields, date="date")
        for id, name in {"paper": "论文", "award": "获奖", "patent": "专利"}.items()
    }
    return Standard(
        certificate=None,
        id="test",
        name="标准",
        origin=HERE,
        version="1",
        titles=(),
        sections=(),
        pages=(),
        kinds=kinds,
        categories=(),
        windows={},
        computed=(),
        eligibility=(),
        rules=(),
        report=(),
        prohibitions=(),
        assignment="filed",
        pickable=(),
        terms={},
        messages={},
        tables=(),
        workflow=Workflow(statuses={}, actions={}, nodes=(), returning="whole", destination=""),
        navigation="side",
        choice=(),
        start=Start(),
        section_of={},
        scope=SCOPE,
        item_of={},
    )


def where(condition: Any) -> Expression:
    return compile_condition(condition, SCOPE.of_rows("records"))


def rows(*given: dict[str, Any]) -> dict[str, Any]:
    """An application with these records, `r1`, `r2`, … papers unless they say otherwise."""
    return {"records": [{"id": f"r{n}", "kind": "paper", **row} for n, row in enumerate(given, 1)]}


Tallies = Callable[..., Tally]


@pytest.fixture
def tally(standard: Standard) -> Tallies:
    def tally(count: Count, values: dict[str, Any], spans: Spans = SINCE_POST) -> Tally:
        return compile_counter(count, standard).tally(values, spans)

    return tally


def test_count_takes_records_of_its_kinds_items_and_categories(tally: Tallies) -> None:
    values = rows(
        {"item": "a", "category": "c1"},
        {"item": "b", "category": "c1"},
        {"item": "a", "category": "c1", "kind": "award"},
        {"item": "d", "category": "c2"},
    )

    found = [
        tally(count, values).value
        for count in (
            Count(),
            Count(kinds=("paper",)),
            Count(items=("a",)),
            Count(categories=("c1",), kinds=("paper",)),
            Count(items=("b", "d")),
        )
    ]

    assert found == [4, 3, 2, 2, 2]


def test_count_takes_rows_of_a_section(tally: Tallies) -> None:
    values = {"work": [{"id": "w1"}, {"id": "w2"}], **rows({})}

    assert tally(Count(section="work"), values) == Tally(
        value=2, most=2, counted=(Contribution("w1", 1), Contribution("w2", 1))
    )


def test_count_says_which_condition_a_record_misses(tally: Tallies) -> None:
    count = Count(where=where({"rank": {"max": 3}, "level": ["国家级", "省级"], "core": True}))
    values = rows(
        {"rank": 1, "level": "省级", "core": True},
        {"rank": 4, "level": "省级", "core": True},
        {"rank": 2, "level": "市级"},
        {"core": True, "level": "国家级"},
    )

    assert tally(count, values) == Tally(
        value=1,
        most=1,
        counted=(Contribution("r1", 1),),
        excluded=(
            Exclusion("r2", "condition", "本人排名 4 不符合 ≤ 3"),
            Exclusion(
                "r3", "condition", "级别 市级 不在 国家级、省级 之中；核心（未填写），应为 是"
            ),
            Exclusion("r4", "condition", "本人排名（未填写） 不符合 ≤ 3"),
        ),
    )


def test_count_says_which_records_lie_outside_the_window(tally: Tallies) -> None:
    count = Count(within=Within(window="since_post"))
    values = rows(
        {"date": "2019-05"},
        {"date": "2012-05"},
        {},
        {"date": "2017-08"},
        {"date": "2022-12-31"},
        {"date": "2023-01"},
    )

    assert tally(count, values) == Tally(
        value=3,
        most=3,
        counted=(Contribution("r1", 1), Contribution("r4", 1), Contribution("r5", 1)),
        excluded=(
            Exclusion(
                "r2", "outside-window", "时间 2012-05 不在任现职以来（2017-08-01 至 2022-12-31）内"
            ),
            Exclusion(
                "r3",
                "without-date",
                "未填写时间，不能判断是否在任现职以来（2017-08-01 至 2022-12-31）内",
            ),
            Exclusion(
                "r6", "outside-window", "时间 2023-01 不在任现职以来（2017-08-01 至 2022-12-31）内"
            ),
        ),
    )


def test_count_within_an_unknown_window_is_nothing(tally: Tallies) -> None:
    count = Count(within=Within(window="since_post"))
    spans = {"since_post": Span("任现职以来", "", "2022-12-31")}

    assert tally(count, rows({"date": "2019-05"}), spans) == Tally(
        value=0,
        most=0,
        excluded=(Exclusion("r1", "unknown-window", "任现职以来的起止日期尚未确定"),),
    )


def test_count_adds_up_a_field(tally: Tallies) -> None:
    values = rows({"words": 0.1}, {"words": 0.2}, {})

    assert tally(Count(sum="words"), values) == Tally(
        value=0.3,
        most=0.3,
        counted=(Contribution("r1", 0.1), Contribution("r2", 0.2)),
        excluded=(Exclusion("r3", "without-value", "未填写字数"),),
    )


def test_count_weighs_records(tally: Tallies) -> None:
    weights = Weights(by="scale", values={"大型": 1, "中型": 0.5})
    values = rows({"scale": "大型"}, {"scale": "中型"}, {"scale": "小型"}, {})

    assert tally(Count(weights=weights), values) == Tally(
        value=1.5,
        most=1.5,
        counted=(Contribution("r1", 1), Contribution("r2", 0.5)),
        excluded=(
            Exclusion("r3", "weighs-nothing", "规模 小型 不计数"),
            Exclusion("r4", "weighs-nothing", "规模（未填写） 不计数"),
        ),
    )


def test_count_weighs_records_by_their_kind(tally: Tallies) -> None:
    weights = Weights(by="kind", values={"paper": 1})

    assert tally(Count(weights=weights), rows({"kind": "award"})).excluded == (
        Exclusion("r1", "weighs-nothing", "类别 获奖 不计数"),
    )


def test_count_of_distinct_values_takes_each_once(tally: Tallies) -> None:
    values = rows({"title": "Deep Learning"}, {"title": "deep  learning"}, {"title": "b"}, {})

    assert tally(Count(distinct="title"), values) == Tally(
        value=2,
        most=2,
        counted=(Contribution("r1", 1), Contribution("r3", 1)),
        excluded=(
            Exclusion("r2", "duplicate", "题名 与另一条相同，不重复计数"),
            Exclusion("r4", "without-value", "未填写题名"),
        ),
    )


def test_count_takes_only_the_best(tally: Tallies) -> None:
    values = rows({"words": 3}, {"words": 5}, {"words": 4})

    assert tally(Count(sum="words", best=2), values) == Tally(
        value=9,
        most=9,
        counted=(Contribution("r2", 5), Contribution("r3", 4)),
        excluded=(Exclusion("r1", "beyond-best", "只计最多的 2 项，此项为 3"),),
    )


def test_count_takes_the_highest_award_of_one_achievement(tally: Tallies) -> None:
    highest = Highest(of="title", by="level", order=("国家级", "省级"))
    values = rows(
        {"title": "甲", "level": "省级"},
        {"title": "甲", "level": "国家级"},
        {"title": "乙", "level": "市级"},
        {},
    )

    assert tally(Count(highest=highest), values) == Tally(
        value=3,
        most=3,
        counted=(Contribution("r2", 1), Contribution("r3", 1), Contribution("r4", 1)),
        excluded=(Exclusion("r1", "lower-award", "与另一条的题名相同，只计最高的一项（国家级）"),),
    )


def test_count_per_year_looks_at_whole_years_for_a_minimum(tally: Tallies) -> None:
    count = Count(per="year", within=Within(window="since_post"))
    spans = {"since_post": Span("任现职以来", "2020-08-01", "2022-12-31")}
    values = rows({"date": "2021-01"}, {"date": "2022-01"}, {"date": "2022-02"})

    assert tally(count, values, spans) == Tally(
        value=1,
        most=2,
        counted=(Contribution("r1", 1), Contribution("r2", 1), Contribution("r3", 1)),
        years=(YearTally(2020, 0, False), YearTally(2021, 1, True), YearTally(2022, 2, True)),
    )


def test_count_of_items_and_categories_counts_those_with_a_record(tally: Tallies) -> None:
    values = rows(
        {"item": "a", "category": "c"},
        {"item": "a", "category": "c"},
        {"item": "b", "category": "c"},
    )

    found = tally(Count(of="items"), values).value, tally(Count(of="categories"), values).value

    assert found == (2, 1)


def test_count_accepts_substitutes_up_to_their_limit(tally: Tallies) -> None:
    patents = Substitute(count=Count(kinds=("patent",)), each=2, stands_for=1, up_to=1, name="专利")
    count = Count(kinds=("paper",), substitutes=(patents,))
    values = rows({}, *[{"kind": "patent"}] * 5)

    found = tally(count, values)

    patents_counted = tuple(Contribution(f"r{n}", 1) for n in range(2, 7))
    assert found == Tally(
        value=2,
        most=2,
        counted=(Contribution("r1", 1),),
        substitutes=(SubstituteTally(name="专利", found=5, adds=1, counted=patents_counted),),
    )


def test_count_never_takes_a_record_twice(tally: Tallies) -> None:
    substitute = Substitute(count=Count(), name="任何业绩")
    count = Count(kinds=("paper",), substitutes=(substitute,))

    assert tally(count, rows({}, {"kind": "award"})).value == 2


def test_records_of_two_items_may_have_the_same_id(tally: Tallies, standard: Standard) -> None:
    patents = Substitute(count=Count(kinds=("patent",)), name="专利")
    count = Count(kinds=("paper",), substitutes=(patents,))
    values = rows(
        {"id": "r", "item": "a"},
        {"id": "r", "item": "b", "kind": "patent"},
        {"id": "r", "item": "c", "kind": "award"},
    )

    found = tally(count, values)

    assert found == Tally(
        value=2,
        most=2,
        counted=(Contribution("r", 1, "a"),),
        substitutes=(
            SubstituteTally(name="专利", found=1, adds=1, counted=(Contribution("r", 1, "b"),)),
        ),
    )
    assert compile_counts([count], standard).numbers(values, SINCE_POST) == [(2, 2)]


def test_substitutes_of_substitutes_take_no_record_twice_either(
    tally: Tallies, standard: Standard
) -> None:
    inner = Substitute(count=Count(kinds=("paper",)), name="论文")
    outer = Substitute(count=Count(kinds=("award",), substitutes=(inner,)), name="奖项")
    count = Count(kinds=("paper",), substitutes=(outer,))
    records = rows({})

    numbers = compile_counts([count], standard).numbers(records, SINCE_POST)

    assert (tally(count, records).value, numbers) == (1, [(1, 1)])


def test_window_of_years_ends_with_the_cutoff() -> None:
    start = last_years(5, compile_expression("plan.cutoff", SCOPE))
    end = compile_expression("plan.cutoff", SCOPE)
    window = Window(id="five", name="近五年", origin=HERE, start=start, end=end)

    spans = evaluate_windows({"five": window}, {"plan": {"cutoff": "2022-12-31"}})

    assert spans == {"five": Span("近五年", "2018-01-01", "2022-12-31")}
    assert str(spans["five"]) == "近五年（2018-01-01 至 2022-12-31）"


def test_last_years_take_any_end_that_compiles() -> None:
    end = compile_expression("(" * 40 + "plan.cutoff" + ")" * 40, SCOPE)

    assert last_years(5, end).evaluate({"plan": {"cutoff": "2022-12-31"}}) == "2018-01-01"


def test_day_of_a_range_is_its_end() -> None:
    days = [
        day_of(value)
        for value in (
            "2022-05",
            {"from": "2020-01", "to": "2021-03"},
            {"from": "2020-01-05"},
            {},
            None,
            "",
        )
    ]

    assert days == ["2022-05-01", "2021-03-01", "2020-01-05", None, None, None]


def random_count(chance: random.Random, depth: int = 1) -> Count:
    """A count with any of the features together."""

    def maybe(value: Any, otherwise: Any = None, odds: float = 0.3) -> Any:
        return value if chance.random() < odds else otherwise

    return Count(
        section=maybe("work", "", 0.1),
        items=maybe(("a",), ()),
        categories=maybe(("c1",), ()),
        kinds=maybe(("paper", "award"), ()),
        of=chance.choice(["records", "records", "items", "categories"]),
        where=maybe(where({"rank": {"max": 2}})),
        within=maybe(Within(window="since_post")),
        sum=maybe("words", ""),
        distinct=maybe("title", ""),
        weights=maybe(Weights(by="scale", values={"大型": 1, "中型": 0.5})),
        best=maybe(2),
        per=maybe("year"),
        highest=maybe(Highest(of="title", by="level", order=("国家级", "省级"))),
        substitutes=tuple(
            Substitute(
                count=random_count(chance, depth - 1),
                each=chance.choice([1, 2]),
                stands_for=chance.choice([1, 0.5]),
                up_to=maybe(1),
            )
            for _ in range(chance.choice([0, 0, 1]) if depth else 0)
        ),
    )


def random_rows(chance: random.Random) -> list[dict[str, Any]]:
    kinds = ("paper", "award", "patent", "unknown")
    options: dict[str, tuple[Any, ...]] = {
        "kind": kinds,
        "item": ("a", "b"),
        "category": ("c1", "c2"),
        "rank": (1, 2, 3, None),
        "words": (0.1, 0.2, 5, None),
        "title": ("甲", "乙", " 甲", None),
        "scale": ("大型", "中型", "小型", None),
        "level": ("国家级", "省级", "市级", None),
        "date": ("2015-01", "2018-05", "2020-02-03", "2022-12", None),
    }
    return [
        {"id": f"r{n}", **{key: chance.choice(values) for key, values in options.items()}}
        for n in range(chance.randint(0, 8))
    ]


def test_fast_numbers_equal_the_explained_tallies(standard: Standard) -> None:
    chance = random.Random(11)
    for _ in range(60):
        counts = [random_count(chance) for _ in range(8)]
        count_set = compile_counts(counts, standard)
        for _ in range(10):
            values = {"records": random_rows(chance), "work": random_rows(chance)}

            numbers = count_set.numbers(values, SINCE_POST)

            tallies = [counter.tally(values, SINCE_POST) for counter in count_set.counters]
            assert numbers == [(tally.value, tally.most) for tally in tallies]
            alike = {key: [{**row, "id": "r"} for row in kept] for key, kept in values.items()}
            assert count_set.numbers(alike, SINCE_POST) == numbers


def test_every_record_in_scope_is_counted_or_excluded_once(standard: Standard) -> None:
    chance = random.Random(12)
    for _ in range(300):
        count = replace(random_count(chance), substitutes=())
        counter = compile_counter(count, standard)
        values = {"records": random_rows(chance), "work": random_rows(chance)}

        tally = counter.tally(values, SINCE_POST)

        in_scope = [row["id"] for row in values[counter.rows_of] if counter.in_scope(row)]
        said = [part.row for part in (*tally.counted, *tally.excluded)]
        assert sorted(said) == sorted(in_scope)
        assert all(part.text for part in tally.excluded)
