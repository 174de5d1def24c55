"""Finding units: by parts of their name in any order, or by their unified social credit code."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from peewee import fn

from engine.fields import uscc
from engine.packs.province import BindingRules
from web.models import Unit

MOST = 20
"""How many units a search shows."""
LONGEST = 100
"""Characters of a query that are looked at; no name is longer."""
COMPARED = 500
"""How many names a search compares, the shortest that have its characters."""

_CODE = re.compile(r"[0-9A-Z]{15,20}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MARKS = re.compile(r"[\W_]+")


def search_units(
    province: str, rules: BindingRules, query: str, *, freelancer: bool = False, region: str = ""
) -> list[Unit]:
    """The active units of a province that people can be bound to and `query` finds, the closest
    names first, at most 20.

    A name is found by its parts in any order, full or half width, upper or lower case; a code only
    whole. A freelancer finds the departments that take freelancers, all of them without a query,
    those of a `region` (a code or its first digits) if one is given (安徽手册 L132).
    """
    units = Unit.select().where(
        Unit.province == province,
        Unit.state == "active",
        (Unit.kind == "unit") | Unit.takes_freelancers,
    )
    if freelancer:
        units = units.where(Unit.takes_freelancers)
        if region:
            units = units.where(Unit.region.startswith(region))
        return _by_name(units, query, empty_finds_all=True)
    code = clean_code(query)
    if "credit_code" in rules.search and _CODE.fullmatch(code):
        return list(units.where(Unit.credit_code == code))
    return _by_name(units, query) if "name" in rules.search else []


def search_of_kind(province: str, query: str, *kinds: str) -> list[Unit]:
    """The active units of some kinds whose names `query` finds, all of them without one, at most
    20."""
    units = Unit.select().where(
        Unit.province == province, Unit.state == "active", Unit.kind << list(kinds)
    )
    return _by_name(units, query, empty_finds_all=True)


def freelancer_departments(province: str) -> list[Unit]:
    """Every active department of a province that takes freelancers: their regions are offered."""
    query = Unit.select(Unit.id, Unit.region).where(
        Unit.province == province, Unit.state == "active", Unit.takes_freelancers
    )
    return list(query)


def clean_code(text: str) -> str:
    """A credit code as it is stored: half width, upper case, without blanks and hyphens."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()


def plain_name(text: str) -> str:
    """A name for comparing: half width, lower case, without blanks and punctuation."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).casefold())


def is_code_of_right_shape(code: str) -> bool:
    """Whether a code could be one (GB 32100): length, characters, check digit."""
    right = len(code) == 18 and uscc.bad_place(code) == 0
    return right and uscc.check_digit(code[:17]) == code[17]


def _by_name(units: Any, query: str, *, empty_finds_all: bool = False) -> list[Unit]:
    words = [word for word in map(plain_name, query[:LONGEST].split()) if word]
    if not words and not empty_finds_all:
        return []
    # Chinese characters have neither width nor case: the database can look for them as they are.
    for character in set(_HAN.findall("".join(words))):
        units = units.where(Unit.name.contains(character))
    # What is asked for is in the shorter names: those that are nearest to it are among them.
    named = units.select(Unit.id, Unit.name).order_by(fn.LENGTH(Unit.name), Unit.name)
    ranked = [
        (rank, name, id)
        for id, name in named.limit(COMPARED).tuples()
        if (rank := _distance(plain_name(name), words)) is not None
    ]
    ids = [id for _, _, id in sorted(ranked)[:MOST]]
    found = {unit.id: unit for unit in Unit.select().where(Unit.id << ids)} if ids else {}
    return [found[id] for id in ids]


def _distance(name: str, words: list[str]) -> tuple[int, int] | None:
    """How far a name is from the words: 0 the name itself, 1 begins so, 2 holds all words, 3 holds
    their characters in order, 4 in any order; None if it lacks one."""
    whole = "".join(words)
    if name == whole:
        return 0, 0
    if name.startswith(whole):
        return 1, len(name)
    if all(word in name for word in words):
        return 2, len(name)
    if _in_order(whole, name):
        return 3, len(name)
    return (4, len(name)) if all(c in name for c in whole) else None


def _in_order(part: str, name: str) -> bool:
    rest = iter(name)
    return all(character in rest for character in part)
