"""Any input at all: a pack or a clear `PackError`, never a traceback, never a hang."""

from __future__ import annotations

import random
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.packs.compile import compile_plan
from engine.packs.library import Library
from engine.packs.resolve import ResolvedPlan
from engine.packs.shape import check_shape
from engine.packs.source import Source, parse_source
from engine.problems import PackError
from tests.engine.packs.samples import FILES, PLAN, PROVINCE, STANDARD, write_library

PIECES = st.sampled_from(
    ["a", "kind", ":", " ", "\n", "- ", "{", "}", "[", "]", ",", "'", '"', "&a", "*a", "!t", "|",
     ">", "?", "#", "%", "@", "`", "<<", "---", "\t", "：", "，", "𠮷", "\\", "1", "null", "\ufeff"]
)  # fmt: skip


def read(text: str | bytes, name: str) -> Source | None:
    try:
        source = parse_source(text, name)
    except PackError as error:
        refusal = error
    else:
        check_shape(source)
        return source
    assert {problem.position.file for problem in refusal.problems} == {name}
    return None


@settings(max_examples=300, deadline=None)
@given(text=st.lists(PIECES, max_size=40).map("".join), suffix=st.sampled_from(["yaml", "json"]))
def test_any_text_is_read_or_refused(text: str, suffix: str) -> None:
    read(text, f"p.{suffix}")
    read(f"kind: plan\nid: a\n{text}", f"p.{suffix}")


@settings(max_examples=200, deadline=None)
@given(raw=st.binary(max_size=200), suffix=st.sampled_from(["yaml", "json"]))
def test_any_bytes_are_read_or_refused(raw: bytes, suffix: str) -> None:
    read(raw, f"p.{suffix}")


SCALARS = st.sampled_from([None, True, 0, 1, -1, 2.5, "", "a", "person.years", "x > ", "{a", "1"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["id", "type", "when", "min", "a"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def mutated(data: Any, draw: st.DataObject) -> Any:
    """The data with the value at one random place replaced by anything."""
    if isinstance(data, dict | list) and data and draw.draw(st.integers(0, 9)) > 0:
        keys = list(data) if isinstance(data, dict) else list(range(len(data)))
        key = draw.draw(st.sampled_from(keys))
        copied = data.copy()
        copied[key] = mutated(data[key], draw)
        return copied
    return draw.draw(VALUES)


@settings(max_examples=60, deadline=None)
@given(draw=st.data())
def test_any_damage_to_a_pack_is_a_problem_and_no_traceback(
    draw: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stem, text = draw.draw(
        st.sampled_from([("2030", PLAN), ("standard", STANDARD), ("province", PROVINCE)])
    )
    data = mutated(yaml.load(text, yaml.BaseLoader), draw)
    library = Library(_written(tmp_path_factory, stem, data))

    for resolve in (library.plan, lambda id: compile_plan(_unchecked(library, id))):
        with suppress(PackError):
            resolve("lake/2030")


def _unchecked(library: Library, id: str) -> ResolvedPlan:
    """Resolved without a look at its shape, as a bundle of another version might be."""
    from engine.packs.resolve import resolve_plan

    return resolve_plan(library, id)


def _written(factory: pytest.TempPathFactory, stem: str, data: Any) -> Path:
    folder = factory.getbasetemp() / "hostile"
    text = yaml.safe_dump(data, allow_unicode=True) if data is not None else ""
    return write_library(folder, **{stem: text or "# leer"})


@pytest.mark.parametrize(
    "text",
    [
        "[" * 500_000,
        "{" * 500_000,
        "{a: " * 200_000,
        "- " * 500_000,
        "? " * 500_000,
        "[" * 20 + "{[a]: " * 100_000,
        "a: " + "'" * 1_000_000,
        '"' + "\\" * 1_000_000,
        "a: &a [" + "*a, " * 200_000 + "]",
        "a: " + "!x " * 300_000,
        "[" + "1, " * 349_000 + "]",
        "[" + "a: b, " * 170_000 + "]",
        "a:\n" + " - b\n" * 200_000,
        "#" * 1_000_000,
        "a: |\n" + " x\n" * 300_000,
        "k" * 1_000_000 + ": 1",
        "".join(f"k{n}: {n}\n" for n in range(80_000)),
        "\n" * 1_000_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_megabyte_of_anything_takes_seconds_at_most(text: str) -> None:
    started = time.process_time()

    read(text, "p.yaml")
    read(text, "p.json")

    assert time.process_time() - started < 10


def test_reading_a_plan_of_450_lines_takes_milliseconds() -> None:
    lines = [
        f"  - {{id: f{n}, name: 字段{n}, type: text, max: {n}, required: true}}" for n in range(430)
    ]
    text = "kind: province\nid: a\nname: 甲\nsections:\n- id: s\n  fields:\n" + "\n".join(lines)

    def once() -> float:
        started = time.process_time()
        parse_source(text, "p.yaml")
        return time.process_time() - started

    assert min(once() for _ in range(5)) < 0.1  # about 0.02 s here; a slower machine may take more


def test_random_cuts_and_joins_of_real_packs_are_read_or_refused() -> None:
    chance = random.Random(7)
    texts = list(FILES.values())
    for _ in range(300):
        one, other = chance.choice(texts), chance.choice(texts)
        cut, join = chance.randrange(len(one)), chance.randrange(len(other))
        read(one[:cut] + other[join:], "p.yaml")
