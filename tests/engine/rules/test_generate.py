"""Generated Python gives the same answers as the closures."""

from engine.rules.expression import Scope, compile_expression
from engine.rules.generate import generate
from tests.engine.rules.test_browser import Author, documents


def test_generated_code_gives_the_same_answers(scope: Scope, values: dict[str, object]) -> None:
    author = Author(20260610)
    texts = [author.condition(2, False) for _ in range(900)]
    texts += [author.number(2, False) for _ in range(300)]
    samples = documents(values, 30)

    expressions = [compile_expression(text, scope) for text in texts]

    differing = [
        (expression.text, sample)
        for expression in expressions
        for run in [generate(expression.tree)]
        for sample in samples
        if repr(run(sample, None)) != repr(expression.evaluate(sample))
    ]
    assert differing == []


def test_generated_code_gives_the_same_answers_about_rows(
    scope: Scope, values: dict[str, object]
) -> None:
    author = Author(20260611)
    about_rows = scope.of_rows("records")
    samples = documents(values, 20)

    expressions = [compile_expression(author.condition(2, True), about_rows) for _ in range(600)]

    differing = [
        (expression.text, row)
        for expression in expressions
        for run in [generate(expression.tree)]
        for sample in samples
        for row in sample.get("records", ())  # type: ignore[attr-defined]
        if repr(run(sample, row)) != repr(expression.evaluate(sample, row))
    ]
    assert differing == []
