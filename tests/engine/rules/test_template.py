"""Texts are filled with values as people write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.rules.expression import ExpressionError, Scope, compile_template


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("已填写{count(education)}条教育经历信息", "已填写2条教育经历信息"),
        ("最高学历: {first(education.level where qualified)}", "最高学历: 大学本科毕业"),
        ("截止 {plan.cutoff}", "截止 2022-12-31"),
        ("校长: {personal.is_principal}", "校长: 是"),
        ("{personal.work_years / 5} 和 {personal.work_years / 6}", "2.4 和 2"),
        ("{{原样}} {'花}括号'}", "{原样} 花}括号"),
        ("{personal.skills}", "听、读"),
        ("{personal.term}", "2017-08 至 2022-07"),
    ],
)
def test_template_renders(
    text: str, expected: str, scope: Scope, values: dict[str, object]
) -> None:
    assert compile_template(text, scope).render(values) == expected


def test_template_leaves_no_trace_of_empty_values(scope: Scope) -> None:
    template = compile_template("[{personal.name}{personal.term}{personal.is_principal}]", scope)

    assert template.render({}) == "[]"
    assert template.reads == {"personal.name", "personal.term", "personal.is_principal"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("共 {count(recods)} 条", "第 10 列：没有名为 “recods” 的列表"),
        ("共 {count(records) 条", "第 3 列：“{” 没有配对的 “}”"),
        ("共 } 条", "第 3 列：多了一个 “}”"),
        ("共 { } 条", "第 3 列：花括号里是空的"),
        ("长" * 4001, "第 1 列：模板有 4001 个字符，最多 4000 个"),
    ],
)
def test_template_mistake_says(text: str, message: str, scope: Scope) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_template(text, scope)

    assert caught.value.said == message


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="{}'\"\\a1 .年", max_size=20))
def test_template_from_any_text_is_compiled_or_refused(text: str) -> None:
    try:
        found = compile_template(text, Scope({})).render({})
    except ExpressionError as error:
        found = error.message

    assert isinstance(found, str)
