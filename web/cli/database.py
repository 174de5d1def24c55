"""The database for commands: opened by the site's settings, a refusal told in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.cli.command import WrongUse

if TYPE_CHECKING:
    from web.models.database import Opened


@contextmanager
def refusals_told() -> Iterator[None]:
    """Where a database is opened: that it cannot be used is told in one sentence.

    :raises WrongUse: it cannot be used, or does not answer
    """
    from peewee import OperationalError

    from web.models.refusal import DatabaseRefused

    try:
        yield
    except DatabaseRefused as refusal:
        raise WrongUse(str(refusal)) from None
    except OperationalError as error:
        raise WrongUse(f"数据库没有应答：{error}".strip()) from None


@contextmanager
def opened_database() -> Iterator[Opened]:
    """The database of the settings, closed when the block ends.

    :raises WrongUse: it cannot be used, or does not answer
    """
    from web.models import close_database, use_database
    from web.settings import read_settings

    with refusals_told():
        try:
            yield use_database(read_settings().database_url)
        finally:
            close_database()
