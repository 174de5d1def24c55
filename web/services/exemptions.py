"""免面试、免试: an applicant asks to be exempt from an exam, with ground, reason and proofs; the
committee's office decides (安徽手册 L204)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from peewee import IntegrityError

from engine.packs.papers import Paper
from web.models import (
    Account,
    Application,
    Batch,
    Exam,
    Exemption,
    FileUse,
    Person,
    Task,
    Unit,
    write,
)
from web.services import events, files, notices
from web.services.draft import Draft
from web.services.errors import BadChoice, Decided, NotFound, NotWritable, NotYours
from web.services.exams import standings
from web.services.operators import check_not_own
from web.services.opinions import read_opinion
from web.services.receiving import Received
from web.services.reviewing import ReviewDesk
from web.storage import FileStore

STATES: Mapping[str, str] = {
    "requested": "待审核",
    "granted": "同意免试",
    "refused": "不同意免试",
    "withdrawn": "已撤回",
}
TONES = {"requested": "warn", "granted": "good", "refused": "bad"}
MOST_PROOFS, MOST_REASON = 5, 1000
TYPES = ("pdf", "jpg", "png")


def ask(
    draft: Draft,
    paper: str,
    *,
    ground: str,
    reason: str,
    proofs: Sequence[Received],
    store: FileStore,
) -> Exemption:
    """Ask to be exempt from an exam; the committee's office is told.

    :raises NotFound: the application has no such exam
    :raises NotWritable: there are no grounds, something was asked before, or a score is there
    :raises BadChoice: with everything wrong by field
    """
    application = draft.application
    with write(f"application:{application.id}"):
        asked, grounds = _open_paper(draft, paper)
        problems = _problems(grounds, ground, reason, proofs)
        if problems:
            raise BadChoice(problems)
        try:
            made: Exemption = Exemption.create(
                application=application,
                paper=paper,
                ground=ground,
                reason=reason.strip(),
                requested_at=draft.now,
            )
        except IntegrityError:
            raise NotWritable("已经申请过免试，请等待审核。") from None
        for proof in proofs:
            stored = files.store(store, proof.content, proof.known, now=draft.now)
            files.put(draft.person, None, place_of(made), stored, proof.name)
        _record(application, "exemption-requested", draft.actor, draft.now, made)
        for unit in _committees(application):
            notices.notify(
                unit,
                f"{draft.person.name}申请“{asked.name}”免试，请审核。",
                link=f"/committee/exemptions/{made.id}",
                key=f"exemption:{made.id}",
                now=draft.now,
            )
    return made


def _open_paper(draft: Draft, id: str) -> tuple[Paper, Sequence[str]]:
    """An exam that can be asked to be exempt from now, with the grounds that there are."""
    one = next((one for one in standings(draft) if one.paper.id == id), None)
    if one is None:
        raise NotFound("考试")
    if draft.application.state != "submitted":
        raise NotWritable("提交申报以后才能申请免试。")
    if not one.may_ask or one.paper.exempt is None:
        raise NotWritable(f"“{one.paper.name}”现在不能申请免试。")
    return one.paper, one.paper.exempt.grounds


def _problems(
    grounds: Sequence[str], ground: str, reason: str, proofs: Sequence[Received]
) -> dict[str, str]:
    problems = {}
    if ground not in grounds:
        problems["ground"] = "请选择免试的情形"
    if not reason.strip():
        problems["reason"] = "请说明理由"
    elif len(reason) > MOST_REASON:
        problems["reason"] = f"理由不能超过 {MOST_REASON} 字，现在有 {len(reason)} 字"
    if not proofs:
        problems["proof"] = "请上传证明材料（PDF、JPG 或 PNG，每个不超过 10MB）"
    elif len(proofs) > MOST_PROOFS:
        problems["proof"] = f"证明材料最多 {MOST_PROOFS} 个文件"
    elif wrong := [p.name for p in proofs if p.known.type not in TYPES]:
        problems["proof"] = f"“{wrong[0]}”不是 PDF、JPG 或 PNG 文件"
    return problems


def _committees(application: Application) -> list[Unit]:
    """The committees that have or had the application."""
    query = (
        Unit.select()
        .join(Task)
        .where(Task.application == application, Unit.kind == "committee")
        .distinct()
    )
    return list(query)


def withdraw(draft: Draft, id: str) -> None:
    """Take a request back that nobody has decided.

    :raises NotFound: the application has no such request
    :raises Decided: it was decided
    """
    with write(f"application:{draft.application.id}"):
        found = asked_by(draft, id)
        _set(found, "withdrawn", "", "", draft.now)
        _record(draft.application, "exemption-withdrawn", draft.actor, draft.now, found)
        notices.put_aside(link=f"/committee/exemptions/{found.id}", now=draft.now)


def asked_by(draft: Draft, id: str) -> Exemption:
    """A request of an application.

    :raises NotFound: it has none of that id
    """
    found: Exemption | None = Exemption.get_or_none(
        Exemption.id == id, Exemption.application == draft.application
    )
    if found is None:
        raise NotFound("免试申请")
    return found


def exemptions_for(unit: Unit, state: str) -> Any:
    """The requests about this committee's applications, as a query; the earliest first."""
    came = Task.select(Task.application).where(Task.unit == unit)
    accepted = (
        Application.select(Application.id)
        .join(Batch, on=(Application.batch == Batch.id))
        .where(Batch.unit == unit)
    )
    return (
        Exemption.select(Exemption, Application, Person)
        .join_from(Exemption, Application)
        .join_from(Application, Person)
        .where(
            Exemption.state == state,
            Application.id.in_(came) | Application.id.in_(accepted),
        )
        .order_by(Exemption.requested_at, Exemption.id)
    )


def exemption_of(unit: Unit, id: str) -> Exemption:
    """A request about an application that came to this committee.

    :raises NotFound: there is none
    :raises NotYours: the application never came to this committee
    """
    found: Exemption | None = Exemption.get_or_none(Exemption.id == id)
    if found is None:
        raise NotFound("免试申请")
    came = Task.select().where(Task.application == found.application_id, Task.unit == unit)
    if not came.exists():
        raise NotYours
    return found


def decide(desk: ReviewDesk, id: str, *, grant: bool, opinion: str) -> Exemption:
    """Grant or refuse a request; a seat that was given before is free again.

    :raises BadChoice: a refusal without a reason
    :raises OwnApplication: it is the operator's own
    :raises NotWritable: a score was entered
    :raises Decided: it was decided before or taken back
    """
    opinion = read_opinion(opinion)
    if not grant and not opinion:
        raise BadChoice({"opinion": "不同意免试时，请填写原因，申请人可以看到"})
    owner = exemption_of(desk.unit, id).application_id
    with write(f"application:{owner}"):
        found = exemption_of(desk.unit, id)
        check_not_own(desk.operator, found.application.person)
        exam: Exam | None = Exam.get_or_none(
            Exam.application == found.application_id, Exam.paper == found.paper
        )
        if grant and exam is not None:
            if exam.score is not None or exam.absent:
                raise NotWritable("已经登记成绩，不能再免试。")
            Exam.delete().where(Exam.id == exam.id).execute()
        _set(found, "granted" if grant else "refused", opinion, desk.operator.id, desk.now)
        action = "exemption-granted" if grant else "exemption-refused"
        _record(found.application, action, desk.operator, desk.now, found)
        said = f"：{opinion}" if opinion else ""
        notices.notify(
            found.application.person,
            f"免试申请：{STATES[found.state]}{said}"[:500],
            link=f"/applications/{found.application_id}/exams",
            key=f"exemption:{found.id}:decided",
            now=desk.now,
        )
        notices.put_aside(link=f"/committee/exemptions/{found.id}", now=desk.now)
    return found


def place_of(exemption: Exemption) -> str:
    """Where the proofs of a request lie."""
    return f"exemption/{exemption.id}"


def proofs_of(exemption: Exemption) -> list[FileUse]:
    """The proofs of a request, in order."""
    return files.files_in(place_of(exemption))


def proof_of(exemption: Exemption, id: str) -> FileUse:
    """One proof of a request.

    :raises NotFound: it has none of that id
    """
    return files.file_in(place_of(exemption), id)


def _set(found: Exemption, state: str, opinion: str, by: str, now: datetime) -> None:
    changed = Exemption.update(state=state, opinion=opinion, decided_by=by, decided_at=now).where(
        Exemption.id == found.id, Exemption.state == "requested"
    )
    if not changed.execute():
        stored = Exemption.get_by_id(found.id)
        raise Decided(what="免试申请", state=STATES[stored.state], by="", at=stored.decided_at)
    found.state, found.opinion = state, opinion


def _record(
    application: Application, action: str, actor: Account | None, now: datetime, found: Exemption
) -> None:
    events.record(
        f"application:{application.id}",
        action,
        actor=actor,
        now=now,
        details={"exemption": found.id, "paper": found.paper, "opinion": found.opinion},
    )
