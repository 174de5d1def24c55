"""The chapter on expressions; its lists of functions are held to the registries by a test."""

from __future__ import annotations

from collections.abc import Iterator

from engine.rules.functions import FUNCTIONS
from engine.rules.parse import AGGREGATES
from engine.rules.scope import TYPE_NAMES

FUNCTION_USES: dict[str, tuple[str, str]] = {
    "whole_years": ("whole_years(早, 晚)", "两个日期之间的整年数"),
    "whole_months": ("whole_months(早, 晚)", "两个日期之间的整月数"),
    "year": ("year(日期)", "日期的年份"),
    "len": ("len(文字或列表)", "字数（汉字、字母都算一个）或项数；没有填是 0"),
    "round": ("round(数)", "四舍五入到整数"),
    "abs": ("abs(数)", "绝对值"),
    "id_birth_date": ("id_birth_date(证件编号)", "居民身份证号码里的出生日期"),
    "id_gender": ("id_gender(证件编号)", "居民身份证号码里的性别：'1' 男、'2' 女"),
}
AGGREGATE_USES: dict[str, tuple[str, str]] = {
    "count": ("count(列表 where 条件)", "有几行；count(列表.字段) 数填了这个字段的行"),
    "sum": ("sum(列表.字段 where 条件)", "字段的和"),
    "any": ("any(列表 where 条件)", "有没有这样的行"),
    "all": ("all(列表.字段 where 条件)", "这些行的字段是不是都为是"),
    "min": ("min(列表.字段 where 条件)", "最小的数或最早的日期"),
    "max": ("max(列表.字段 where 条件)", "最大的数或最晚的日期"),
    "first": ("first(列表.字段 where 条件)", "第一个这样的行的字段"),
}

TEXT = """\
## 表达式

条件、计算值和句子里的 `{…}` 都是表达式。读入规则包时就检查名字、类型和可选的值，错误指到第几列。

- 值：数 `3`、`0.5`，文字 `'高级教师'`，`true`、`false`、`null`（没有填），列表 `['甲', '乙']`，
  日期 `date('2022-06-01')`。
- 运算：`and or not`，`== != < <= > >=`，`in`、`not in`，`+ - * /`，括号。
- 日期加减时长：`plan.cutoff - 5y`、`+ 18m`、`- 30d`；
  月末会对齐（1 月 31 日加 1 个月是 2 月底）。
  日期和引号里的日期可以直接比较：`personal.work_from < '2010-01-01'`。
- 没有填的值：`==`、`!=` 可与 `null` 比较；大小比较不成立；算术结果仍是没有填。
- 名字：`模块.字段`、`computed.编号`、`files.附件项`、`application.mode`、`plan.cutoff` 等；
  代码字段可接属性，如 `unit.nature.requires_appointment`；起止日期可接 `.from`、`.to`。
- 限制：2,000 字、40 层、300 个部分；列表函数不能套列表函数，需要时先写成 computed。
"""


def expression_chapter() -> Iterator[str]:
    """The lines of the chapter."""
    yield TEXT
    yield f"值的类型：{'、'.join(TYPE_NAMES.values())}。\n"
    yield "| 函数 | 得到 |"
    yield "|---|---|"
    uses = [FUNCTION_USES[name] for name in FUNCTIONS]
    uses += [AGGREGATE_USES[name] for name in AGGREGATES]
    for use, meaning in uses:
        yield f"| `{use}` | {meaning} |"
    yield ""
