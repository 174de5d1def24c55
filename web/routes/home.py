"""The first page of an applicant after signing in: five modules and what one must be told."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, admit_to
from web.context import site
from web.identity import current_account, current_person
from web.pages.entries import build_entry
from web.pages.home import next_step, plan_tabs, waiting_for
from web.services.applications import applications_of, waiting_tasks
from web.services.archive import statistics
from web.services.notices import unread
from web.services.plans import plans_of
from web.services.units import bound_unit

pages = admit_to(Blueprint("home", __name__), APPLICANT)
NEWEST = 8
"""How many plans the home page lists."""
MINE = 3
"""How many applications it lists."""


@pages.get("/home")
def index() -> ResponseReturnValue:
    """个人基本信息, 我的申报情况, 待处理事项, 业绩统计, 最新计划信息 (安徽手册 L153)."""
    packs, person, today = site().packs, current_person(), site().clock.today()
    province = packs.province(person.province)
    entries = [build_entry(packs, a, today) for a in applications_of(person)]
    unit, counted = bound_unit(person), statistics(person, province)
    tabs = plan_tabs(plans_of(packs, person.province), province.plan_types)
    number = request.args.get("tab", 0, type=int)
    tab = tabs[number] if 0 <= number < len(tabs) else tabs[0]
    return render_template(
        "home.html",
        person=person,
        province=province,
        profile=person.account.get("person", {}),
        unit=unit,
        entries=entries[:MINE],
        tasks=waiting_tasks([entry.application for entry in entries[:MINE]]),
        next_step=next_step,
        waiting=waiting_for(entries, counted, unit, province),
        notices=unread(current_account()),
        counted=counted,
        tabs=tabs,
        tab=tab,
        plans=tab.plans[:NEWEST],
        today=today.isoformat(),
    )
