"""Schemas of what a committee does at its node: vote, scoring, experts."""

from __future__ import annotations

from engine.packs.schemas.layers import declared
from engine.packs.schemas.words import Schema, many, record, ref, text, whole, yes_no

SHARE = "^[1-9][0-9]?/[1-9][0-9]?$"

VOTE = record(
    "票决",
    "评委会会议无记名投票。写了它，这个节点的通过和不通过只能由会议结果决定。",
    {
        "quorum": text(
            "出席比例",
            "出席的委员至少占评委会人数的几分之几，写成分数，默认 2/3；不得低于 2/3。",
            pattern=SHARE,
        ),
        "pass": text(
            "通过比例",
            "同意票至少占出席人数的几分之几，写成分数，默认 2/3；不得低于 2/3。",
            pattern=SHARE,
        ),
        "members": whole(
            "评委会人数",
            "委员总数，应为单数；写了的，名单不到这个人数不能开会，出席比例按全体委员算。",
            1,
            maximum=200,
        ),
    },
)
CRITERION = declared(
    "评分项",
    "专家按它打分，从 0 分到满分，整数。",
    {
        "max": whole("满分", "这一项最多几分。", 1, maximum=1000),
        "weight": whole("权重", "合计时乘以几，默认 1。", 1, maximum=100),
    },
)
SCORING = record(
    "专家评分",
    "专家阅读材料时打分，总分折算成百分制。",
    {
        "criteria": many("评分项", "按先后顺序。", ref("criterion"), minItems=1),
        "blind": yes_no("匿名", "专家看不到申报人的姓名、单位、照片和证件号码。"),
        "drop_extremes": yes_no("去掉最高和最低", "有三个以上评分时，去掉一个最高分和一个最低分。"),
    },
    "criteria",
)
EXPERTS = record(
    "专家",
    "会前由专家阅读材料、提出意见。",
    {
        "group_min": whole("评议组人数", "一个评议组至少几人，默认 3。", 3, maximum=50),
        "readers": whole("阅读人数", "每份材料由几位专家阅读，默认 3。", 1, maximum=50),
    },
)

COMMITTEE_KEYS: Schema = {
    "vote": ref("vote", "票决", "评委会会议无记名投票的规则；只用于 by: committee 的节点。"),
    "scoring": ref("scoring", "专家评分", "专家打分的规则；只用于 by: committee 的节点。"),
    "experts": ref("experts", "专家", "专家分组和阅读的规则；只用于 by: committee 的节点。"),
}
COMMITTEE_DEFS: Schema = {
    "vote": VOTE,
    "criterion": CRITERION,
    "scoring": SCORING,
    "experts": EXPERTS,
}
