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
from engine.checks.quick import Question as QuickQuestion
from engine.checks.quick import compile_quick
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
    ok: Callable[[object], bool]
    quickly: Check
    required: bool | Condition
    when: Condition | None
    limit: tuple[str, str] | None


class Answers:
    """The compiled fields of one form or one sort of row."""

    __slots__ = (
        "_cascades",
        "_conditional",
        "_context",
        "_limited",
        "_order",
        "_plain",
        "_plain_only",
        "_quick",
    )

    def __init__(self, fields: Sequence[Field], context: Context) -> None:
        questions = [_question(field) for field in fields]
        self._context = context
        self._order = {q.field.id: n for n, q in enumerate(questions)}
        self._plain = tuple(
            [(q.field.id, q.ok, q.required is not False, q) for q in questions if q.when is None]
        )
        self._conditional = tuple([q for q in questions if q.when is not None])
        self._limited = tuple([q for q in questions if q.limit is not None])
        self._cascades = tuple([field for field in fields if _has_parent(field)])
        self._quick = compile_quick(
            [(name, q.quickly, required) for name, _, required, q in self._plain]
        )
        self._plain_only = not self._conditional and not self._limited

    @property
    def quick_questions(self) -> Sequence[QuickQuestion] | None:
        """What `engine.checks.quick` needs to know, None where answers depend on each other."""
        if not self._plain_only or self._cascades:
            return None
        return [(name, q.quickly, required) for name, _, required, q in self._plain]

    def faultless(self, raw: Values) -> bool:
        """Whether every answer that is there is good and none that may be required is missing."""
        if not self._plain_only or not self._quick(raw):
            return False
        for field in self._cascades:  # noqa: SIM110  # a generator costs three times as much
            if cascade_faults(field, raw):
                return False
        return True

    def judge(self, raw: Values, run: Run, place: Place) -> tuple[Good, list[Finding]]:
        """The good values of `raw` and what is wrong with the others.

        The conditions of a row see its own answers by their bare names; those of a form see them
        below the section's id. Both see only answers that are good, and of those that have a
        condition themselves only the ones before.
        """
        good = dict(raw)
        row = good if place.number else None
        if row is None:
            run.values[place.inputs] = good
        asked: list[tuple[Question, tuple[Fault, ...]]] = []
        if not self._quick(raw):
            for name, ok, required, q in self._plain:
                if not ok(raw.get(name)) and (required or name in raw):
                    self._look_closer(q, raw, good, run, asked)
        for q in self._conditional:
            good.pop(q.field.id, None)
        for q in self._conditional:
            if q.when is not None and q.when(run.values, row):
                value = raw.get(q.field.id)
                if q.ok(value):
                    good[q.field.id] = value
                else:
                    self._look_closer(q, raw, good, run, asked)
        for field in self._cascades:
            if field.id in good and (faults := cascade_faults(field, raw)):
                del good[field.id]
                asked.append((self._question(field.id), faults))
        findings = self._findings(asked, good, run, place, row) if asked else []
        for q in self._limited:
            if q.limit is not None:
                findings += self._over_limit(q, q.limit, good, run, place)
        return good, findings

    def _question(self, field_id: str) -> Question:
        plain = [q for _, _, _, q in self._plain]
        return next(q for q in (*plain, *self._conditional) if q.field.id == field_id)

    def _look_closer(
        self,
        q: Question,
        raw: Values,
        good: dict[str, Any],
        run: Run,
        asked: list[tuple[Question, tuple[Fault, ...]]],
    ) -> None:
        """Judge an answer that has no quick yes; a good one is left in or put into `good`."""
        name = q.field.id
        value = raw.get(name)
        if is_empty(value):
            good.pop(name, None)
            asked.append((q, ()))
            return
        faults = q.check.explain(value, run.facts.today)
        if all(fault.severity == "warning" for fault in faults):
            good[name] = value
        else:
            good.pop(name, None)
        if faults:
            asked.append((q, faults))

    def _findings(
        self,
        asked: list[tuple[Question, tuple[Fault, ...]]],
        good: Good,
        run: Run,
        place: Place,
        row: Good | None,
    ) -> list[Finding]:
        """The findings on answers that are missing (no faults) or faulty, in the pack's order."""
        findings: list[Finding] = []
        for q, faults in sorted(asked, key=lambda pair: self._order[pair[0].field.id]):
            if not faults:
                findings += self._missing(q, run, place, row)
                continue
            findings += [self._fault(q.field, fault, place) for fault in faults]
            if q.field.id not in good:
                run.missing.add(f"{place.inputs}.{q.field.id}")
        return findings

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
    check = FIELD_TYPES[field.type].build_check(field)
    ok = _filled(check.ok)
    return Question(
        field=field,
        check=check,
        ok=ok,
        quickly=check if ok is check.ok else Check(ok=ok, explain=check.explain),
        required=required if isinstance(required, bool) else condition(required) or False,
        when=condition(field.when),
        limit=(section, other) if other else None,
    )
