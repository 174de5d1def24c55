"""Whether a pack has the shape of its kind: the second step of the pack flow.

The published JSON Schemas say what the keys of a pack may hold; `engine.packs.wording` says in
Chinese what is wrong. What one key means to another is the compiler's and the linter's business.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.protocols import Validator

from engine.packs.node import Node
from engine.packs.schemas import build_schema, to_draft07
from engine.packs.source import Source
from engine.packs.wording import word_error
from engine.problems import Problem

Draft = Literal["2020-12", "draft-07"]


def schema(kind: str, draft: Draft = "2020-12") -> dict[str, Any]:
    """The published JSON Schema of a kind of pack, a new dict at each call.

    :raises KeyError: there is no such kind
    """
    built = build_schema(kind)
    return to_draft07(built) if draft == "draft-07" else built


def check_shape(source: Source) -> tuple[Problem, ...]:
    """Every key of a pack that is misspelt, missing or of the wrong type, in file order."""
    return check_nodes(source.root, _validator(source.kind))


def check_nodes(root: Node, validator: Validator) -> tuple[Problem, ...]:
    """The same for any tree and schema; one typo gives one problem."""
    found: dict[tuple[object, ...], Problem] = {}
    for error in validator.iter_errors(root.plain()):
        for problem in word_error(error, root):
            found.setdefault((problem.position, problem.code, problem.message), problem)
    return tuple(sorted(found.values(), key=lambda p: (p.position, p.code)))


@cache
def _validator(kind: str) -> Validator:
    return Draft202012Validator(build_schema(kind), format_checker=FormatChecker(["date"]))
