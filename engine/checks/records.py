"""Checks records of the archive that an application took: what each one is, and where it may be.

A record is accepted if its kind may be filed here, its state is one that may be picked (YN-33) and
it is not taken twice (AH-53). Its answers and proofs are judged like any row's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from engine.checks.answers import Answers, Place
from engine.checks.conditions import Context
from engine.checks.quick import compile_record_quick
from engine.checks.report import Finding
from engine.checks.rows import RowAmount, row_place
from engine.checks.run import NOTHING, Findings, Good, Run, Step
from engine.checks.slots import RowFiles
from engine.dossier import Row
from engine.packs.model import Field, Kind, Section, Slot


class Sort:
    """A kind of record as one place takes it, with the fields and slots that the place adds."""

    __slots__ = ("answers", "faultless", "files", "kind")

    def __init__(
        self, kind: Kind, fields: Sequence[Field], slots: Sequence[Slot], context: Context
    ) -> None:
        self.kind = kind
        self.answers = Answers((*kind.fields, *fields), context)
        own = (*kind.slots, *slots)
        self.files = RowFiles(own, context) if own else None
        self.faultless = _faultless(self.answers, self.files)


class RecordCheck:
    """The check of picked records of several sorts, for one picks section or one item.

    `list_id` is the id of that section or item, `home` that of the section or category which the
    findings belong to.
    """

    __slots__ = ("_accepted", "_context", "_home", "_list", "name", "pickable", "sorts")

    def __init__(
        self, list_id: str, name: str, home: str, sorts: Mapping[str, Sort], context: Context
    ) -> None:
        self._list, self.name, self._home = list_id, name, home
        self.sorts, self._context = sorts, context
        self.pickable = frozenset(context.standard.pickable)
        names = [sort.kind.name for sort in sorts.values()]
        self._accepted = context.wording("or").join(names)

    def judge(self, row: Row, number: int, run: Run, found: list[Finding]) -> Good | None:
        """The good values of one picked record, or None if it cannot count as one of these."""
        sort = self.sorts.get(row.kind)
        if sort is None:
            found.append(self._wrong_kind(row, number))
            return None
        good = row.values
        if not sort.faultless(row):
            good, faults = sort.answers.judge(row.values, run, self.place(row, number))
            found += faults
            if sort.files is not None:
                found += sort.files.judge(row.files, good, run, self.place(row, number))
        if row.status not in self.pickable:
            found.append(self.finding("not-verified", row, number))
            good = {**good, "status": row.status}
        if not row.record:
            return {**good, "record": None}
        if row.record in run.picked:
            other = run.picked[row.record]
            found.append(self.finding("picked-twice", row, number, other=other))
            return None
        run.picked[row.record] = self.name
        if row.record in run.facts.stale:
            found.append(self.finding("stale-record", row, number))
        return good

    def finding(self, code: str, row: Row, number: int, /, **values: object) -> Finding:
        """A finding about one record as a whole."""
        wording = self._context.wording
        label = label_of(row.values, self._context.standard.kinds.get(row.kind))
        return Finding(
            code=code,
            severity="error",
            message=wording(code, name=self.name, n=number, label=label, **values),
            section=self._home,
            path=self.place(row, number).path,
            rule=self._list,
            fix=wording("fix-remove-row"),
        )

    def place(self, row: Row, number: int) -> Place:
        """Where the answers of a record stand."""
        return row_place(self._home, self._list, self.name, number, row.id)

    def _wrong_kind(self, row: Row, number: int) -> Finding:
        known = self._context.standard.kinds.get(row.kind)
        kind = known.name if known else row.kind
        reason = self._context.wording("record-kind", kind=kind, accepted=self._accepted)
        return self.finding("record-not-accepted", row, number, reason=reason)


def compile_picks(section: Section, context: Context) -> Step:
    """The check of a section that takes records from the archive (学历教育, 年度考核 …)."""
    kinds = context.standard.kinds
    sorts = {
        kind: Sort(kinds[kind], section.fields, section.slots, context)
        for kind in section.kinds
        if kind in kinds
    }
    records = RecordCheck(section.id, section.name, section.id, sorts, context)
    amount = RowAmount(section, context)
    key = section.id

    def step(run: Run) -> Findings:
        found: list[Finding] = []
        rows: list[Good] = []
        run.values[key] = rows
        for n, row in enumerate(run.dossier.rows.get(key, ()), 1):
            good = records.judge(row, n, run, found)
            if good is not None:
                rows.append(good)
        return [*amount(run, len(rows)), *found] or NOTHING

    return step


def _faultless(answers: Answers, files: RowFiles | None) -> Callable[[Row], bool]:
    """Whether a record's answers and proofs are all good, asked of nearly every record."""
    questions = answers.quick_questions
    if questions is not None:
        return compile_record_quick(questions, files.fits if files else ())
    if files is None:
        return lambda row: answers.faultless(row.values)
    proven = files.faultless
    return lambda row: answers.faultless(row.values) and proven(row.files)


def label_of(record: Mapping[str, object], kind: Kind | None) -> str:
    """How to call a record: the value of its kind's title field, else the kind's name."""
    if kind is None:
        return str(record.get("id", ""))
    title = record.get(kind.title) if kind.title else None
    return title if isinstance(title, str) and title else kind.name
