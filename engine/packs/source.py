"""One pack file as it was written: its kind, its id and its nodes. First step of the pack flow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from engine.packs.node import Node
from engine.packs.reading import read_document
from engine.packs.suggest import did_you_mean
from engine.problems import PackError, Problem

PackKind = Literal["codes", "series", "calendar", "province", "standard", "plan", "table", "case"]
KINDS: tuple[str, ...] = get_args(PackKind)
PACK_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A pack file. `name` is its path as positions show it, `warnings` are about its YAML."""

    name: str
    kind: str
    id: str
    root: Node
    warnings: tuple[Problem, ...] = ()


def parse_source(text: str | bytes, name: str) -> Source:
    """Read a pack from YAML, or from JSON if `name` ends in `.json`.

    :raises PackError: it cannot be read, or does not say what it is (`kind`, `id`)
    """
    document = read_document(text, name)
    root = document.root
    if not isinstance(root.value, dict):
        raise PackError(
            [
                Problem(
                    position=root.position,
                    code="wrong-type",
                    message="规则包应当是“键: 值”组成的映射",
                    hint="从 kind、id、name 三个键写起。",
                )
            ]
        )
    root.value.pop("$schema", None)  # editors read it, we know the schema by the kind
    problems: list[Problem] = []
    kind = _word(root, "kind", problems)
    if kind and kind not in KINDS:
        problems.append(
            Problem(
                position=root.value["kind"].position,
                code="not-a-choice",
                path="kind",
                message=f"没有 “{kind}” 这一类规则包",
                hint=did_you_mean(kind, KINDS),
            )
        )
    pack_id = _word(root, "id", problems)
    if pack_id and not PACK_ID.fullmatch(pack_id):
        problems.append(
            Problem(
                position=root.value["id"].position,
                code="bad-id",
                path="id",
                message=f"“{pack_id}” 不能作为编号",
                hint="编号由小写字母、数字组成，词之间用 - 或 / 连接，如 my-province/k12-senior。",
            )
        )
    if problems:
        raise PackError(problems)
    return Source(name=name, kind=kind, id=pack_id, root=root, warnings=document.warnings)


def _word(root: Node, key: str, problems: list[Problem]) -> str:
    node = root.get(key)
    if node is not None and isinstance(node.value, str) and node.value:
        return node.value
    if node is None:
        problem = Problem(
            position=root.position,
            code="missing-key",
            message=f"缺少 {key}",
            hint=f"每个规则包都要写 {key}。",
        )
    else:
        problem = Problem(
            position=node.position, code="wrong-type", path=key, message=f"{key} 应当是文字"
        )
    problems.append(problem)
    return ""
