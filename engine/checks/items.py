"""Judges what is filed under the items of the categories: is each record accepted where it is?

What is accepted becomes visible to rules as `records`, each with its `item` and `category`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.checks.conditions import Condition, Context, condition, limit
from engine.checks.counted import CountedStatement
from engine.checks.order import expand_reads
from engine.checks.records import RecordCheck, Sort, label_of
from engine.checks.report import Excluded, Finding
from engine.checks.run import Filed, Good, Run
from engine.dossier import Row
from engine.packs.model import Accept, Category, Item, Kind
from engine.rules.reasons import unmet
from engine.rules.windows import day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """One thing that an item accepts: a kind, narrowed by a condition and a window."""

    accept: Accept
    kind: Kind
    where: Condition | None
    window: str
    by: str
    reads: frozenset[str]


class ItemCheck:
    """One item, compiled."""

    __slots__ = (
        "_accepts",
        "_context",
        "_open_kinds",
        "_quickly",
        "_tags",
        "category",
        "counted",
        "id",
        "item",
        "max",
        "min",
        "records",
        "when",
    )

    def __init__(
        self, item: Item, category: Category, sorts: Mapping[str, Sort], context: Context
    ) -> None:
        self.item, self.id, self.category = item, item.id, category
        self.when, self.min, self.max = condition(item.when), limit(item.min), limit(item.max)
        self._context = context
        self._tags = {"item": item.id, "category": category.id}
        self._accepts: dict[str, list[Acceptance]] = {}
        for accept in item.accepts:
            if accept.kind in sorts:
                compiled = _acceptance(accept, sorts[accept.kind].kind, context)
                self._accepts.setdefault(accept.kind, []).append(compiled)
        self._open_kinds = frozenset(
            [accept.kind for accept in item.accepts if not (accept.where or accept.within)]
        )
        own = {kind: sorts[kind] for kind in self._accepts}
        self.records = RecordCheck(item.id, item.name, category.id, own, context)
        self._quickly = {kind: own[kind].faultless for kind in self._open_kinds if kind in own}
        self.counted = CountedStatement(
            context.wording, "records-counted", item.name, section=category.id, path=item.id
        )

    def judge(self, rows: Sequence[Row], run: Run) -> Filed:
        """What of `rows`, the records filed under this item, counts here."""
        findings: list[Finding] = []
        excluded: list[Excluded] = []
        good: list[Good] = []
        quickly, pickable, tags = self._quickly, self.records.pickable, self._tags
        name, picked, stale = self.records.name, run.picked, run.facts.stale
        for number, row in enumerate(rows, 1):
            # the usual record first: nothing is wrong with it and the item takes all of its kind
            faultless, id = quickly.get(row.kind), row.record
            if (
                faultless is not None
                and id
                and id not in picked
                and row.status in pickable
                and faultless(row)
                and id not in stale
            ):
                picked[id] = name
                good.append({**row.values, **tags})
                continue
            before = len(findings)
            record = self.records.judge(row, number, run, findings)
            if record is None:
                excluded.append(self._excluded(row, findings[before].message))
            elif row.kind not in self._open_kinds and (reason := self.refusal(record, run)):
                found = self.records.finding("record-not-accepted", row, number, reason=reason)
                findings.append(found)
                excluded.append(self._excluded(row, reason))
            else:
                good.append({**record, **self._tags})
        return Filed(good, findings, excluded)

    def refusal(self, record: Good, run: Run) -> str:
        """Why this item does not accept a record of a kind that it takes, "" if it does."""
        reason = ""
        for accept in self._accepts.get(record["kind"], ()):
            refused = self._mismatch(accept, record, run) or self._outside(accept, record, run)
            if not refused:
                return ""
            reason = reason or refused
        return reason

    def bounds(self, run: Run) -> tuple[float, float | None]:
        """How many records the item asks for, 0 for none, and how many it allows."""
        least = self.min(run.values) if self.min else None
        return least or 0, self.max(run.values) if self.max else None

    def doubts(self, run: Run) -> list[Finding]:
        """A note that records are counted for now, since a window is not known yet."""
        if self.id not in run.undecided:
            return []
        reads = {
            path for accepts in self._accepts.values() for one in accepts for path in one.reads
        }
        missing = sorted(run.missing & reads)
        names = [self._context.places.name(path) for path in missing]
        wording = self._context.wording
        return [
            Finding(
                code="undecided",
                severity="note",
                message=wording(
                    "undecided", name=self.item.name, missing=wording("and").join(names)
                ),
                section=self.category.id,
                path=missing[0],
                rule=self.id,
            )
        ]

    def takes(self, record: Good, run: Run) -> bool:
        """Whether the record, filed elsewhere, would be accepted here."""
        return record["kind"] in self._accepts and not self.refusal(record, run)

    def _mismatch(self, accept: Acceptance, record: Good, run: Run) -> str:
        """Why the record does not fulfil `where`, "" if it does."""
        if accept.where is None or accept.where(run.values, record):
            return ""
        names = {field.id: field.name for field in accept.kind.fields}
        where = accept.accept.where
        why = unmet(where.tree, run.values, record, lambda id: names.get(id, id)) if where else ""
        label = label_of(record, accept.kind)
        return self._context.wording("record-place", label=label, why=why)

    def _outside(self, accept: Acceptance, record: Good, run: Run) -> str:
        """Why the record's date is not in the window, "" if it is."""
        if not accept.window:
            return ""
        span, day = run.spans.get(accept.window), day_of(record.get(accept.by))
        if span is not None and day is not None and span.holds(day):
            return ""
        label, name = label_of(record, accept.kind), span.name if span else accept.window
        if day is None:
            return self._context.wording("undated", label=label, window=name)
        if span is None or not span.is_known:
            if run.missing & accept.reads:
                run.undecided.add(self.id)
                return ""
            return self._context.wording("unknown-window", label=label, window=name)
        return self._context.wording("out-of-window", label=label, window=str(span))

    def _excluded(self, row: Row, reason: str) -> Excluded:
        kind = self._context.standard.kinds.get(row.kind)
        return Excluded(row=row.id, label=label_of(row.values, kind), reason=reason)


def _acceptance(accept: Accept, kind: Kind, context: Context) -> Acceptance:
    within = accept.within
    window = context.standard.windows.get(within.window) if within else None
    ends = window.start.reads | window.end.reads if window else frozenset()
    return Acceptance(
        accept=accept,
        kind=kind,
        where=condition(accept.where),
        window=within.window if within else "",
        by=(within.by if within else "") or kind.date,
        reads=expand_reads(ends, context.standard.computed),
    )
