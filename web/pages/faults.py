"""What the check says about the places of a page, for showing it where it can be cured.

A question that was never touched is not reproached with being empty: nobody has answered it yet.
"""

from __future__ import annotations

from collections import defaultdict

from web.services.draft import Draft

UNTOUCHED = frozenset({"required-missing", "slot-missing", "pledge-missing"})


class Faults:
    """Messages of an application's report by path."""

    def __init__(self, draft: Draft) -> None:
        self._errors: dict[str, list[str]] = defaultdict(list)
        self._warnings: dict[str, list[str]] = defaultdict(list)
        for finding in draft.report.findings:
            if finding.code in UNTOUCHED and not self._was_touched(draft, finding.path):
                continue
            if finding.severity == "error":
                self._errors[finding.path].append(finding.message)
            elif finding.severity == "warning":
                self._warnings[finding.path].append(finding.message)

    @staticmethod
    def _was_touched(draft: Draft, path: str) -> bool:
        """Whether the section or row that holds this path was saved before."""
        head, _, rest = path.partition(".")
        if head in draft.material.answers:
            return True
        rows = draft.material.rows.get(head, ())
        return any(row.id == rest.partition(".")[0] for row in rows)

    def errors(self, path: str) -> tuple[str, ...]:
        """What is wrong at exactly this path."""
        return tuple(self._errors.get(path, ()))

    exactly = errors

    def warnings(self, path: str) -> tuple[str, ...]:
        """What may be wrong at exactly this path."""
        return tuple(self._warnings.get(path, ()))

    def below(self, path: str) -> tuple[str, ...]:
        """What is wrong at this path and at everything below it."""
        return tuple(
            message
            for known, messages in self._errors.items()
            if known == path or known.startswith(f"{path}.")
            for message in messages
        )
