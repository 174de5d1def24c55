"""One document of YAML or JSON text as a tree of nodes, within limits of size and depth."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.packs.node import Node
from engine.packs.reading.json_text import read_json
from engine.packs.reading.tree import TreeBuilder
from engine.packs.reading.yaml_events import read_yaml
from engine.problems import PackError, Position, Problem

MAX_BYTES = 1_048_576
UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The root of a document and the warnings met on the way."""

    root: Node
    warnings: tuple[Problem, ...] = ()


def read_document(text: str | bytes, name: str) -> Document:
    """Read YAML, or JSON if `name` ends in `.json`; `name` is the file in every position.

    :raises PackError: too large, not UTF-8, no single document, or anything packs may not use
    """
    decoded = _decode(text, name)
    tree = TreeBuilder()
    if name.endswith(".json"):
        read_json(decoded, name, tree)
    else:
        read_yaml(decoded, name, tree)
    if tree.root is None:
        raise _refused(Position(name, 1, 1), "empty-file", "文件是空的")
    if any(problem.severity == "error" for problem in tree.problems):
        raise PackError(tree.problems)
    return Document(root=tree.root, warnings=tuple(tree.problems))


def _decode(text: str | bytes, name: str) -> str:
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    if len(raw) > MAX_BYTES:
        raise _refused(Position(name, 1, 1), "too-large", "文件超过 1 MB", "请拆成几个文件。")
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        hint = "请用 UTF-8 编码保存文件。"
        raise _refused(Position(name, line, 1), "not-utf8", "不是 UTF-8 文字", hint) from None
    if bad := UNREADABLE.search(text):
        line_start = text.rfind("\n", 0, bad.start()) + 1
        place = Position(name, text.count("\n", 0, bad.start()) + 1, bad.start() - line_start + 1)
        code_point = f"U+{ord(bad.group()):04X}"
        raise _refused(place, "bad-character", f"有不可见的控制字符 {code_point}", "请删去它。")
    return text


def _refused(position: Position, code: str, message: str, hint: str = "") -> PackError:
    return PackError([Problem(position=position, code=code, message=message, hint=hint)])
