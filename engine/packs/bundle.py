"""A plan frozen for good: resolved, named by its digest, loadable years later without the files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.packs.compile import compile_plan
from engine.packs.digest import FORMAT, SHARED_GROUPS, content_of, digest_content, digest_value
from engine.packs.encoding import Places, read_nodes
from engine.packs.model import Plan
from engine.packs.node import Node
from engine.packs.resolve import ResolvedPlan
from engine.problems import PackError, Position, Problem

GROUPS = ("standards", *SHARED_GROUPS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """`digest` names the content (64 hexadecimal digits), `text` is what is stored."""

    digest: str
    text: str


def make_bundle(resolved: ResolvedPlan) -> Bundle:
    """Freeze a resolved plan; equal content gives an equal digest, wherever it was written."""
    content = content_of(resolved)
    places = Places()
    for node in _trees(resolved):
        places.add(node)
    digest = digest_content(content)
    files = {"files": places.files, "numbers": places.numbers}
    stored = {
        "digest": digest,
        "places_digest": digest_value(files),
        "content": content,
        "places": files,
    }
    return Bundle(digest=digest, text=json.dumps(stored, ensure_ascii=False))


def load_bundle(text: str) -> Plan:
    """The plan that a bundle holds.

    :raises PackError: the text is no bundle, was changed since, or no longer compiles
    """
    return compile_plan(read_bundle(text))


def read_bundle(text: str) -> ResolvedPlan:
    """The resolved nodes that a bundle holds, with the places they had.

    :raises PackError: the text is no bundle, or was changed since
    """
    try:
        stored = json.loads(text)
        content, places = stored["content"], stored["places"]
        intact = (
            content["format"] == FORMAT
            and digest_content(content) == stored["digest"]
            and digest_value(places) == stored["places_digest"]
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _refused("bad-bundle", "不是规则包的冻结文件") from None
    if not intact:
        raise _refused("changed-bundle", "内容与摘要不符，冻结之后被改动过")
    try:
        return _resolved(content, places)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _refused("bad-bundle", "不是规则包的冻结文件") from None


def _trees(resolved: ResolvedPlan) -> Iterator[Node]:
    """Every tree of a resolved plan, in the order in which their places are stored."""
    yield resolved.plan
    yield resolved.province
    for group in GROUPS:
        yield from getattr(resolved, group).values()


def _resolved(content: dict[str, Any], places: dict[str, Any]) -> ResolvedPlan:
    numbers, files = iter(places["numbers"]), places["files"]
    plan = read_nodes(content["plan"], numbers, files)
    province = read_nodes(content["province"], numbers, files)
    groups = {
        group: {id: read_nodes(tree, numbers, files) for id, tree in content[group].items()}
        for group in GROUPS
    }
    return ResolvedPlan(
        plan=plan,
        province=province,
        standards=groups["standards"],
        codes=groups["codes"],
        series=groups["series"],
        tables=groups["tables"],
    )


def _refused(code: str, message: str) -> PackError:
    return PackError([Problem(position=Position("", 1, 1), code=code, message=message)])
