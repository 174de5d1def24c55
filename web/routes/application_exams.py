"""考试答辩 of an application: where and when, the admission ticket, 免面试, the result."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import APPLICANT, admit_to
from web.context import site
from web.models import FileUse
from web.pages.typed import Typed
from web.routes.opening import open_application
from web.routes.stored_file import READ, send_pdf, send_stored
from web.services import exemptions, tickets
from web.services.dossier import file_map
from web.services.draft import Draft
from web.services.errors import BadChoice, BadFile, NotWritable
from web.services.exams import KINDS, PaperStanding, standings
from web.services.receiving import Received, receive

pages = admit_to(
    Blueprint("application_exams", __name__, url_prefix="/applications/<id>/exams"), APPLICANT
)
MOST_BYTES = 10 * 1_048_576


@pages.get("")
def index(id: str) -> ResponseReturnValue:
    """The exams of an application."""
    return _page(open_application(id), "", {})


def _page(draft: Draft, paper: str, problems: dict[str, str]) -> str:
    found = standings(draft)
    return render_template(
        "exams/application.html",
        draft=draft,
        application=draft.application,
        plan=draft.plan,
        standings=found,
        kinds=KINDS,
        proofs=_proofs_by_request(found),
        readable=READ,
        states=exemptions.STATES,
        tones=exemptions.TONES,
        asked=paper,
        nothing=Typed(),
        problems=Typed(problems),
        typed=Typed(request.form),
    )


def _proofs_by_request(found: Iterable[PaperStanding]) -> dict[str, list[FileUse]]:
    asked = [one.exemption for one in found if one.exemption is not None]
    return {one.id: exemptions.proofs_of(one) for one in asked}


@pages.post("/<paper>/exemption")
def ask(id: str, paper: str) -> ResponseReturnValue:
    """申请免试, with proofs."""
    draft = open_application(id)
    try:
        exemptions.ask(
            draft,
            paper,
            ground=request.form.get("ground", ""),
            reason=request.form.get("reason", ""),
            proofs=_proofs(),
            store=site().files,
        )
    except BadChoice as mistake:
        return _page(draft, paper, mistake.problems), 422
    except BadFile as mistake:
        return _page(draft, paper, {"proof": f"“{mistake.name}”：{mistake.reason}"}), 422
    except NotWritable as refusal:
        return _page(draft, paper, {"notice": refusal.reason}), 409
    flash("免试申请已提交，请等待评委会审核。", "good")
    return redirect(url_for("application_exams.index", id=id), 303)


def _proofs() -> list[Received]:
    """The files that were sent, opened.

    :raises BadFile: one is too large, or not what it seems
    """
    found = []
    for sent in request.files.getlist("proof"):
        if not sent.filename:
            continue
        content = sent.stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise BadFile(sent.filename, "不能超过 10MB，请压缩后再上传")
        found.append(receive(sent.filename, content))
    return found


@pages.post("/exemptions/<exemption>/withdraw")
def withdraw(id: str, exemption: str) -> ResponseReturnValue:
    """Take a request back."""
    exemptions.withdraw(open_application(id), exemption)
    flash("免试申请已撤回。", "good")
    return redirect(url_for("application_exams.index", id=id), 303)


@pages.get("/exemptions/<exemption>/files/<file>")
def proof(id: str, exemption: str, file: str) -> ResponseReturnValue:
    """A proof that the applicant sent with a request."""
    asked = exemptions.asked_by(open_application(id), exemption)
    return send_stored(file_map(exemptions.proof_of(asked, file)))


@pages.get("/<paper>/ticket.pdf")
def ticket(id: str, paper: str) -> ResponseReturnValue:
    """打印准考证."""
    draft = open_application(id)
    standing = tickets.find_ticket(draft, paper)
    layout = tickets.lay_out_ticket(draft, standing)
    drawn = site().printer.draw(layout, site().files)
    return send_pdf(drawn, f"准考证-{standing.paper.name}-{draft.person.name}.pdf")
