"""Which answers a table prints."""

from collections.abc import Callable

from engine.packs.model import Plan
from engine.tables.bindings import bindings
from engine.tables.expressions import expression_problems
from engine.tables.model import Table


def test_bindings_name_every_printed_answer(table: Callable[[str], Table]) -> None:
    text = """
header: {left: '{table.name}', right: '{person.name}'}
footer: {center: '第{page}页 共{pages}页'}
blocks:
  - type: grid
    columns: [1, 1]
    rows:
      - [{field: personal.ethnic}, {text: '{max(person.birth_date, personal.work_from)}'}]
  - type: repeat
    section: work
    columns:
      - {name: 时间, width: 1, field: start, until: end}
      - {name: 单位, width: 1, text: '{unit} {department}'}
  - {type: long_text, field: summary.text}
  - {type: repeat, categories: true, columns: [{name: 序号, width: 1, show: number}]}
"""

    found = [binding.path for binding in bindings(table(text))]

    assert found == [
        "personal.ethnic",
        "person.birth_date",
        "personal.work_from",
        "work",
        "work.start",
        "work.end",
        "work.unit",
        "work.department",
        "summary.text",
        "categories",
        "person.name",
    ]


def test_binding_knows_where_the_table_says_so(table: Callable[[str], Table]) -> None:
    text = "blocks: [{type: long_text, field: summary.text}]"

    (binding,) = bindings(table(text))

    assert (binding.position.line, binding.position.column) == (5, 10)


def test_expressions_that_cannot_be_evaluated_are_problems(
    table: Callable[[str], Table], plan: Plan
) -> None:
    text = """
footer: {center: '{page}/{pages}', right: '{count(work}'}
blocks:
  - {type: heading, text: '{person.name}：{count(work)}'}
  - {type: heading, text: '{count(works) > 1}'}
"""

    found = expression_problems(table(text), plan.standards[0])

    assert [(p.position.line, p.code, p.path) for p in found] == [
        (9, "unknown-name", "{count(works) > 1}"),
        (6, "expression-syntax", "{count(work}"),
    ]


def test_names_that_stand_for_nothing_where_they_are_written_are_problems(
    table: Callable[[str], Table], plan: Plan
) -> None:
    text = """
footer: {center: '{page}/{pages}'}
blocks:
  - {type: heading, text: '{name}'}
  - {type: heading, text: '{page}'}
  - {type: heading, text: '{education.level.rnk}'}
  - type: repeat
    section: work
    columns: [{name: 单位, text: '{unit}'}]
"""

    found = expression_problems(table(text), plan.standards[0])

    assert [p.path for p in found] == ["{name}", "{page}", "{education.level.rnk}"]
