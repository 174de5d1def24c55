"""jsonschema's errors in our own words: one Chinese sentence per keyword, at a place in the file.

Raw jsonschema text never reaches anyone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jsonschema import ValidationError

from engine.packs.node import Node
from engine.packs.schemas.words import DATE, INNER_ID, PACK_ID
from engine.packs.suggest import did_you_mean, nearest
from engine.problems import Problem

Path = tuple[str | int, ...]

TYPE_NAMES = {
    "string": "文字",
    "integer": "整数",
    "number": "数字",
    "boolean": "true 或 false",
    "array": "列表",
    "object": "映射（键: 值）",
    "null": "null",
}
PATTERNS = {
    INNER_ID: (
        "bad-id",
        "“{value}” 不能作为编号",
        "编号以小写字母开头，由小写字母、数字和下划线组成，如 core_papers。",
    ),
    PACK_ID: (
        "bad-id",
        "“{value}” 不能作为规则包的编号",
        "由小写字母、数字组成，词之间用 - 或 / 连接，如 my-province/k12-senior。",
    ),
    DATE: ("bad-date", "“{value}” 不是日期", "日期写成 2026-06-21 的样子。"),
}


def word_error(error: ValidationError, root: Node) -> Iterator[Problem]:
    """The problems that one error of jsonschema stands for, placed in the tree below `root`."""
    path = tuple(error.absolute_path)
    node = find(root, path)
    sentence = SENTENCES.get(str(error.validator), _other)
    yield from sentence(error, node, root, path)


def find(root: Node, path: Iterable[str | int]) -> Node:
    """The node at `path`, or the deepest one on the way to it."""
    node = root
    for step in path:
        value: Any = node.value
        try:
            node = value[step]
        except (KeyError, IndexError, TypeError):
            break
    return node


def show_path(path: Iterable[str | int]) -> str:
    """`("categories", 2, "items")` as `categories[2].items`."""
    shown = ""
    for step in path:
        if isinstance(step, int):
            shown += f"[{step}]"
        else:
            shown += f".{step}" if shown else step
    return shown


def shown(value: object) -> str:
    """A value of a pack as it stands in a sentence, short."""
    if isinstance(value, dict | list):
        return "映射" if isinstance(value, dict) else "列表"
    if value is None:
        return "空值"
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"


def _schema(error: ValidationError) -> Mapping[str, Any]:
    """The schema that failed, which is a map wherever a keyword failed."""
    return error.schema if isinstance(error.schema, Mapping) else {}


def _value(error: ValidationError) -> Any:
    """What stands behind the keyword that failed; typeshed allows it to be unset."""
    return error.validator_value


def _found(error: ValidationError) -> Any:
    """The value that is wrong."""
    return error.instance


def _problem(
    node: Node, path: Path, code: str, message: str, hint: str = "", *, key: str = ""
) -> Problem:
    position = node.at(key) if key else node.position
    return Problem(position=position, code=code, message=message, hint=hint, path=show_path(path))


def _unknown_keys(error: ValidationError, node: Node, _: Node, path: Path) -> Iterator[Problem]:
    known = list(_schema(error).get("properties", ()))
    for key in _found(error):
        if key not in known:
            hint = did_you_mean(str(key), known)
            yield _problem(node, path, "unknown-key", f"没有 “{key}” 这个键", hint, key=key)


def _missing(error: ValidationError, node: Node, _: Node, path: Path) -> Iterator[Problem]:
    properties = _schema(error).get("properties", {})
    strangers = [str(key) for key in _found(error) if properties and key not in properties]
    for key in _value(error):
        if key in _found(error) or nearest(key, strangers) is not None:
            continue  # there, or misspelt, which is a problem of its own
        title = properties.get(key, {}).get("title", "")
        said = f"（{title}）" if title else ""
        yield _problem(node, path, "missing-key", f"缺少 {key}{said}", f"请补上 {key}。")


def _type(error: ValidationError, node: Node, _: Node, path: Path) -> Iterator[Problem]:
    wanted = _value(error)
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    if "string" in names and isinstance(_found(error), bool | int | float):
        hint = f"文字请加引号：'{_found(error)}'。" if not isinstance(_found(error), bool) else ""
    elif "boolean" in names and isinstance(_found(error), str):
        hint = "是写 true，否写 false，不加引号。"
    elif "number" in names or "integer" in names:
        hint = "数字用阿拉伯数字，不加引号。" if isinstance(_found(error), str) else ""
    elif names == ["string"] and isinstance(_found(error), dict):
        hint = "以 { 开头的文字请加引号。"
    elif names == ["array"]:
        hint = "列表写成 [甲, 乙]，或每项一行、以“- ”开头。"
    else:
        hint = ""
    expected = "、".join(TYPE_NAMES.get(name, name) for name in names)
    message = f"应当是{expected}，这里是{shown(_found(error))}"
    yield _problem(node, path, "wrong-type", message, hint)


def _choice(error: ValidationError, node: Node, _: Node, path: Path) -> Iterator[Problem]:
    words = [str(word) for word in _value(error)]
    if not isinstance(_found(error), str | int | float | bool):
        message = f"应当是可选的词之一，这里是{shown(_found(error))}"
    else:
        message = f"{shown(_found(error))} 不在可选的词里"
    hint = did_you_mean(str(_found(error)), words)
    yield _problem(node, path, "not-a-choice", message, hint)


def _constant(error: ValidationError, node: Node, _: Node, path: Path) -> Iterator[Problem]:
    wanted = shown(_value(error))
    yield _problem(node, path, "not-a-choice", f"只能是{wanted}，这里是{shown(_found(error))}")


def _bound(sentence: str) -> Callable[[ValidationError, Node, Node, Path], Iterator[Problem]]:
    def word(error: ValidationError, node: Node, _: Node, path: Path) -> Iterator[Problem]:
        limit = _value(error)
        yield _problem(
            node, path, "out-of-range", f"{shown(_found(error))} {sentence.format(limit)}"
        )

    return word


def _length(sentence: str) -> Callable[[ValidationError, Node, Node, Path], Iterator[Problem]]:
    def word(error: ValidationError, node: Node, _: Node, path: Path) -> Iterator[Problem]:
        yield _problem(node, path, "out-of-range", sentence.format(_value(error)))

    return word


def _pattern(error: ValidationError, node: Node, _: Node, path: Path) -> Iterator[Problem]:
    code, message, hint = PATTERNS.get(
        str(_value(error)),
        ("bad-format", "“{value}” 的写法不对", "这里只能用规定的字符，详见参考手册。"),
    )
    yield _problem(node, path, code, message.format(value=_found(error)), hint)


def _format(error: ValidationError, node: Node, _: Node, path: Path) -> Iterator[Problem]:
    code, message, hint = PATTERNS[DATE]
    yield _problem(node, path, code, message.format(value=_found(error)), hint)


def _branches(error: ValidationError, node: Node, root: Node, path: Path) -> Iterator[Problem]:
    """`oneOf` and `anyOf`: word the branch that its author meant, known by its constants."""
    branches: dict[object, list[ValidationError]] = {}
    for part in error.context or ():
        branches.setdefault(part.relative_schema_path[0], []).append(part)
    wrong = [part for parts in branches.values() for part in parts if part.validator == "const"]
    meant = [
        parts
        for parts in branches.values()
        if not any(part.validator == "const" or _is_type_here(part) for part in parts)
    ]
    if meant:
        for part in min(meant, key=len):
            yield from word_error(part, root)
    elif wrong:
        words = [str(part.validator_value) for part in wrong]
        at = tuple(wrong[0].absolute_path)
        message = f"{shown(wrong[0].instance)} 不在可选的词里"
        hint = did_you_mean(str(wrong[0].instance), words)
        yield _problem(find(root, at), at, "not-a-choice", message, hint)
    else:
        types = [
            TYPE_NAMES.get(str(part.validator_value), "")
            for parts in branches.values()
            for part in parts
            if part.validator == "type" and not part.relative_path
        ]
        expected = "、".join(dict.fromkeys(filter(None, types))) or "别的写法"
        message = f"应当是{expected}，这里是{shown(_found(error))}"
        yield _problem(node, path, "wrong-type", message)


def _is_type_here(part: ValidationError) -> bool:
    return part.validator == "type" and not part.relative_path


def _other(error: ValidationError, node: Node, _: Node, path: Path) -> Iterator[Problem]:
    yield _problem(node, path, "wrong-type", f"{shown(_found(error))} 的写法不对", "详见参考手册。")


SENTENCES: dict[str, Callable[[ValidationError, Node, Node, Path], Iterator[Problem]]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing,
    "type": _type,
    "enum": _choice,
    "const": _constant,
    "minimum": _bound("太小，至少是 {}"),
    "maximum": _bound("太大，至多是 {}"),
    "exclusiveMinimum": _bound("太小，必须大于 {}"),
    "exclusiveMaximum": _bound("太大，必须小于 {}"),
    "multipleOf": _bound("应当是 {} 的倍数"),
    "minLength": _length("不能是空白"),
    "maxLength": _length("太长，最多 {} 个字"),
    "minItems": _length("至少要有 {} 项"),
    "maxItems": _length("最多只能有 {} 项"),
    "minProperties": _length("不能是空的"),
    "maxProperties": _length("最多只能有 {} 个键"),
    "uniqueItems": _length("有重复的项"),
    "pattern": _pattern,
    "format": _format,
    "oneOf": _branches,
    "anyOf": _branches,
}
