"""The reference names everything that packs may hold, and is what the code would write now."""

from __future__ import annotations

from pathlib import Path

from engine.fields import FIELD_TYPES
from engine.lint.explanations import EXPLANATIONS
from engine.packs.schemas import build_schema
from engine.packs.source import KINDS
from engine.reference import build_reference
from engine.reference.__main__ import EXAMPLES, SCHEMAS, main
from engine.reference.examples import read_examples
from engine.reference.expressions import AGGREGATE_USES, FUNCTION_USES
from engine.reference.published import published_schemas
from engine.rules.functions import FUNCTIONS
from engine.rules.parse import AGGREGATES

ROOT = Path(__file__).parents[3]


def reference() -> str:
    return build_reference(read_examples(EXAMPLES))


def test_reference_is_current() -> None:
    assert (ROOT / "docs" / "reference.md").read_text("utf-8") == build_reference(
        read_examples(EXAMPLES)
    ), "run make docs"


def test_published_schemas_are_current() -> None:
    published = {path.name: path.read_text("utf-8") for path in SCHEMAS.glob("*.json")}

    assert published == published_schemas(), "run make docs"


def test_every_key_of_every_schema_is_named() -> None:
    page = reference()
    keys = {key for kind in KINDS for key in _keys(build_schema(kind))}

    assert [key for key in sorted(keys) if f"{key}`" not in page] == []


def _keys(part: object) -> set[str]:
    if isinstance(part, list):
        return {key for child in part for key in _keys(child)}
    if not isinstance(part, dict):
        return set()
    found = {key for child in part.values() for key in _keys(child)}
    properties = part.get("properties")
    return found | set(properties) if isinstance(properties, dict) else found


def test_every_field_type_kind_and_code_has_its_heading() -> None:
    page = reference().splitlines()
    headings = {line.removeprefix("### ").partition("：")[0] for line in page if line[:4] == "### "}

    assert {*FIELD_TYPES, *KINDS, *EXPLANATIONS} <= headings


def test_every_code_shows_a_mistake_and_what_is_said_about_it() -> None:
    unshown = {"bad-character", "empty-file", "not-utf8", "too-large", "cannot-read"}

    assert set(EXPLANATIONS) - set(read_examples(EXAMPLES)) == unshown


def test_every_function_is_described() -> None:
    assert set(FUNCTION_USES) == set(FUNCTIONS)
    assert set(AGGREGATE_USES) == set(AGGREGATES)


def test_check_says_whether_a_file_is_current(tmp_path: Path) -> None:
    page = tmp_path / "reference.md"

    assert main(["--check", str(page)]) == 1
    assert main([str(page)]) == 0
    assert main(["--check", str(page)]) == 0
    assert main([]) == 2
