"""Why a record may not count where it would be picked: told while choosing, never forbidden
(云南手册 L59: 仅提取相应年度内较新的、符合评审条件的)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.packs.model import Accept, Count, Within
from engine.rules.reasons import unmet
from engine.rules.windows import day_of, evaluate_windows
from web.models import Record
from web.services.draft import Draft


class Doubts:
    """What speaks against records for one list of picks, by the conditions and windows of the
    standard and what is stored of the application."""

    def __init__(self, draft: Draft, list_id: str, accepts: Sequence[Accept]) -> None:
        self._draft = draft
        self._list = list_id
        self._accepts = accepts
        self._category = next(
            (c.id for c in draft.standard.categories if any(i.id == list_id for i in c.items)), ""
        )
        self._spans = evaluate_windows(draft.standard.windows, draft.values)
        self._counts = tuple(self._counted())

    def of(self, record: Record) -> str:
        """Why a record may not count, "" if nothing speaks against it."""
        asked = [accept for accept in self._accepts if accept.kind == record.kind]
        row = {**record.values, "kind": record.kind, "status": record.status, "record": record.id}
        fitting = [a for a in asked if a.where is None or self._draft.holds(a.where, row)]
        if asked and not fitting:
            return "可能不符合本项目的条件"
        outside = [self._outside(record, accept.within) for accept in fitting]
        if outside and all(outside):
            return f"可能不计入：不在{outside[0]}"
        return self._uncounted(record)

    def _uncounted(self, record: Record) -> str:
        """Why none of the rules that look at such records counts this one."""
        reasons = []
        for name, count in self._counts:
            if count.kinds and record.kind not in count.kinds:
                continue
            outside = self._outside(record, count.within)
            reason = f"不在{outside}" if outside else self._unmet(record, count)
            if not reason:
                return ""
            reasons.append(f"可能不计入“{name}”：{reason}")
        return reasons[0] if reasons else ""

    def _unmet(self, record: Record, count: Count) -> str:
        row = {**record.values, "kind": record.kind, "item": self._list, "category": self._category}
        if count.where is None or self._draft.holds(count.where, row):
            return ""
        names = {field.id: field.name for field in self._draft.standard.kinds[record.kind].fields}
        return unmet(count.where.tree, self._draft.values, row, lambda id: names.get(id, id))

    def _outside(self, record: Record, within: Within | None) -> str:
        """The window that a record does not lie in, "" if it does or nobody can know."""
        span = self._spans.get(within.window) if within else None
        if within is None or span is None or not span.is_known:
            return ""
        day = day_of(record.values.get(within.by or self._draft.standard.kinds[record.kind].date))
        return "" if day is None or span.holds(day) else str(span)

    def _counted(self) -> Iterator[tuple[str, Count]]:
        """The counts with a minimum that look at this list, and what they are for."""
        for rule in self._draft.standard.rules:
            count = rule.count
            if count is None or rule.min is None:
                continue
            if rule.when is not None and not self._draft.holds(rule.when):
                continue
            if count.section not in ("", self._list):
                continue
            scope = (*count.items, *count.categories)
            if not scope or self._list in scope or self._category in scope:
                yield rule.name, count
