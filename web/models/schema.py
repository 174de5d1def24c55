"""Bringing a database to the tables that this version knows, step by step (`web/migrations`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from peewee import Model
from playhouse.migrations import Runner
from playhouse.schema_diff import diff_models

from web.models.database import Opened
from web.models.refusal import DatabaseRefused

STEPS = Path(__file__).parents[1] / "migrations"
RELEASED = "0001_as_released_in_0_2_0"
"""The step that a database of 0.2.0 has gone without knowing; steps were not counted then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step; `applied` is when it was taken here, None when it was not."""

    name: str
    applied: datetime | None


def steps(opened: Opened) -> tuple[Step, ...]:
    """All steps in order, those that this version does not know among them."""
    with _connected(opened):
        found = Runner(opened, STEPS).status()
    return tuple(Step(name=one.name, applied=one.applied) for one in found)


def bring_up_to_date(opened: Opened) -> tuple[str, ...]:
    """Take the steps that are missing, one process at a time; their names.

    Writers of other processes wait meanwhile. Every step is a transaction of its own.

    :raises DatabaseRefused: a newer version of the site, or something else, made this database
    """
    with _connected(opened):
        if not _missing(opened):
            return ()
        with opened.alone():
            _adopt(opened)
            taken = Runner(opened, STEPS).up() if _missing(opened) else []
    return tuple(taken)


def drift(opened: Opened, tables: Sequence[type[Model]]) -> tuple[str, ...]:
    """Where the tables of the database are other than those of the models, a line each."""
    with _connected(opened):
        return tuple(str(diff_models(opened, tables)).splitlines())


@contextmanager
def _connected(opened: Opened) -> Iterator[None]:
    was_open = not opened.connect(reuse_if_open=True)
    try:
        yield
    finally:
        if not was_open:
            opened.close()


def _missing(opened: Opened) -> bool:
    status = Runner(opened, STEPS).status()
    unknown = [one.name for one in status if one.path is None]
    if unknown:
        raise DatabaseRefused(
            f"数据库由更新的版本建立或升级过（{'、'.join(unknown)}），本版本不能使用。"
            "请安装新版本，或恢复升级之前的备份。"
        )
    return any(one.applied is None for one in status)


def _adopt(opened: Opened) -> None:
    """Note that a database of 0.2.0 has the first step behind it."""
    runner = Runner(opened, STEPS)
    if runner.applied() or not opened.table_exists("person"):
        return
    if "login" not in {column.name for column in opened.get_columns("person")}:
        raise DatabaseRefused(
            "数据库是开发中的版本建立的，没有记下升级到了哪一步，不能升级。"
            "请删除数据目录中的 zhiping.sqlite3（或另建一个空数据库），再重新启动。"
        )
    runner.fake(RELEASED)
