"""Checks sections of rows: typed rows, and how many rows there must be."""

from __future__ import annotations

from typing import Any

from engine.checks.answers import Answers, Place
from engine.checks.conditions import Context, limit
from engine.checks.report import Finding
from engine.checks.run import NOTHING, Findings, Good, Run, Step
from engine.checks.slots import RowFiles
from engine.checks.wording import text_of
from engine.packs.model import Section


def compile_rows(section: Section, context: Context) -> Step:
    """The check of a section of typed rows; its rows become visible to rules, less the answers
    that are malformed."""
    answers = Answers(section.fields, context)
    files = RowFiles(section.slots, context) if section.slots else None
    amount = RowAmount(section, context)
    key, name = section.id, section.name

    def step(run: Run) -> Findings:
        found: list[Finding] = []
        rows: list[Good] = []
        run.values[key] = rows
        for n, row in enumerate(run.dossier.rows.get(key, ()), 1):
            good = row.values
            if not answers.faultless(good):
                place = row_place(key, key, name, n, row.id)
                good, faults = answers.judge(row.values, run, place)
                found += faults
            if files is not None and not files.faultless(row.files):
                found += files.judge(row.files, good, run, row_place(key, key, name, n, row.id))
            rows.append(good)
        return [*amount(run, len(rows)), *found] or NOTHING

    return step


class RowAmount:
    """How many rows a section must have at least and may have at most."""

    __slots__ = ("_context", "_max", "_min", "_section")

    def __init__(self, section: Section, context: Context) -> None:
        self._section, self._context = section, context
        self._min, self._max = limit(section.min), limit(section.max)

    def __call__(self, run: Run, n: int) -> Findings:
        """What is wrong with having `n` rows."""
        least = None if self._min is None else self._min(run.values)
        if least is not None and n < least:
            run.missing.add(self._section.id)
            return [self._finding("too-few-rows", "fix-add", n, least, least - n, "≥")]
        most = None if self._max is None else self._max(run.values)
        if most is not None and n > most:
            return [self._finding("too-many-rows", "fix-remove", n, most, n - most, "≤")]
        return NOTHING

    def _finding(
        self, code: str, fix: str, n: int, bound: float, change: float, sign: str
    ) -> Finding:
        section, wording = self._section, self._context.wording
        values: dict[str, Any] = {"name": section.name, "min": bound, "max": bound, "unit": "条"}
        return Finding(
            code=code,
            severity="error",
            message=wording("rows-short" if code == "too-few-rows" else "rows-over", n=n, **values),
            section=section.id,
            path=section.id,
            rule=section.id,
            expected=f"{sign} {text_of(bound)}",
            actual=str(n),
            fix=wording(fix, n=change, **values),
            source=section.source,
        )


def row_place(home: str, list_id: str, name: str, number: int, row_id: str) -> Place:
    """Where the answers of a row stand: in the report below `home`, in paths below `list_id`."""
    path = f"{list_id}.{row_id}"
    return Place(section=home, path=path, inputs=list_id, name=name, number=number)
