"""Why a row does not fulfil a condition, in words."""

from typing import Any

import pytest

from engine.rules.expression import Scope, compile_condition
from engine.rules.reasons import unmet

NAMES = {
    "kind": "类别",
    "name": "题名",
    "rank": "本人排名",
    "core": "核心",
    "tags": "作者",
    "date": "时间",
    "period": "起止",
}
ROW: dict[str, Any] = {
    "kind": "award",
    "name": None,
    "rank": 4,
    "core": False,
    "tags": ["通讯"],
    "date": "2019-03",
    "period": {"from": "2018-01-01", "to": "2020-01-01"},
}


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ("rank <= 3", "本人排名 4 不符合 ≤ 3"),
        ("kind == 'paper'", "类别 award，应为 paper"),
        ("kind != 'award'", "类别 award 不计入"),
        ("kind in ['paper', 'book']", "类别 award 不在 paper、book 之中"),
        ("kind not in ['award']", "类别 award 不计入"),
        ("core", "核心 不是“是”"),
        ("core == true", "核心 否，应为 是"),
        ("name != null", "未填写题名"),
        ("rank == null", "本人排名 应为空"),
        ("'一作' in tags", "作者 不含 一作"),
        ("'通讯' not in tags", "作者 含有 通讯"),
        ("date >= plan.cutoff", "时间 2019-03 不符合 ≥ 2022-12-31"),
        ("period.to < date('2020-01-01')", "起止的止 2020-01-01 不符合 < 2020-01-01"),
        ("rank == 1 or core", "下列各项均不成立（本人排名 4，应为 1；核心 不是“是”）"),
        ("rank <= 3 and kind == 'award' and core", "本人排名 4 不符合 ≤ 3；核心 不是“是”"),
        ("rank > 4 or len(name) > 2", "下列各项均不成立（本人排名 4 不符合 > 4；不符合条件）"),
        ("rank == 4", ""),
    ],
)
def test_unmet_says_what_does_not_hold(condition: str, reason: str, scope: Scope) -> None:
    tree = compile_condition(condition, scope.of_rows("records")).tree

    assert unmet(tree, {"plan": {"cutoff": "2022-12-31"}}, ROW, lambda id: NAMES[id]) == reason
