"""The browser's interpreter and the Python closures give the same answers."""

import json
import random

from engine.rules.browser import to_browser
from engine.rules.expression import Scope, compile_expression
from tests.engine.rules.in_node import SCRIPT, run_in_node

COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")


class Author:
    """Writes random expressions that pass the type check."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def pick(self, *options: str) -> str:
        return self.random.choice(options)

    def number(self, depth: int, row: bool) -> str:
        simple = [
            "personal.work_years",
            "personal.major_years",
            "personal.level.rank",
            "files.pledge",
            "len(personal.name)",
            "len(personal.skills)",
            "0.3",
            str(self.random.randint(0, 12)),
            "-1",
        ]
        simple += ["rank", "words", "len(name)", "len(tags)"] * 2 if row else []
        if depth <= 0:
            return self.pick(*simple)
        kind = self.random.randrange(6 if row else 9)
        if kind < 3:
            left, right = self.number(depth - 1, row), self.number(depth - 1, row)
            return f"({left} {self.pick('+', '-', '*', '/')} {right})"
        if kind == 3:
            return f"{self.pick('round', 'abs')}({self.number(depth - 1, row)})"
        if kind == 4:
            span = self.pick("whole_years", "whole_months")
            return f"{span}({self.date(1, row)}, {self.date(1, row)})"
        if kind == 5:
            return f"year({self.date(1, row)})"
        if kind == 6:
            field = self.pick("", ".rank", ".core", ".date")
            return f"count(records{field} where {self.condition(1, True)})"
        field = self.pick("rank", "words")
        return f"{self.pick('sum', 'min', 'max', 'first')}(records.{field}{self.where()})"

    def date(self, depth: int, row: bool) -> str:
        simple = [
            "plan.cutoff",
            "personal.born",
            "personal.joined",
            "computed.post_since",
            "personal.term.from",
            "personal.term.to",
            "date('2020-02-29')",
        ]
        simple += ["date", "period.to"] * 2 if row else []
        if depth <= 0:
            return self.pick(*simple)
        kind = self.random.randrange(4 if row else 5)
        if kind == 4:
            return f"{self.pick('min', 'max', 'first')}(education.finished)"
        if kind > 1:
            amount = self.random.choice(["1y", "5y", "18m", "1m", "30d", "365d", "9999y"])
            return f"({self.date(depth - 1, row)} {self.pick('+', '-')} {amount})"
        return self.pick(*simple)

    def where(self) -> str:
        return f" where {self.condition(1, True)}" if self.random.random() < 0.7 else ""

    def condition(self, depth: int, row: bool) -> str:
        if depth > 0 and self.random.random() < 0.5:
            parts = [self.condition(depth - 1, row) for _ in range(self.random.randint(1, 3))]
            joined = f" {self.pick('and', 'or')} ".join(parts)
            return f"{self.pick('', 'not ')}({joined})"
        kind = self.random.randrange(7 if row else 9)
        if kind <= 1:
            operator = self.pick(*COMPARISONS)
            return f"{self.number(depth, row)} {operator} {self.number(depth - 1, row)}"
        if kind == 2:
            return f"{self.date(depth, row)} {self.pick(*COMPARISONS)} {self.date(0, row)}"
        if kind == 3:
            name = self.pick(
                "personal.name",
                "personal.born",
                "personal.photo",
                "personal.skills",
                "personal.work_years",
                *(["name", "core", "period"] if row else []),
            )
            return f"{name} {self.pick('==', '!=')} null"
        if kind == 4:
            return self.pick(
                "application.mode == 'normal'",
                "application.mode in ['normal', 'transfer']",
                "personal.level not in ['11', '21']",
                "personal.name in ['李晓𠮷', null]",
                "personal.level.rank in [4, 6]",
                "personal.joined < '2015-06'",
            )
        if kind == 5:
            return self.pick(
                "personal.is_principal",
                "'听' in personal.skills",
                "'说' not in personal.skills",
                "personal.is_principal == false",
            )
        if kind == 6 and row:
            return self.pick(
                "core",
                "'一作' in tags",
                "kind == 'paper'",
                "kind in ['book']",
                "name != '二'",
                "core == true",
            )
        if kind == 6:
            return self.pick(
                "any(education where level.rank >= 4)",
                "any(education.qualified)",
                "all(education.qualified)",
                "any(records)",
                "true",
                "false",
                "all(records where rank <= 3 or core)",
                "first(education.qualified where level == '21')",
            )
        if kind == 7:
            return f"any(records{self.where()})"
        return f"all(records where {self.condition(1, True)})"


def documents(values: dict[str, object], count: int) -> list[dict[str, object]]:
    """The application and copies of it that miss more and more."""
    chance = random.Random(7)
    made = [values, {}]
    while len(made) < count:
        copy = json.loads(json.dumps(values))
        for section in ("personal", "computed", "plan", "application", "files"):
            for key in list(copy[section]):
                if chance.random() < 0.35:
                    del copy[section][key]
        for rows in ("records", "education"):
            copy[rows] = [row for row in copy[rows] if chance.random() < 0.8]
            for row in copy[rows]:
                for key in list(row):
                    if chance.random() < 0.25:
                        row[key] = None
        copy["personal"]["name"] = chance.choice(["教师", "𠮷田", "", None, "abc"])
        made.append(copy)
    return made


def test_browser_gives_the_same_answers(scope: Scope, values: dict[str, object]) -> None:
    author = Author(20221231)
    texts = [author.condition(2, False) for _ in range(900)]
    texts += [author.number(2, False) for _ in range(300)]
    texts += [author.date(2, False) for _ in range(100)]
    expressions = [compile_expression(text, scope) for text in texts]
    samples = documents(values, 30)

    answers = run_in_node([to_browser(e) for e in expressions], samples)

    differing = [
        (expression.text, index, expression.evaluate(sample), answer)
        for expression, found in zip(expressions, answers, strict=True)
        for index, (sample, answer) in enumerate(zip(samples, found, strict=True))
        if expression.evaluate(sample) != answer
        or isinstance(expression.evaluate(sample), bool) != isinstance(answer, bool)
    ]
    assert differing == []


def test_browser_form_holds_only_the_codes_that_may_occur(scope: Scope) -> None:
    expression = compile_expression("personal.level.rank >= 4", scope)

    assert to_browser(expression) == [
        ">=",
        ["lookup", ["get", "personal", "level"], {"11": 6, "21": 4, "31": 3}],
        ["value", 4],
    ]


def test_browser_script_needs_no_eval() -> None:
    script = SCRIPT.read_text(encoding="utf-8")

    assert "eval(" not in script
    assert "Function(" not in script
