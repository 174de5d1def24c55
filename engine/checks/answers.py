"""Judges the answers to a list of fields: those of a form, of a typed row or of a picked record.

An answer that is missing or malformed becomes a finding and is invisible to every rule. The quick
path asks each field's `ok` and touches nothing else, so a faultless row costs one call per field
and is handed on as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from engine.checks.conditions import Condition, Context, Values, condition
from engine.checks.report import Finding
from engine.checks.run import Good, Run
from engine.checks.wording import Wording, text_of
from engine.fields import FIELD_TYPES, code
from engine.fields.answers import cascade_faults
from engine.fields.field_type import Check, Fault, is_empty
from engine.packs.model import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where answers stand: the section a finding belongs to, the path, and how to call the row.

    `inputs` is the name under which expressions know these answers; `number` counts rows from 1,
    0 means that the answers are those of a form.
    """

    section: str
    path: str
    inputs: str
    name: str = ""
    number: int = 0

    def say(self, wording: Wording, message: str) -> str:
        """The message, with the row it is about in front."""
        if not self.number:
            return message
        return wording("row", n=self.number, message=message)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Question:
    """One field, compiled. `required` is a plain yes/no or a condition; `limit` is `at_most`."""

    field: Field
    check: Check
    required: bool | Condition
    when: Condition | None
    limit: tuple[str, str] | None


class Answers:
    """The compiled fields of one form or one sort of row."""

    __slots__ = ("_careful", "_cascades", "_context", "_questions", "_quick", "names")

    def __init__(self, fields: Sequence[Field], context: Context) -> None:
        self._context = context
        self._questions = tuple([_question(field) for field in fields])
        self._cascades = tuple([field for field in fields if _has_parent(field)])
        self.names = frozenset([field.id for field in fields])
        self._careful = any(q.when is not None or q.limit is not None for q in self._questions)
        self._quick = tuple(
            [(q.field.id, _filled(q.check.ok), q.required is not False) for q in self._questions]
        )

    @property
    def questions(self) -> tuple[Question, ...]:
        """The fields in the order of the pack."""
        return self._questions

    def faultless(self, raw: Values) -> bool:
        """Whether every answer that is there is good and none that may be required is missing."""
        get = raw.get
        for name, ok, required in self._quick:
            if not ok(get(name)) and (required or name in raw):
                return False
        if self._cascades:
            for field in self._cascades:
                if cascade_faults(field, raw):
                    return False
        return not self._careful

    def judge(self, raw: Values, run: Run, place: Place) -> tuple[Good, list[Finding]]:
        """The good values of `raw`, which may be `raw` itself, and what is wrong with the others.

        The conditions of a row see its own answers by their bare names; those of a form see them
        below the section's id. Both see only answers that come before and are good.
        """
        good: dict[str, Any] = {key: value for key, value in raw.items() if key not in self.names}
        row = good if place.number else None
        if row is None:
            run.values[place.inputs] = good
        asked: list[tuple[Question, tuple[Fault, ...] | None]] = []
        for q in self._questions:
            if q.when is not None and not q.when(run.values, row):
                continue
            value = raw.get(q.field.id)
            if is_empty(value):
                asked.append((q, None))
            elif q.check.ok(value):
                if wrong := cascade_faults(q.field, raw):
                    asked.append((q, wrong))
                else:
                    good[q.field.id] = value
            else:
                faults = q.check.explain(value, run.facts.today)
                if all(fault.severity == "warning" for fault in faults):
                    good[q.field.id] = value
                asked.append((q, faults))
        findings: list[Finding] = []
        for q, found in asked:
            if found is None:
                findings += self._missing(q, run, place, row)
            else:
                findings += [self._fault(q.field, fault, place) for fault in found]
                if q.field.id not in good:
                    run.missing.add(f"{place.inputs}.{q.field.id}")
        for q in self._questions:
            if q.limit is not None:
                findings += self._over_limit(q, q.limit, good, run, place)
        return good, findings

    def _missing(self, q: Question, run: Run, place: Place, row: Good | None) -> list[Finding]:
        """The finding for an answer that is required here and was not given."""
        if not (q.required if isinstance(q.required, bool) else q.required(run.values, row)):
            return []
        run.missing.add(f"{place.inputs}.{q.field.id}")
        wording, field = self._context.wording, q.field
        return [
            Finding(
                code="required-missing",
                severity="error",
                message=place.say(wording, wording("required-missing", name=field.name)),
                section=place.section,
                path=f"{place.path}.{field.id}",
                actual=wording("empty"),
                fix=wording("fix-answer", name=field.name),
                source=field.source,
            )
        ]

    def _fault(self, field: Field, fault: Fault, place: Place) -> Finding:
        """The finding for one thing that is wrong with an answer."""
        wording = self._context.wording
        return Finding(
            code="bad-value" if fault.severity == "error" else "doubtful-value",
            severity=fault.severity,
            message=place.say(wording, wording(fault.code, **fault.args)),
            section=place.section,
            path=f"{place.path}.{field.id}",
            expected=text_of(fault.args.get("expected", "")),
            actual=text_of(fault.args.get("actual", "")),
            source=field.source,
        )

    def _over_limit(
        self, q: Question, limit: tuple[str, str], good: Good, run: Run, place: Place
    ) -> list[Finding]:
        """`at_most`: 专业年限 may not exceed 工作年限 (AH-81); unknown values exceed nothing."""
        section, other = limit
        there = good if section in ("", place.inputs) else run.values.get(section, {})
        value, most = good.get(q.field.id), there.get(other)
        if not isinstance(value, int | float) or not isinstance(most, int | float):
            return []
        if value <= most:
            return []
        wording, name = self._context.wording, self._context.places.name(f"{section}.{other}")
        message = wording("over-limit", name=q.field.name, actual=value, other=name, limit=most)
        return [
            Finding(
                code="over-limit",
                severity="error",
                message=place.say(wording, message),
                section=place.section,
                path=f"{place.path}.{q.field.id}",
                expected=f"≤ {text_of(most)}",
                actual=text_of(value),
                fix=wording("fix-limit", name=q.field.name, limit=most),
                source=q.field.source,
            )
        ]


def _has_parent(field: Field) -> bool:
    return isinstance(field.options, code.Options) and bool(field.options.parent)


def _filled(ok: Callable[[object], bool]) -> Callable[[object], bool]:
    """`ok` for filled-in answers only: types that take any text would take a blank one, too."""
    blanks: tuple[object, ...] = ("", " ", [], {})
    if not any(ok(blank) for blank in blanks):
        return ok
    return lambda value: ok(value) and not is_empty(value)


def _question(field: Field) -> Question:
    required = field.required
    section, _, other = field.at_most.rpartition(".")
    return Question(
        field=field,
        check=FIELD_TYPES[field.type].build_check(field),
        required=required if isinstance(required, bool) else condition(required) or False,
        when=condition(field.when),
        limit=(section, other) if other else None,
    )
