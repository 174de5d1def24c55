"""The commands for the database, as an operator runs them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

import engine.cli.main
import web.cli
from engine.cli.command import FINDINGS, GOOD, WRONG_USE
from web.models import Event, database, write
from web.models.database import close_database, use_database
from web.models.schema import STEPS
from web.services import events


@pytest.fixture(autouse=True)
def empty(
    database_url: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[str]:
    """The URL of an empty database that commands find in their environment."""
    before = database.obj
    url = f"sqlite:{tmp_path / 'zhiping.sqlite3'}"
    if database_url.startswith("postgresql"):
        url = request.getfixturevalue("postgres").create(f"command-{tmp_path.name}")
    monkeypatch.setenv("ZHIPING_DATABASE", url)
    yield url
    if before is not None:
        database.initialize(before)


def run(*arguments: str) -> int:
    """Run one command."""
    return engine.cli.main.run(web.cli.COMMANDS, list(arguments))


def test_migrate_shows_takes_and_checks_the_steps(capsys: pytest.CaptureFixture[str]) -> None:
    names = sorted(path.stem for path in STEPS.glob("[0-9]*.py"))

    assert run("migrate", "check") == FINDINGS
    assert "未升级：0001_as_released_in_0_2_0" in capsys.readouterr().out
    assert run("migrate", "up") == GOOD
    assert capsys.readouterr().out.count("已升级：") == len(names)
    assert run("migrate", "up") == GOOD
    assert "数据库已是最新" in capsys.readouterr().out
    assert run("migrate", "check") == GOOD
    capsys.readouterr()
    assert run("--format", "json", "migrate") == GOOD
    assert [step["name"] for step in json.loads(capsys.readouterr().out)] == names


def test_events_are_verified_over_the_whole_database(
    empty: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run("migrate", "up")
    opened = use_database(empty)
    with opened.connection_context():
        for _ in range(2):
            with write():
                events.record("unit:1", "made", actor=None, now=datetime(2026, 1, 1))
    close_database()

    assert run("events", "--verify") == GOOD
    assert "全部 2 条操作记录完整" in capsys.readouterr().out
    with use_database(empty).connection_context():
        Event.update(actor="somebody").where(Event.number == 2).execute()
    close_database()
    assert run("events", "--verify") == FINDINGS
    assert "unit:1：从第 2 条起对不上" in capsys.readouterr().out


def test_unknown_database_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZHIPING_DATABASE", "mysql://root@host/db")

    assert run("migrate") == WRONG_USE
    assert "不认识的数据库 “mysql:…”" in capsys.readouterr().err
