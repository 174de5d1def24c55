"""The job that reports applications upward (`web.services.reporting`), each in its own
transaction."""

from __future__ import annotations

from datetime import datetime

from web.jobs.kind import Item, Kind, Result
from web.models import Application, Job
from web.services.arrivals import open_task_of
from web.services.duties import check_duty
from web.services.errors import NotFound, NotWritable, OwnApplication
from web.services.moving import decided, move
from web.services.operators import is_own
from web.services.reporting import KIND
from web.services.reviewing import ReviewDesk, actions_of, open_review
from web.services.units import check_active
from web.site import Site

CHANGED = "上报路径在确认之后有了变更，这一份没有上报。请回到“数据上报”核对新的上报单位后重新上报。"


def _names(job: Job, item: Item) -> tuple[str, ...]:
    id = str(item.values["application"])
    application = Application.get_or_none(Application.id == id)
    owner = (f"person:{application.person_id}",) if application else ()
    return (f"application:{id}", *owner)


def _do(parts: Site, job: Job, item: Item, now: datetime) -> Result:
    operator, unit = job.account, job.unit
    if operator is None or unit is None:  # removed meanwhile
        raise NotFound("上报的单位或经办人")
    check_duty(operator, "report")
    check_active(unit)
    desk = ReviewDesk(unit=unit, operator=operator, packs=parts.packs, now=now)
    draft = open_review(desk, str(item.values["application"]))
    if is_own(operator, draft.person):
        raise OwnApplication
    if "report" not in actions_of(desk, draft):
        raise decided(draft)
    move(draft, "report", actor=operator, unit=unit, now=now, details={"job": job.id})
    task = open_task_of(draft.application.id)
    shown = item.values.get("upper", "")
    if task is None or (shown and task.unit_id != shown):
        raise NotWritable(CHANGED)  # takes back the move with the whole transaction
    return {"upper": task.unit_id}


REPORT = Kind(name=KIND, do=_do, names=_names)
