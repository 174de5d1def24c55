"""Statements such as “教学成果奖 已录入 1 个业绩”: built once per count, shared by all reports."""

from __future__ import annotations

from engine.checks.report import Finding, Severity
from engine.checks.wording import Wording

KEPT = 64
"""Counts above this are rare; their statements are worded each time."""


class CountedStatement:
    """A sentence with a number in it, as a frozen finding per number."""

    __slots__ = ("_built", "_code", "_key", "_place", "_severity", "_values", "_wording")

    def __init__(
        self,
        wording: Wording,
        key: str,
        name: str,
        *,
        section: str,
        path: str,
        code: str = "",
        severity: Severity = "ok",
        **values: object,
    ) -> None:
        self._wording = wording
        self._key = key
        self._code = code or key
        self._severity: Severity = severity
        self._place = (section, path)
        self._values = {"name": name, **values}
        self._built: dict[int, Finding] = {}

    def __call__(self, n: int) -> Finding:
        """The statement for the count `n`."""
        built = self._built.get(n)
        if built is None:
            section, path = self._place
            built = Finding(
                code=self._code,
                severity=self._severity,
                message=self._wording(self._key, **{**self._values, "n": n}),
                section=section,
                path=path,
            )
            if n <= KEPT:
                self._built[n] = built
        return built
