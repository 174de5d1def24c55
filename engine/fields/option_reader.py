"""Reads the options of one field out of its YAML node.

The shape was checked by the schema before; a reader still takes any node and reports what does
not fit, so that a bundle or a test needs no schema.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from engine.fields.field_type import OptionsContext
from engine.packs.node import Node
from engine.packs.suggest import did_you_mean
from engine.problems import Problem

T = TypeVar("T")


class OptionReader:
    """The options below one field node, each read by the type it should have."""

    def __init__(self, node: Node, context: OptionsContext) -> None:
        self.node = node
        self.context = context

    def problem(self, key: str, code: str, message: str, hint: str = "") -> None:
        """Report a mistake of the author at option `key`."""
        path = f"{self.context.path}.{key}" if self.context.path else key
        position = self.node.at(key)
        self.context.problems.append(
            Problem(position=position, code=code, message=message, path=path, hint=hint)
        )

    def text(self, key: str, default: str = "") -> str:
        """A text option; dates of packs are text, too."""
        value = self._scalar(key)
        if value is None or isinstance(value, str):
            return default if value is None else value
        return self._wrong(key, "文字", default)

    def whole(self, key: str, default: int) -> int:
        """A whole-number option."""
        value = self._scalar(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return default if value is None else value
        return self._wrong(key, "整数", default)

    def limit(self, key: str) -> int | None:
        """A whole-number option that sets a limit only where it is given."""
        return None if self._scalar(key) is None else self.whole(key, 0)

    def number(self, key: str, default: float | None = None) -> float | None:
        """A number option, whole or with decimals."""
        value = self._scalar(key)
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
            return default if value is None else value
        return self._wrong(key, "数字", default)

    def flag(self, key: str, default: bool = False) -> bool:
        """A yes/no option."""
        value = self._scalar(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        return self._wrong(key, "true 或 false", default)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; numbers in it are taken as their digits."""
        node = self.node.get(key)
        if node is None or node.value is None:
            return ()
        if not isinstance(node.value, list):
            return self._wrong(key, "列表", ())
        plain = [item.value for item in node.items()]
        if any(isinstance(value, dict | list | bool) or value is None for value in plain):
            return self._wrong(key, "文字的列表", ())
        return tuple(str(value) for value in plain)

    def one_of(self, key: str, value: str, known: Collection[str]) -> None:
        """Report a text option that names none of `known`; "" is no name."""
        if value and value not in known:
            message = f"没有名为 “{value}” 的 {key}"
            self.problem(key, "unknown-reference", message, did_you_mean(value, known))

    def span(self, low: float | str | None, high: float | str | None) -> None:
        """Report `min` over `max`, both numbers or both ISO dates."""
        if low is None or high is None or low == "" or high == "":
            return
        if str(low) > str(high) if isinstance(low, str) else low > float(high):
            self.problem("min", "min-over-max", f"min {low} 大于 max {high}，没有值能符合")

    def _scalar(self, key: str) -> object:
        node = self.node.get(key)
        return None if node is None else node.value

    def _wrong(self, key: str, expected: str, default: T) -> T:
        self.problem(key, "wrong-type", f"{key} 应为{expected}")
        return default
