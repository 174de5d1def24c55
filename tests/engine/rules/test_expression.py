"""Expressions are typed when they are read, and then give the values that authors expect."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.packs.node import Node
from engine.problems import Position, Problem
from engine.rules.expression import ExpressionError, Scope, compile_condition, compile_expression


def evaluate(text: str, scope: Scope, values: dict[str, object]) -> object:
    return compile_expression(text, scope).evaluate(values)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("personal.work_years - personal.major_years * 2", -8),
        ("(personal.work_years - personal.major_years) / 4", 0.5),
        ("personal.work_years / 0", None),
        ("-personal.work_years", -12),
        ("round(2.5)", 3),
        ("round(-2.5)", -3),
        ("abs(personal.major_years - personal.work_years)", 2),
        ("len(personal.name)", 3),
        ("len(personal.skills)", 2),
        ("year(plan.cutoff)", 2022),
        ("plan.cutoff - 5y", "2017-12-31"),
        ("date('2020-02-29') + 1y", "2021-02-28"),
        ("date('2020-01-31') + 1m", "2020-02-29"),
        ("plan.cutoff + 1d", "2023-01-01"),
        ("plan.cutoff + 9999y", None),
        ("whole_years(computed.post_since, plan.cutoff)", 7),
        ("whole_months(computed.post_since, plan.cutoff)", 89),
        ("personal.joined", "2010-08-01"),
        ("personal.term.from", "2017-08-01"),
        ("personal.level.rank + 1", 5),
        ("count(records)", 3),
        ("count(records.rank)", 2),
        ("count(records where kind == 'paper' and rank <= 1)", 1),
        ("sum(records.words where kind == 'book')", 20),
        ("sum(records.words where kind == 'award')", 0),
        ("max(records.date)", "2020-01-01"),
        ("min(records.rank where kind == 'book')", None),
        ("max(education.level.rank)", 4),
        ("first(education.level where qualified)", "21"),
        ("any(education.qualified)", True),
        ("all(education.qualified)", False),
        ("any(education.qualified where level == '31')", False),
        ("all(education.qualified where level == '21')", True),
        ("all(records where words > 0)", True),
        ("any(records)", True),
        ("count(records where date >= computed.post_since)", 2),
        ("count(records where period.to <= plan.cutoff)", 1),
        ("sum(records.words where kind == 'paper') >= 0.3", True),
        ("application.mode == 'normal' and not personal.is_principal", False),
        ("application.mode in ['exceptional', 'transfer'] or files.pledge >= 1", True),
        ("application.mode not in ['exceptional']", True),
        ("'听' in personal.skills and '说' not in personal.skills", True),
        ("personal.born < '1990-07'", True),
        ("personal.photo != null", True),
        ("personal.term == null", False),
        ('personal.name == "李晓𠮷"', True),
    ],
)
def test_expression_gives(
    text: str, expected: object, scope: Scope, values: dict[str, object]
) -> None:
    found = evaluate(text, scope, values)

    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("personal.work_years == null", True),
        ("personal.work_years != 3", True),
        ("personal.work_years < 3", False),
        ("personal.work_years >= 3", False),
        ("personal.work_years + 1", None),
        ("whole_years(personal.born, plan.cutoff)", None),
        ("personal.level.rank", None),
        ("personal.level.rank >= 3", False),
        ("personal.term.from", None),
        ("personal.is_principal or false", False),
        ("not personal.is_principal", True),
        ("personal.is_principal == false", False),
        ("application.mode in ['normal']", False),
        ("application.mode not in ['normal']", True),
        ("application.mode in ['normal', null]", True),
        ("'听' in personal.skills", False),
        ("len(personal.name)", 0),
        ("count(records)", 0),
        ("sum(records.words)", 0),
        ("max(records.words)", None),
        ("first(records.name)", None),
        ("any(records)", False),
        ("all(records where rank == 1)", True),
    ],
)
def test_expression_of_an_empty_application_gives(
    text: str, expected: object, scope: Scope
) -> None:
    found = evaluate(text, scope, {})

    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "count(recrods where rank == 1) >= 3",
            "第 7 列：没有名为 “recrods” 的列表",
            "是不是想写 “records”？",
        ),
        ("count(records where rnk == 1)", "第 21 列：没有名为 “rnk” 的字段", ""),
        ("sum(records.rnak)", "第 5 列：records 没有字段 “rnak”", "是不是想写 “rank”？"),
        ("count(records where rank == '1')", "第 26 列：数字 不能与 文字 比较", ""),
        (
            "personal.work_yaers > 3",
            "第 1 列：没有名为 “personal.work_yaers” 的字段",
            "是不是想写 “personal.work_years”？",
        ),
        (
            "work_years > 3",
            "第 1 列：没有名为 “work_years” 的字段",
            "是不是想写 “personal.work_years”？",
        ),
        ("personal.name == 破格", "第 18 列：没有名为 “破格” 的字段", "文字要写在引号里：'破格'"),
        ("personal.level.rnak", "第 1 列：“personal.level” 没有属性 “rnak”", "是不是想写 “rank”？"),
        (
            "education > 1",
            "第 1 列：没有名为 “education” 的字段",
            "education 是列表，请用 count(education where …)、first(education) 等",
        ),
        (
            "application.mode == 'nromal'",
            "第 21 列：“nromal” 不在可选值之中",
            "是不是想写 “normal”？",
        ),
        (
            "personal.level == '大学本科毕业'",
            "第 19 列：“大学本科毕业” 不在可选值之中",
            "是不是想写 “21”（大学本科毕业）？",
        ),
        ("personal.level == 21", "第 16 列：文字 不能与 数字 比较", ""),
        ("personal.level in [21]", "第 20 列：文字 不能与 数字 比较", "是不是想写 “'21'”？"),
        (
            "personal.level > '21'",
            "第 16 列：文字 不能比较大小",
            "代码表的字段可用它的属性，如 .rank",
        ),
        (
            "computed.post_since + 5 <= plan.cutoff",
            "第 21 列：日期 + 数字 没有意义",
            "日期加时长写作 + 5y、+ 18m 或 + 30d",
        ),
        (
            "plan.cutoff - computed.post_since",
            "第 13 列：日期 - 日期 没有意义",
            "相隔年数请用 whole_years(早, 晚)，月数用 whole_months",
        ),
        ("personal.born > '2020-13-01'", "第 17 列：“2020-13-01” 不是日期", "日期写作 2022-06-01"),
        ("personal.work_years and true", "第 1 列：此处需要 是/否，却是 数字", ""),
        (
            "whole_yeras(plan.cutoff, plan.cutoff)",
            "第 1 列：没有名为 “whole_yeras” 的函数",
            "是不是想写 “whole_years”？",
        ),
        ("whole_years(plan.cutoff)", "第 1 列：whole_years 需要 2 个参数，写了 1 个", ""),
        ("year(personal.name)", "第 6 列：year 的参数应为 日期，却是 文字", ""),
        ("sum(records)", "第 5 列：sum 需要一个字段，如 sum(records.字段)", ""),
        (
            "max(education.level)",
            "第 5 列：max 不能用于 文字（education.level）",
            "代码表的字段可用它的属性，如 .rank",
        ),
        (
            "count(records where count(education) > 1)",
            "第 21 列：count( ) 不能写在行的条件里",
            "可先写成 computed，再引用它",
        ),
        (
            "application.mode == 'normal' personal.is_principal",
            "第 30 列：多余的内容 “personal”",
            "是否漏写了 and 或 or？",
        ),
        (
            "1 < personal.work_years < 9",
            "第 25 列：多余的内容 “<”",
            "比较不能连写，请写成 a < b and b < c",
        ),
        ("personal.work_years = 3", "第 21 列：看不懂字符 “=”", "是不是想写 “==”？"),
        ("personal.name == 'a'，true", "第 21 列：看不懂字符 “，”", "是不是想写 “,”？"),
        (
            "plan.cutoff - 5years",
            "第 15 列：看不懂 “5years”",
            "数字写作 12 或 0.5，时长写作 5y（年）、18m（月）、30d（天）",
        ),
        ("personal.name == '教师", "第 18 列：引号没有成对", "文字写在一对引号里，如 '破格'"),
        ("(personal.work_years", "第 21 列：此处应为 “)”，表达式却到此为止", ""),
        ("", "第 1 列：此处应为一个值，表达式却到此为止", ""),
        ("personal.work_years > null", "第 21 列：空值没有大小", "是否为空请用 == null 或 != null"),
        (
            "personal.term == '2020-01-01'",
            "第 15 列：起止日期 只能与 null 比较",
            "起止日期请用 .from 或 .to",
        ),
        ("personal.skills == '听'", "第 17 列：多选字段不能这样比较", "请写 '选项' in 字段"),
        ("'唱' in personal.skills", "第 1 列：“唱” 不在可选值之中", "可选：听、说、读"),
        ("personal.name in [personal.name]", "第 19 列：列表里只能写值", ""),
        ("5y", "第 1 列：时长不能单独使用", "时长只能加在日期上，如 plan.cutoff - 5y"),
        (
            "len(personal.name) > 1234567890123456",
            "第 22 列：数字 1234567890123456 太长，最多 15 位",
            "",
        ),
    ],
)
def test_expression_mistake_says(text: str, message: str, hint: str, scope: Scope) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text, scope)

    assert (caught.value.said, caught.value.hint) == (message, hint or caught.value.hint)


@pytest.mark.parametrize(
    "text",
    [
        "1" + " + 1" * 700,
        "(" * 41 + "1" + ")" * 41,
        "not " * 50 + "true",
        " or ".join(["true"] * 299),
    ],
    ids=["long", "deep", "negated", "wide"],
)
def test_expression_beyond_a_limit_is_refused(text: str, scope: Scope) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text + " or true" * 3, scope)

    assert caught.value.code == "expression-limit"


def test_expression_at_the_limits_is_compiled(scope: Scope) -> None:
    deep = compile_expression("(" * 40 + "1" + ")" * 40, scope)
    wide = compile_expression(" + ".join(["1"] * 150), scope)

    assert (deep.evaluate({}), wide.evaluate({})) == (1, 150)


def test_expression_knows_what_it_reads(scope: Scope) -> None:
    expression = compile_expression(
        "count(records where rank == 1 and date <= plan.cutoff) > personal.level.rank", scope
    )

    assert expression.reads == {
        "records",
        "records.rank",
        "records.date",
        "plan.cutoff",
        "personal.level",
    }
    assert expression.type == "boolean"


def test_expression_about_a_row_prefers_its_fields(scope: Scope) -> None:
    of_row = scope.of_rows("records")
    expression = compile_condition("rank <= 2 and date <= plan.cutoff", of_row)

    holds = expression.evaluate({"plan": {"cutoff": "2022-12-31"}}, {"rank": 2, "date": "2020-05"})

    assert holds is True
    assert expression.row_reads == {"rank", "date"}
    assert expression.reads == {"plan.cutoff"}


def test_expression_passes_on_the_type_of_a_field(scope: Scope) -> None:
    expression = compile_expression("first(education.level where qualified)", scope)

    assert expression.value_type == scope.lists["education"]["level"]


def test_expression_mistake_becomes_a_problem_at_its_place(scope: Scope) -> None:
    start = Position("plan.yaml", 7, 12)
    with pytest.raises(ExpressionError) as caught:
        compile_expression(Node("count(recods) > 1", start, start), scope)

    assert caught.value.problem("rules[0].must") == Problem(
        position=Position("plan.yaml", 7, 18),
        code="unknown-name",
        path="rules[0].must",
        message="第 7 列：没有名为 “recods” 的列表",
        hint="是不是想写 “records”？",
    )


def test_calculation_beyond_exact_numbers_has_no_result(scope: Scope) -> None:
    text = " * ".join(["999999999999999"] * 40)

    assert evaluate(text, scope, {}) is None


WORDS = (
    "personal.work_years",
    "application.mode",
    "'normal'",
    "==",
    "!=",
    "<",
    ">=",
    "in",
    "not in",
    "and",
    "or",
    "not",
    "(",
    ")",
    "[",
    "]",
    ",",
    "3",
    "2.5",
    "5y",
    "plan.cutoff",
    "+",
    "-",
    "*",
    "/",
    "count(",
    "sum(",
    "first(",
    "records",
    ".",
    "records.rank",
    "where",
    "rank",
    "null",
    "true",
    "date('2020-01-01')",
    "len(",
    "__import__",
    '"',
    "'",
    "\\",
    "年",
    "：",
    "\x00",
    "\n",
    ";",
    "personal.level.rank",
    "whole_years(",
)


def test_expression_from_random_words_is_compiled_or_refused(
    scope: Scope, values: dict[str, object]
) -> None:
    pick = random.Random(3)
    compiled = 0
    columns_outside = []
    for _ in range(20_000):
        text = " ".join(pick.choice(WORDS) for _ in range(pick.randint(1, 12)))
        try:
            expression = compile_expression(text, scope)
        except ExpressionError as error:
            columns_outside += [text] if not 1 <= error.column <= len(text) + 1 else []
        else:
            compiled += 1
            expression.evaluate(values)
            expression.evaluate({})

    assert columns_outside == []
    assert compiled > 100


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_expression_from_any_text_is_compiled_or_refused(text: str) -> None:
    try:
        said = compile_expression(text, Scope({})).text
    except ExpressionError as error:
        said = error.message

    assert said
