"""Formats that a pack names instead of writing a regular expression (`format: issn`).

A pattern from a stranger could run for hours; these are ours, bounded and checked digit by digit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFormat:
    """A named format: its Chinese name, what a message says is expected, and how to test it."""

    name: str
    expected: str
    holds: Callable[[str], bool]
    tidy: Callable[[str], str]
    sample: Callable[[Random], str]


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


def _same(text: str) -> str:
    return text


def _digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def issn_digit(digits: str) -> str:
    """The check digit of seven ISSN digits (ISO 3297: weights 8 to 2, modulo 11)."""
    total = sum(int(d) * w for d, w in zip(digits, range(8, 1, -1), strict=True))
    return "0123456789X"[-total % 11]


def isbn_digit(digits: str) -> str:
    """The check digit of twelve ISBN-13 digits (ISO 2108: weights 1 and 3, modulo 10)."""
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits))
    return str(-total % 10)


def isbn10_digit(digits: str) -> str:
    """The check digit of nine ISBN-10 digits (books before 2007: weights 10 to 2, modulo 11)."""
    total = sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=True))
    return "0123456789X"[-total % 11]


_HAN = r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_ISSN = re.compile(r"[0-9]{4}-?[0-9]{3}[0-9X]")
_ISBN13 = re.compile(r"97[89][0-9]{10}")
_ISBN10 = re.compile(r"[0-9]{9}[0-9X]")


def is_issn(text: str) -> bool:
    """Whether `text` is an ISSN with a right check digit."""
    digits = text.replace("-", "")
    return _ISSN.fullmatch(text) is not None and issn_digit(digits[:7]) == digits[7]


def is_isbn(text: str) -> bool:
    """Whether `text` is an ISBN of 13 digits, or of 10, with a right check digit."""
    digits = text.replace("-", "")
    if _ISBN13.fullmatch(digits):
        return isbn_digit(digits[:12]) == digits[12]
    return _ISBN10.fullmatch(digits) is not None and isbn10_digit(digits[:9]) == digits[9]


def _sample_issn(random: Random) -> str:
    digits = _digits(random, 7)
    return f"{digits[:4]}-{digits[4:]}{issn_digit(digits)}"


def _sample_isbn(random: Random) -> str:
    digits = "9787" + _digits(random, 8)
    return digits + isbn_digit(digits)


FORMATS: Mapping[str, TextFormat] = {
    "issn": TextFormat(
        name="国际标准连续出版物号",
        expected=" ISSN 号，如 1000-0054",
        holds=is_issn,
        tidy=str.upper,
        sample=_sample_issn,
    ),
    "isbn": TextFormat(
        name="国际标准书号",
        expected=" 10 位或 13 位的 ISBN 号",
        holds=is_isbn,
        tidy=str.upper,
        sample=_sample_isbn,
    ),
    "cn_serial": TextFormat(
        name="国内统一连续出版物号",
        expected=" CN 号，如 CN11-2223/N",
        holds=_matches(r"CN[0-9]{2}-[0-9]{4}(/[A-Z][A-Z0-9]{0,3})?"),
        tidy=str.upper,
        sample=lambda random: f"CN{_digits(random, 2)}-{_digits(random, 4)}/G4",
    ),
    "postcode": TextFormat(
        name="邮政编码",
        expected=" 6 位数字的邮政编码",
        holds=_matches(r"[0-9]{6}"),
        tidy=_same,
        sample=lambda random: _digits(random, 6),
    ),
    "phone": TextFormat(
        name="固定电话",
        expected="固定电话，如 0551-62345678",
        holds=_matches(r"(0[0-9]{2,3}-?)?[0-9]{7,8}(-[0-9]{1,6})?"),
        tidy=_same,
        sample=lambda random: f"0551-6{_digits(random, 7)}",
    ),
    "digits": TextFormat(
        name="数字串",
        expected="数字",
        holds=_matches(r"[0-9]+"),
        tidy=_same,
        sample=lambda random: _digits(random, 6),
    ),
    "person_name": TextFormat(
        name="姓名",
        expected="姓名：汉字（可含间隔号“·”）或英文字母",
        holds=_matches(rf"{_HAN}+(·{_HAN}+)*|[A-Za-z][A-Za-z .'\-]*"),
        tidy=lambda text: re.sub(r"[•・‧]", "·", text),
        sample=lambda random: random.choice("王李张刘陈杨赵黄") + random.choice("晓宁远清明"),
    ),
}
