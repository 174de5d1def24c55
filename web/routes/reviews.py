"""申报审核: what a unit's operators do with the applications that were reported to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.workflow.model import State
from web.audience import OPERATOR, admit_to
from web.context import site
from web.errors import way_on
from web.pages.entries import build_entry
from web.pages.happenings import build_happenings
from web.pages.paging import paged_query
from web.pages.progress import build_progress
from web.pages.review_task import build_task_part
from web.pages.reviewing import (
    Typed,
    action_parts,
    build_dossier_part,
    manual_findings,
    unlinked_report,
)
from web.routes.review_desk import pass_name, review_desk
from web.routes.searching import read_search
from web.routes.stored_file import READ
from web.services import reviewing
from web.services.draft import Draft, open_snapshot
from web.services.errors import (
    BadChoice,
    Decided,
    NoHolder,
    NoPath,
    NotWritable,
    OpinionNeeded,
)
from web.services.handed_in import files_in, snapshot_of_round
from web.services.masking import masked_draft
from web.services.operators import is_own
from web.services.returns import times_returned
from web.services.review_list import (
    GROUP_NAMES,
    GROUPS,
    Reported,
    ReviewSearch,
    choices_of,
    next_waiting,
    number_by_group,
    read,
    reported,
)
from web.services.reviewing import Decision, ReviewDesk, status_of
from web.services.same_content import used_by_others
from web.services.stamped import stamped_of
from web.services.unverified import doubtful_picks

pages = admit_to(Blueprint("reviews", __name__, url_prefix="/reviews"), OPERATOR)
SIZE = 20
MOST_MARKS = 300
COLUMNS = (
    ("name", "姓名"),
    ("unit", "申报单位"),
    ("year", "年度"),
    ("plan", "申报计划"),
    ("title", "申报职称"),
    ("level", "申报级别"),
    ("submitted", "提交时间"),
    ("due", "办理期限"),
    ("state", "状态"),
)
"""What the list can be sorted by."""


def _search() -> ReviewSearch:
    return read_search(ReviewSearch, "for_" if request.method == "POST" else "")


@pages.get("")
def index() -> ResponseReturnValue:
    """What waits for the unit, and what it has decided; filtered, in pages."""
    desk, search = review_desk(), _search()
    page = paged_query(
        reported(desk, search),
        request.args.get("page", 1, type=int),
        SIZE,
        lambda query: read(desk, query),
    )
    numbers = number_by_group(desk, search)
    return render_template(
        "reviews/index.html",
        desk=desk,
        search=search,
        found=page,
        entries=[(one, build_entry(site().packs, one.application)) for one in page.entries],
        choices=choices_of(desk),
        groups=[(group, _group_name(desk, group)) for group in GROUPS],
        columns=COLUMNS,
        numbers=numbers,
        total=sum(numbers.values()) or bool(search.query),
        pass_name=pass_name(desk),
        may_pass=any(_is_passed_by_hand(one) for one in page.entries),
    )


def _is_passed_by_hand(one: Reported) -> bool:
    """Whether an application goes on by 通过: not where a meeting, the end of a publicity or a
    certificate lets it (`services.gates`)."""
    node = one.plan.node(one.application.choice["standard"], one.application.node)
    if node is None or node.by == "issuer":
        return False
    return node.by != "committee" or (node.vote is None and node.publicity is None)


def _group_name(desk: ReviewDesk, group: str) -> str:
    """A group in the words of the province, where it has one for the state."""
    statuses = site().packs.province(desk.unit.province).workflow.statuses
    if group in ("returned", "terminated"):
        return statuses[cast(State, group)]
    return GROUP_NAMES[group]


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """The whole of an application, and what can be decided about it."""
    desk = review_desk()
    return _page(desk, reviewing.open_review(desk, id), Typed()), 200


def _page(desk: ReviewDesk, draft: Draft, typed: Typed, problem: str = "") -> str:
    application = draft.application
    actions = reviewing.actions_of(desk, draft)
    seen = masked_draft(draft)
    report = unlinked_report(seen)
    return render_template(
        "reviews/show.html",
        desk=desk,
        draft=draft,
        application=application,
        plan=draft.plan,
        entry=build_entry(site().packs, application),
        search=_search(),
        typed=typed,
        problem=problem,
        actions=action_parts(draft, actions),
        is_own=is_own(desk.operator, draft.person),
        task=build_task_part(desk, draft),
        following=next_waiting(desk, _search(), application.id),
        dossier=build_dossier_part(
            seen,
            _file_url(application.id),
            before=_before(desk, draft),
            marking="return" in actions,
        ),
        doubts=doubtful_picks(draft),
        may_verify=desk.unit.kind == "unit" or desk.unit.takes_freelancers,
        shared=_shared(draft),
        states=site().packs.province(desk.unit.province).record_statuses,
        report=report,
        manual=manual_findings(report),
        progress=build_progress(draft),
        happenings=build_happenings(draft),
        round_url=lambda number: url_for("reviews.show_round", id=application.id, round=number),
        stamped=stamped_of(draft),
        readable=READ,
        times_returned=times_returned(application),
        all_open=draft.standard.workflow.returning == "whole",
    )


def _shared(draft: Draft) -> list[str]:
    """The names of the files whose content another person uses, too."""
    known = {file["sha256"]: file["name"] for file in files_in(draft.data)}
    return [known[sha256] for sha256 in sorted(used_by_others(draft.person, known))]


def _file_url(id: str) -> Any:
    def address(file: Mapping[str, Any]) -> str:
        return url_for("review_looks.file", id=id, file=file["id"])

    return address


def _before(desk: ReviewDesk, draft: Draft) -> Draft | None:
    """What was handed in before this round, None in the first."""
    if draft.snapshot is None or draft.snapshot.round < 2:
        return None
    return masked_draft(_open_round(desk, draft, draft.snapshot.round - 1))


def _open_round(desk: ReviewDesk, draft: Draft, round: int) -> Draft:
    return open_snapshot(
        desk.packs,
        draft.person,
        draft.application,
        snapshot_of_round(draft.application, round),
        now=desk.now,
        actor=desk.operator,
    )


@pages.post("/<id>")
def decide(id: str) -> ResponseReturnValue:
    """通过, 退回, 终止: by the buttons of the node; then the next one that waits."""
    desk, search = review_desk(), _search()
    typed = _typed()
    decision = Decision(
        application=id,
        action=request.form.get("action", ""),
        opinion=typed.opinion,
        round=request.form.get("round", 0, type=int),
        node=request.form.get("node", ""),
        seen=request.form.get("seen", type=int),
        marks=typed.marks,
        checked=tuple(sorted(typed.checked)),
    )
    try:
        application = reviewing.decide(desk, decision)
    except OpinionNeeded:
        return _again(desk, id, typed, "请填写审核意见，说明原因，以便申报人查看和修改。", 422)
    except BadChoice as mistake:
        return _again(desk, id, typed, "；".join(mistake.problems.values()), 422)
    except NotWritable as refusal:
        return _again(desk, id, typed, refusal.reason, 409)
    except (NoPath, NoHolder) as missing:
        return _again(desk, id, typed, way_on(missing), 409)
    except Decided as before:
        by = f"由{before.by}" if before.by else ""
        problem = f"这份申报已{by}处理过，现在是“{before.state}”，您的操作没有执行。"
        return _again(desk, id, typed, problem, 409)
    draft = reviewing.open_review(desk, id)
    now = status_of(draft.standard, application)
    flash(f"“{draft.person.name}”的申报：{now}，已通知本人。", "good")
    following = next_waiting(desk, search, id)
    if following:
        query: dict[str, Any] = {**search.query}
        return redirect(url_for("reviews.show", id=following, **query), 303)
    return redirect(url_for("reviews.index"), 303)


def _again(
    desk: ReviewDesk, id: str, typed: Typed, problem: str, status: int
) -> ResponseReturnValue:
    return _page(desk, reviewing.open_review(desk, id), typed, problem), status


def _typed() -> Typed:
    """The form of a decision. What has a comment is marked; the comment of a section that is not
    marked itself goes with the answers that are."""
    comments = {
        name.removeprefix("comment:"): text.strip()
        for name, text in request.form.items()
        if name.startswith("comment:") and text.strip()
    }
    ticked = dict.fromkeys(request.form.getlist("mark")[:MOST_MARKS])
    marks = {
        path: comments.get(path) or comments.get(path.partition(".")[0], "") for path in ticked
    }
    for path, comment in comments.items():
        if not any(mark == path or mark.startswith(f"{path}.") for mark in ticked):
            marks[path] = comment
    return Typed(
        opinion=request.form.get("opinion", ""),
        marks=marks,
        checked=frozenset(request.form.getlist("checked")),
    )


@pages.get("/<id>/rounds/<int:round>")
def show_round(id: str, round: int) -> ResponseReturnValue:
    """What was handed in in an earlier round."""
    desk = review_desk()
    draft = masked_draft(_open_round(desk, reviewing.open_review(desk, id), round))
    return render_template(
        "reviews/round.html",
        draft=draft,
        application=draft.application,
        plan=draft.plan,
        entry=build_entry(site().packs, draft.application),
        dossier=build_dossier_part(draft, _file_url(id)),
        report=unlinked_report(draft),
    )
