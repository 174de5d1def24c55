"""操作日志: audit administrators search what was done, verify its chains, and take it away."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import AUDIT, admit_to
from web.context import site
from web.identity import current_account
from web.models import Event
from web.pages.audited import EventPart, build_events
from web.pages.paging import paged_query
from web.routes.searching import read_search
from web.services import chain_check, events
from web.services.event_list import EventSearch, event_of, events_found
from web.services.event_words import SUBJECTS, WORDS
from web.services.exporting import plain_for_csv
from web.services.looks import note_look

pages = admit_to(Blueprint("audit", __name__, url_prefix="/audit"), AUDIT)
SIZE = 50
MOST_EXPORTED = 50_000
KEPT_DAYS = 183
"""网络安全法 第二十一条：留存网络日志不少于六个月. Nothing here ever deletes an event."""
COLUMNS = ("时间", "操作人", "身份", "操作", "对象类型", "对象", "对象编号", "序号", "内容", "哈希")


@pages.get("/events")
def index() -> ResponseReturnValue:
    """What was done, the latest first; filtered, in pages."""
    me, search = current_account(), read_search(EventSearch)
    found = paged_query(
        events_found(me.province, search), request.args.get("page", 1, type=int), SIZE
    )
    return render_template(
        "audit/events.html",
        search=search,
        found=found,
        events=build_events(found.entries),
        subjects=SUBJECTS,
        words=sorted(WORDS.items(), key=lambda one: one[1]),
        kept_days=KEPT_DAYS,
    )


@pages.get("/events/<int:id>")
def show(id: int) -> ResponseReturnValue:
    """One event with its place in the chain of its subject, and whether that chain holds."""
    event = event_of(current_account().province, id)
    chain = events.events_of(event.subject).order_by(Event.number)
    near = [one for one in chain if abs(one.number - event.number) <= 1]
    return render_template(
        "audit/event.html",
        event=build_events([event])[0],
        near=build_events(near),
        length=chain.count(),
        broken=events.broken_at(event.subject),
    )


@pages.get("/chains")
def chains() -> ResponseReturnValue:
    """The verifications that were asked for, with how far each is and what it found."""
    found = chain_check.verifications(current_account())
    return render_template("audit/chains.html", found=found, kept_days=KEPT_DAYS)


@pages.post("/chains")
def verify() -> ResponseReturnValue:
    """校验全部: put into the queue of jobs."""
    chain_check.begin(current_account(), now=site().clock.now())
    flash("已开始校验全部操作记录，稍后刷新本页查看结果。", "good")
    return redirect(url_for("audit.chains"), 303)


@pages.get("/events.csv")
def export() -> ResponseReturnValue:
    """What the search finds as CSV, numbers of people hidden; that it was taken is recorded."""
    me, search = current_account(), read_search(EventSearch)
    query = events_found(me.province, search).limit(MOST_EXPORTED)
    note_look(f"account:{me.id}", "export", actor=me, now=site().clock.now(), details=search.query)
    rows = list(query)
    answer = Response(_csv(build_events(rows)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=events.csv"
    return answer


def _csv(found: list[EventPart]) -> Iterator[str]:
    """Lines that a spreadsheet opens without running any of them."""
    yield "\ufeff" + _line(COLUMNS)
    for one in found:
        said = "；".join(f"{name}：{text}" for name, text in one.details)
        yield _line(
            (one.at.isoformat(), one.who, one.role, one.action, one.kind, one.name, one.subject,
             str(one.number), said, one.hash)
        )  # fmt: skip


def _line(cells: tuple[str, ...]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow([plain_for_csv(cell) for cell in cells])
    return written.getvalue()
