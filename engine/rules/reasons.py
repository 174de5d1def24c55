"""Why a row does not fulfil a condition, in words: `本人排名 4 不符合 ≤ 3`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.rules.evaluate import Row, Values, compile_tree
from engine.rules.template import display
from engine.rules.tree import (
    AllOf,
    Answer,
    AnyOf,
    Compare,
    Constant,
    Contains,
    FirstDay,
    IsTrue,
    Lookup,
    Not,
    OneOf,
    RangeEnd,
    Tree,
)

Label = Callable[[str], str]
_SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_SUBJECTS = (Answer, FirstDay, Lookup, RangeEnd)


def unmet(tree: Tree, values: Values, row: Row, label: Label) -> str:
    """The parts of a condition that do not hold for a row, joined by `；`. Empty if it holds."""
    return "；".join(_unmet(tree, values, row, label))


def _unmet(tree: Tree, values: Values, row: Row, label: Label) -> Iterator[str]:
    if compile_tree(tree)(values, row):
        return
    match tree:
        case AllOf(terms=terms):
            for term in terms:
                yield from _unmet(term, values, row, label)
        case AnyOf(terms=terms):
            parts = [part for term in terms for part in _unmet(term, values, row, label)]
            yield f"下列各项均不成立（{'；'.join(parts)}）"
        case IsTrue(of=Answer() as subject):
            yield f"{_name(subject, label)} 不是“是”"
        case Not(of=denied):
            yield _denied(denied, values, row, label)
        case OneOf() | Contains() | Compare():
            yield _comparison(tree, values, row, label)
        case _:
            yield "不符合条件"


def _denied(tree: Tree, values: Values, row: Row, label: Label) -> str:
    """Why `not tree` fails: `tree` holds."""
    match tree:
        case OneOf(of=subject) | IsTrue(of=subject) if isinstance(subject, _SUBJECTS):
            return f"{_found(subject, values, row, label)} 不计入"
        case Contains(many=subject, of=Constant(value=value)) if isinstance(subject, _SUBJECTS):
            return f"{_name(subject, label)} 含有 {display(value, subject.type)}"
        case Compare(left=subject) if isinstance(subject, _SUBJECTS):
            return f"{_found(subject, values, row, label)} 不计入"
    return "不符合条件"


def _comparison(tree: Tree, values: Values, row: Row, label: Label) -> str:
    match tree:
        case OneOf(of=subject, values=members) if isinstance(subject, _SUBJECTS):
            listed = "、".join(display(member, subject.type) for member in members)
            return f"{_found(subject, values, row, label)} 不在 {listed} 之中"
        case Contains(many=subject, of=Constant(value=value)) if isinstance(subject, _SUBJECTS):
            return f"{_name(subject, label)} 不含 {display(value, subject.type)}"
        case Compare(operator="!=", left=subject, right=Constant(value=None)):
            return f"未填写{_name(subject, label)}"
        case Compare(operator="==", left=subject, right=Constant(value=None)):
            return f"{_name(subject, label)} 应为空"
        case Compare(operator, subject, limit) if isinstance(subject, _SUBJECTS):
            wanted = display(compile_tree(limit)(values, row), subject.type) or "（未知）"
            found = _found(subject, values, row, label)
            if operator == "==":
                return f"{found}，应为 {wanted}"
            return (
                f"{found} 不计入"
                if operator == "!="
                else f"{found} 不符合 {_SIGNS[operator]} {wanted}"
            )
    return "不符合条件"


def _found(subject: Tree, values: Values, row: Row, label: Label) -> str:
    """`本人排名 4`, or `本人排名（未填写）`."""
    stored = subject.of if isinstance(subject, FirstDay) else subject  # a month reads as a month
    shown = display(compile_tree(stored)(values, row), subject.type)
    return f"{_name(subject, label)} {shown}" if shown else f"{_name(subject, label)}（未填写）"


def _name(subject: Tree, label: Label) -> str:
    match subject:
        case Answer(path=path):
            return label(".".join(path))
        case Lookup(of=of, name=name):
            return f"{_name(of, label)}.{name}"
        case RangeEnd(of=of, key=key):
            return f"{_name(of, label)}的{'起' if key == 'from' else '止'}"
        case FirstDay(of=of):
            return _name(of, label)
    return "该值"
