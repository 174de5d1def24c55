"""Who has taken a task, and who may decide although somebody has."""

from __future__ import annotations

from datetime import date

from web.models import Account, Task
from web.services.delegating import stands_in_for


def taker_of(task: Task | None) -> Account | None:
    """Who has taken a task."""
    if task is None or not task.taken_by:
        return None
    found: Account | None = Account.get_or_none(Account.id == task.taken_by)
    return found


def may_decide(task: Task, operator: Account, today: date) -> bool:
    """Whether nobody else has taken a task, or somebody for whom the operator stands in."""
    taken = task.taken_by
    return taken in ("", operator.id) or taken in stands_in_for(operator, today)


def words_of(task: Task) -> str:
    """Why another operator cannot decide, with the cure."""
    taker = taker_of(task)
    name = taker.name if taker else "其他经办人"
    return f"{name}已认领这份申报，正在审核。如需由您办理，请其先释放，或在“代办”中指定您代办。"
