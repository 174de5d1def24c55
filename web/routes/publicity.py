"""公示 for everybody: what is shown now, and objections by real name.

Names are on the page only while they are shown; numbers of documents and telephones never are.
"""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import EVERYONE, admit_to
from web.context import site
from web.identity import find_account
from web.models import Publicity
from web.pages.paging import paged_query
from web.pages.typed import Typed
from web.routes.accounts.captchas import is_solved, new_captcha
from web.routes.publicity_room import read_objection
from web.services import attempts, publicity
from web.services.duties import has_duty
from web.services.errors import BadChoice, NotFound, NotWritable
from web.services.objections import object_to

pages = admit_to(Blueprint("publicity", __name__, url_prefix="/publicity"), EVERYONE)
SIZE = 20
MOST_OBJECTIONS, REST_MINUTES = 5, 60
"""How often one address may object before it has to wait."""


@pages.before_request
def _know_visitor() -> None:
    """Whoever is signed in keeps their menu on pages for everybody."""
    find_account()


@pages.get("")
def index() -> ResponseReturnValue:
    """The results that are shown to the public, the newest first; withdrawn ones are left out."""
    query = (
        Publicity.select()
        .where(Publicity.kind == "result", Publicity.state != "withdrawn")
        .order_by(Publicity.starts_on.desc(), Publicity.id.desc())
    )
    found = paged_query(query, request.args.get("page", 1, type=int), SIZE)
    today = site().clock.today()
    return render_template(
        "publicity/index.html",
        found=found,
        phases={one.id: publicity.phase_of(one, today) for one in found.entries},
        names=publicity.PHASES,
        tones=publicity.TONES,
    )


def _publicity(id: str) -> Publicity:
    found: Publicity | None = Publicity.get_or_none(Publicity.id == id)
    if found is None or found.state == "withdrawn":
        raise NotFound("公示")
    return found


def _room(found: Publicity) -> str:
    """The page from which the unit that shows it came, "" for everybody else."""
    account = find_account()
    if found.kind != "unit" or account is None or account.unit_id != found.unit_id:
        return ""
    return url_for("unit_publicity.show", id=found.id) if has_duty(account, "review") else ""


@pages.get("/<id>")
def show(id: str) -> ResponseReturnValue:
    """One publicity; those who are shown, while it runs."""
    return _page(id, {})


def _page(id: str, problems: dict[str, str]) -> str:
    found, parts = _publicity(id), site()
    standing = publicity.standing_of(found, parts.packs.calendar, parts.clock.today())
    shown = publicity.shown_in(found) if standing.phase == "running" else []
    return render_template(
        "publicity/show.html",
        publicity=found,
        standing=standing,
        shown=[one for one in shown if one.state != "dropped"],
        words={k: v for k, v in publicity.WORDS.items() if any(k in s.words for s in shown)},
        names=publicity.PHASES,
        tones=publicity.TONES,
        back=_room(found),
        problems=Typed(problems),
        typed=Typed(request.form),
        captcha=new_captcha() if standing.phase == "running" else None,
    )


@pages.post("/<id>")
def send(id: str) -> ResponseReturnValue:
    """Object against somebody who is shown."""
    found, now = _publicity(id), site().clock.now()
    key = f"objection:{request.remote_addr or ''}"
    wait = attempts.tally(key, now).minutes(now)
    if wait:
        return _page(
            id, {"notice": f"提交过于频繁，请在 {wait} 分钟后再试。填写的内容已保留。"}
        ), 429
    if not is_solved():
        return _page(id, {"captcha": "验证码不正确，请重新填写"}), 422
    try:
        object_to(found, read_objection(), source="public", now=now)
    except BadChoice as mistake:
        return _page(id, mistake.problems), 422
    except NotWritable as refusal:
        return _page(id, {"notice": refusal.reason}), 409
    attempts.count_failure(key, now=now, most=MOST_OBJECTIONS, minutes=REST_MINUTES)
    flash("异议已提交，办公室会按您留下的联系方式核实。", "good")
    return redirect(url_for("publicity.show", id=id), 303)
