"""Checks files: those of attachment sections, and those that belong to a row or a record.

A slot says which types it takes, how many files, and how large each and all may be; sizes are
inclusive and in MB of 1,048,576 bytes (AMB-15).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import ceil

from engine.checks.answers import Place
from engine.checks.conditions import Condition, Context, condition
from engine.checks.counted import CountedStatement
from engine.checks.quick import MB
from engine.checks.report import Finding
from engine.checks.run import NOTHING, Findings, Good, Run, Step
from engine.dossier import File
from engine.packs.model import Section, Slot

NO_FILES: tuple[File, ...] = ()


class SlotCheck:
    """One slot, compiled."""

    __slots__ = ("_least", "_most", "_most_files", "_required", "_total", "_types", "_wording",
                 "slot", "when")  # fmt: skip

    def __init__(self, slot: Slot, context: Context) -> None:
        self.slot = slot
        self.when = condition(slot.when)
        self._wording = context.wording
        self._required: bool | Condition = (
            slot.required if isinstance(slot.required, bool) else condition(slot.required) or False
        )
        self._types = frozenset([kind.lower() for kind in slot.types])
        self._least, self._most_files = max(slot.min_files, 1), slot.max_files
        self._most = slot.max_mb * MB
        self._total = None if slot.max_total_mb is None else slot.max_total_mb * MB

    def fits(self, files: Sequence[File]) -> bool:
        """Whether these files are faultless, or there are none where none are needed."""
        if not files:
            return self._required is False
        if not self._least <= len(files) <= self._most_files:
            return False
        types, most = self._types, self._most
        for file in files:
            if file.bytes > most or (types and file.type not in types):
                return False
        return self._total is None or sum([file.bytes for file in files]) <= self._total

    def faults(
        self, files: Sequence[File], run: Run, place: Place, row: Good | None
    ) -> list[Finding]:
        """What is wrong with these files, in full."""
        slot, wording = self.slot, self._wording
        if not files:
            required = self._required
            if not (required if isinstance(required, bool) else required(run.values, row)):
                return []
            run.missing.add(f"files.{slot.id}")
            fix = wording("fix-file", name=slot.name)
            return [self._finding("slot-missing", place, fix=fix, actual="0")]
        found = [finding for file in files for finding in self._judge(file, place)]
        n = len(files)
        if n < self._least:
            found.append(self._finding("too-few-files", place, n=n, bound=self._least))
        if n > slot.max_files:
            found.append(self._finding("too-many-files", place, n=n, bound=slot.max_files))
        if self._total is not None and sum([file.bytes for file in files]) > self._total:
            found.append(self._finding("slot-total", place, bound=slot.max_total_mb or 0))
        return found

    def _judge(self, file: File, place: Place) -> list[Finding]:
        """What is wrong with one file."""
        slot, wording, found = self.slot, self._wording, []
        if self._types and file.type.lower() not in self._types:
            types = wording("and").join(slot.types)
            fix = wording("fix-file-type", types=types)
            found.append(
                self._finding("slot-type", place, file, expected=types, actual=file.type, fix=fix)
            )
        if file.bytes > self._most:
            fix = wording("fix-file-size", max=slot.max_mb)
            # upwards: one byte too many must not read as the limit itself
            actual = f"{ceil(file.bytes * 100 / MB) / 100:.2f}MB"
            found.append(
                self._finding("slot-size", place, file, bound=slot.max_mb, actual=actual, fix=fix)
            )
        return found

    def _finding(
        self, code: str, place: Place, file: File | None = None, *, n: int = 0, bound: float = 0,
        expected: str = "", actual: str = "", fix: str = "",
    ) -> Finding:  # fmt: skip
        slot, wording = self.slot, self._wording
        name = file.name if file else ""
        types = wording("and").join(slot.types)
        values = {"n": n, "min": bound, "max": bound, "actual": actual}
        key = {"too-few-files": "slot-short", "too-many-files": "slot-over"}.get(code, code)
        message = wording(key, name=slot.name, file=name, types=types, **values)
        path = f"{place.path}.{slot.id}" if place.number else slot.id
        return Finding(
            code=code,
            severity="error",
            message=place.say(wording, message),
            section=place.section,
            path=f"{path}.{file.id}" if file else path,
            rule=slot.id,
            expected=expected or (f"{bound:g}" if bound else ""),
            actual=actual or (str(n) if n else ""),
            fix=fix,
            source=slot.source,
        )


class RowFiles:
    """The slots of one sort of row; files in slots that the row does not have are left alone."""

    __slots__ = ("_slots",)

    def __init__(self, slots: Sequence[Slot], context: Context) -> None:
        self._slots = tuple([(slot.id, SlotCheck(slot, context)) for slot in slots])

    @property
    def fits(self) -> tuple[tuple[Slot, Callable[[Sequence[File]], bool]], ...]:
        """Every slot with its test, for those who write out their own."""
        return tuple([(check.slot, check.fits) for _, check in self._slots])

    def faultless(self, files: Mapping[str, tuple[File, ...]]) -> bool:
        """Whether every slot is filled as it should be, whatever their conditions say."""
        for slot, check in self._slots:  # noqa: SIM110  # a generator costs three times as much
            if not check.fits(files.get(slot, NO_FILES)):
                return False
        return True

    def judge(
        self, files: Mapping[str, tuple[File, ...]], good: Good, run: Run, place: Place
    ) -> list[Finding]:
        """What is wrong with the files of a row, whose good answers conditions may read."""
        found: list[Finding] = []
        for slot, check in self._slots:
            if check.when is None or check.when(run.values, good):
                found += check.faults(files.get(slot, NO_FILES), run, place, good)
        return found


def compile_slots(section: Section, context: Context) -> Step:
    """The check of an attachment section: every slot that is asked for, one after the other."""
    checks = []
    for slot in section.slots:
        counted = CountedStatement(
            context.wording, "files-counted", slot.name, section=section.id, path=slot.id
        )
        checks.append((slot.id, SlotCheck(slot, context), counted))
    place = Place(section=section.id, path="", inputs=section.id)

    def step(run: Run) -> Findings:
        found: list[Finding] = []
        uploaded, number_of = run.dossier.files, run.values["files"]
        for slot, check, counted in checks:
            if check.when is not None and not check.when(run.values, None):
                continue
            files = uploaded.get(slot, NO_FILES)
            if not check.fits(files):
                found += check.faults(files, run, place, None)
            if files:
                number_of[slot] = len(files)
                found.append(counted(len(files)))
        return found or NOTHING

    return step
