"""What an unquoted YAML scalar means: YAML 1.2 words and plain numbers, all else is text.

YAML 1.1 turns `no`, `0123`, `12:30` and `2026-01-01` into something that nobody wrote; here they
stay text, and where an author may have meant something else there is a warning.
"""

from __future__ import annotations

import math
import re

from engine.packs.node import Scalar

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
TRUTHS = {
    word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")
}
INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
YES_NO = frozenset(
    word
    for small in ("yes", "no", "on", "off", "y", "n")
    for word in (small, small.capitalize(), small.upper())
)
LEADING_ZERO = re.compile(r"[-+]?0[0-9]+(?:\.[0-9]*)?")
FULL_WIDTH_KEY = re.compile(r"[A-Za-z_][\w.]*\s*：")
MAX_INTEGER_DIGITS = 15
"""Longer digit strings are numbers of certificates and persons, which are text (2**53 > 10**15)."""


def plain_value(text: str) -> Scalar:
    """The value of an unquoted scalar: null, true/false, a number of at most 15 digits, or text."""
    if text in NULLS:
        return None
    if text in TRUTHS:
        return TRUTHS[text]
    if text[0] not in "-+0123456789":
        return text
    if INTEGER.fullmatch(text):
        return int(text) if len(text.lstrip("+-")) <= MAX_INTEGER_DIGITS else text
    if DECIMAL.fullmatch(text):
        number = float(text)
        return number if math.isfinite(number) else text
    return text


def suspicion(text: str, *, in_flow_list: bool) -> tuple[str, str, str] | None:
    """Code, message and hint of a warning about an unquoted text, None if it looks meant."""
    if text in YES_NO:
        return (
            "yaml-yes-no",
            f"“{text}” 按文字处理，不是“是/否”",
            f"表示是或否请写 true 或 false；就是文字请加引号：'{text}'。",
        )
    if text[0] in "-+0" and LEADING_ZERO.fullmatch(text):
        return (
            "yaml-leading-zero",
            f"“{text}” 以 0 开头，按文字处理",
            f"编号请加引号：'{text}'；数字请去掉前面的 0。",
        )
    if in_flow_list and "，" in text:
        return (
            "yaml-full-width",
            f"“{text}” 里的逗号是全角的，整段当作一项",
            "列表的各项用半角逗号 , 隔开；逗号属于文字时请加引号。",
        )
    if "：" in text and FULL_WIDTH_KEY.match(text):
        return (
            "yaml-full-width",
            f"“{text}” 里的冒号是全角的，整段当作文字",
            "键和值之间用半角冒号加空格“: ”；冒号属于文字时请加引号。",
        )
    return None
