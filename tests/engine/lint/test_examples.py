"""Every example of a mistake prints exactly what stands beside it; every cured one prints nothing.

`tests/packs/base` is a small clean library; each example is one file more, or replaces the file of
the base that has the same kind and id.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.lint import lint
from engine.lint.explanations import EXPLANATIONS
from engine.packs.library import Library, read_source
from engine.problems import PackError

PACKS = Path(__file__).parents[2] / "packs"
BASE = PACKS / "base"
SUFFIXES = {".yaml", ".json"}
WITHOUT_EXAMPLE = {"cannot-read", "too-large"}
"""No file of the repository can be missing or larger than 1 MB: see tests/engine/packs."""
BAD = sorted(path for path in (PACKS / "bad").iterdir() if path.suffix in SUFFIXES)
GOOD = sorted(path for path in (PACKS / "good").iterdir() if path.suffix in SUFFIXES)


def printed(example: Path, folder: Path) -> str:
    """What `zhiping lint` prints about the base library with this example in it."""
    library = folder / "packs"
    library.mkdir()
    replaced = _identity(example)
    for path in BASE.iterdir():
        if _identity(path) != replaced:
            (library / path.name).write_bytes(path.read_bytes())
    (library / example.name).write_bytes(example.read_bytes())
    problems = lint(Library(library))
    return "".join(f"{str(problem).removeprefix('packs/')}\n" for problem in problems)


def _identity(path: Path) -> tuple[str, str] | None:
    try:
        source = read_source(path)
    except PackError:
        return None
    return source.kind, source.id


def test_base_library_is_clean() -> None:
    assert [str(problem) for problem in lint(Library(BASE))] == []


@pytest.mark.parametrize("example", BAD, ids=lambda path: path.stem)
def test_bad_example_prints_exactly_what_is_expected(example: Path, tmp_path: Path) -> None:
    expected = example.with_suffix(".expected")

    actual = printed(example, tmp_path)

    if os.environ.get("UPDATE_EXPECTED"):
        expected.write_text(actual, encoding="utf-8")
    assert actual == expected.read_text(encoding="utf-8")
    assert f" {example.stem}: " in actual


@pytest.mark.parametrize("example", GOOD, ids=lambda path: path.stem)
def test_good_example_prints_nothing(example: Path, tmp_path: Path) -> None:
    assert printed(example, tmp_path) == ""


def test_every_code_is_explained_and_shown() -> None:
    shown = {path.stem for path in BAD}

    assert shown | WITHOUT_EXAMPLE == set(EXPLANATIONS)


def test_every_mistake_has_a_cured_twin() -> None:
    assert {path.stem for path in GOOD} == {path.stem for path in BAD}
