"""What a committee does at its node, as the node declares it."""

from __future__ import annotations

from fractions import Fraction

from engine.committee.model import TWO_THIRDS, Criterion, ExpertRule, ScoringRule, VoteRule
from engine.packs.compile.reader import Reader

KEYS = ("vote", "scoring", "experts")


def read_vote(node: Reader) -> VoteRule | None:
    """The rule of the secret vote, None where the node has none."""
    reader = node.child("vote", "vote")
    if reader is None:
        return None
    return VoteRule(
        quorum=_share(reader, "quorum"),
        passing=_share(reader, "pass"),
        members=reader.whole("members"),
    )


def read_scoring(node: Reader) -> ScoringRule | None:
    """How experts score, None where they do not."""
    reader = node.child("scoring", "scoring")
    if reader is None:
        return None
    return ScoringRule(
        criteria=tuple(_criterion(below) for below in reader.members("criteria", "criterion")),
        blind=reader.flag("blind"),
        drop_extremes=reader.flag("drop_extremes"),
    )


def read_experts(node: Reader) -> ExpertRule | None:
    """How experts read, None where nobody reads before the meeting."""
    reader = node.child("experts", "experts")
    if reader is None:
        return None
    return ExpertRule(group_min=reader.whole("group_min", 3), readers=reader.whole("readers", 3))


def check_committee(node: Reader, by: str) -> None:
    """Note what only a committee does where somebody else decides."""
    for key in KEYS:
        if node.has("by") and node.has(key) and by != "committee":
            node.problem(
                "misplaced-key",
                f"{key} 只用于评委会的节点",
                key=key,
                hint="请删去它，或把 by 改为 committee",
            )


def _share(reader: Reader, key: str) -> Fraction:
    """A share written as 2/3; one above the whole is a problem."""
    written = reader.text(key)
    if not written:
        return TWO_THIRDS
    above, _, below = written.partition("/")
    try:
        share = Fraction(int(above), int(below))
    except (ValueError, ZeroDivisionError):
        share = Fraction(2)
    if not 0 < share <= 1:
        reader.problem(
            "out-of-range", f"{key} 不是比例：{written}", key=key, hint="写成 2/3 的样子"
        )
        return TWO_THIRDS
    return share


def _criterion(reader: Reader) -> Criterion:
    reader.text("source")
    return Criterion(
        id=reader.id,
        name=reader.needed("name", "名称"),
        max=reader.whole("max", 100),
        weight=reader.whole("weight", 1),
    )
