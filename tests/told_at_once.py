"""Tells of a failure when it happens: a run that is broken off has told what it knew."""

from __future__ import annotations

import pytest


class ToldAtOnce:
    """Writes a line for each test that fails, between the dots."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.failed:
            return
        terminal = self._config.pluginmanager.get_plugin("terminalreporter")
        crash = getattr(report.longrepr, "reprcrash", None)
        first = (crash.message if crash else str(report.longrepr)).strip().partition("\n")[0]
        if terminal is not None:
            told = f"FAILED {report.nodeid} ({report.when}): {first[:300]}"
            terminal.write_line(f"\n{told}", red=True)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # with -n, the process that collects the reports
        config.pluginmanager.register(ToldAtOnce(config), "told-at-once")
