"""Frozen plans: named by content, loadable without the files, refused when changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.packs.bundle import Bundle, load_bundle, make_bundle, read_bundle
from engine.packs.library import Library
from engine.problems import PackError
from tests.engine.packs.samples import PLAN, write_library


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    folder = tmp_path_factory.mktemp("bundle") / "packs"
    return make_bundle(Library(write_library(folder)).resolve("lake/2030"))


def test_a_bundle_gives_the_same_plan_without_the_files(tmp_path: Path) -> None:
    library = Library(write_library(tmp_path / "packs"))
    original = library.plan("lake/2030")
    text = make_bundle(library.resolve("lake/2030")).text
    shutil.rmtree(tmp_path / "packs")

    loaded = load_bundle(text)

    assert loaded.digest == original.digest
    assert repr(loaded) == repr(original)
    pots = [plan.standards[0].item_of["pots"].origin.at("min") for plan in (loaded, original)]
    assert pots[0] == pots[1]


def test_equal_content_has_an_equal_digest_wherever_it_lies(tmp_path: Path, bundle: Bundle) -> None:
    moved = PLAN.replace("year: 2030\n", "").replace("series:", "# 注释\nyear:   2030\nseries:")
    library = Library(write_library(tmp_path / "elsewhere" / "deep", **{"2030": moved}))

    again = make_bundle(library.resolve("lake/2030"))

    assert again.digest == bundle.digest == library.plan("lake/2030").digest
    assert again.text != bundle.text


def test_other_content_has_another_digest(tmp_path: Path, bundle: Bundle) -> None:
    changed = PLAN.replace("2029-12-31", "2029-12-30")
    library = Library(write_library(tmp_path / "packs", **{"2030": changed}))

    assert make_bundle(library.resolve("lake/2030")).digest != bundle.digest


def test_bundles_name_no_folder_of_this_machine(tmp_path: Path) -> None:
    text = make_bundle(Library(write_library(tmp_path / "packs")).resolve("lake/2030")).text

    assert str(tmp_path) not in text


@pytest.mark.parametrize(
    "path",
    [
        ("content", "plan", "cutoff"),
        ("content", "standards", "lake/craft", "name"),
        ("digest",),
        ("places", "files", 0),
        ("places", "numbers", 1),
        ("places_digest",),
    ],
)
def test_any_change_is_refused(bundle: Bundle, path: tuple[Any, ...]) -> None:
    stored = json.loads(bundle.text)
    below = stored
    for step in path[:-1]:
        below = below[step]
    below[path[-1]] = 7 if isinstance(below[path[-1]], int) else "别的"

    with pytest.raises(PackError, match="changed-bundle"):
        load_bundle(json.dumps(stored))


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "[" * 100_000, '{"content": 1}'])
def test_what_is_no_bundle_is_refused(text: str) -> None:
    with pytest.raises(PackError, match="bad-bundle"):
        read_bundle(text)


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_a_damaged_bundle_is_refused_and_never_crashes(data: st.DataObject) -> None:
    text = json.dumps({"digest": "", "places_digest": "", "content": {"format": 1}, "places": {}})
    at = data.draw(st.integers(0, len(text) - 1))
    damaged = text[:at] + data.draw(st.characters()) + text[at + 1 :]

    with pytest.raises(PackError):
        read_bundle(damaged)
