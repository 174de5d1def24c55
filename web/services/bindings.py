"""Who belongs to which unit: asked for by the person, decided by the unit, one at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from engine.packs.province import BindingRules, Province
from web.models import Account, Binding, Person, Unit, write
from web.services import events
from web.services.duties import check_duty
from web.services.errors import BadChoice, Decided, NotFound, NotWritable, NotYours
from web.services.notices import notify, settle
from web.services.opinions import read_opinion

STATES = {
    "requested": "待单位审核",
    "bound": "已绑定",
    "refused": "未通过",
    "withdrawn": "已撤回",
    "ended": "已解除",
}
TONES = {"requested": "warn", "bound": "good", "refused": "bad"}
MAX_NOTE = 500


def bindings_of(person: Person) -> list[Binding]:
    """Every binding that a person ever asked for, the newest first, with its unit."""
    query = Binding.select(Binding, Unit).join(Unit).where(Binding.person == person)
    return list(query.order_by(Binding.requested_at.desc(), Binding.id.desc()))


def check_may_ask(province: Province, unit: Unit, held: Sequence[Binding]) -> None:
    """Whether a person with the bindings `held` may ask for this unit now.

    :raises NotFound: the unit is not one that can be asked for
    :raises NotWritable: a request is waiting, the unit is theirs already, or the province wants the
        old binding to be ended first (吉林手册 L149)
    """
    employs = unit.kind == "unit" or unit.takes_freelancers
    if unit.state != "active" or unit.province != province.id or not employs:
        raise NotFound("单位")
    for binding in held:
        if binding.state == "requested":
            raise NotWritable(
                f"您向“{binding.unit.name}”的绑定申请还在等待审核。如需改选，请先撤回该申请。"
            )
        if binding.state == "bound" and binding.unit_id == unit.id:
            raise NotWritable(f"您已绑定“{unit.name}”，不必再次申请。")
        if binding.state == "bound" and province.binding.change == "unbind_first":
            raise NotWritable(
                f"同时只能绑定一个单位。请先与“{binding.unit.name}”解除绑定，再绑定新的单位。"
            )


def request(
    province: Province,
    person: Person,
    unit: Unit,
    *,
    note: str = "",
    freelancer: bool = False,
    actor: Account | None,
    now: datetime,
) -> Binding:
    """Ask a unit to confirm that a person belongs to it; the unit is told.

    :raises NotFound, NotWritable: as `check_may_ask`
    :raises BadChoice: the note is missing or too long, or a freelancer asks an employer
    """
    note = _note(province.binding, note)
    if freelancer and not (province.binding.freelancers and unit.takes_freelancers):
        hint = province.binding.freelancer_hint or "本省不按自由职业者绑定单位"
        raise BadChoice({"unit": hint})
    with write(f"person:{person.id}"):
        check_may_ask(province, unit, bindings_of(person))
        binding: Binding = Binding.create(
            person=person, unit=unit, freelancer=freelancer, note=note, requested_at=now
        )
        _tell(binding, "binding-requested", actor, now, {"note": note, "freelancer": freelancer})
        notify(
            unit,
            f"{person.name} 申请绑定本单位，请审核。",
            link="/unit/bindings",
            key=f"binding:{binding.id}:requested",
            now=now,
        )
    return binding


def _note(rules: BindingRules, note: str) -> str:
    note = note.strip()
    if rules.note == "none":
        return ""
    if rules.note == "required" and not note:
        raise BadChoice({"note": "请填写申请说明。"})
    if len(note) > MAX_NOTE:
        raise BadChoice({"note": f"申请说明不能超过 {MAX_NOTE} 字，当前为 {len(note)} 字。"})
    return note


def withdraw(person: Person, id: str, *, actor: Account | None, now: datetime) -> Binding:
    """Take a request back before the unit has decided.

    :raises NotFound, NotYours: there is no such request of this person
    :raises Decided: the unit was faster
    """
    binding = _own(person, id)
    with write(f"person:{binding.person_id}"):
        _move(binding, "requested", {"state": "withdrawn", "ended_at": now})
        settle(f"binding:{binding.id}:requested", now=now)
        _tell(binding, "binding-withdrawn", actor, now)
    return binding


def unbind(person: Person, id: str, *, actor: Account | None, now: datetime) -> Binding:
    """End a binding as the person wishes. Applications that were handed in stay with the unit.

    :raises NotFound, NotYours: there is no such binding of this person
    :raises Decided: it is not in force any more
    """
    binding = _own(person, id)
    with write(f"person:{binding.person_id}"):
        _move(binding, "bound", {"state": "ended", "ended_at": now})
        _tell(binding, "binding-ended", actor, now)
        notify(
            binding.unit,
            f"{person.name} 已解除与本单位的绑定。",
            link="/unit/bindings",
            key=f"binding:{binding.id}:ended",
            now=now,
        )
    return binding


def decide(
    unit: Unit, id: str, *, approve: bool, opinion: str = "", actor: Account, now: datetime
) -> Binding:
    """Confirm or refuse a request; confirming ends the person's binding to another unit (安徽手册
    L844). The person is told, and the former unit.

    :raises NotFound, NotYours: there is no such request to this unit
    :raises BadChoice: a refusal without a reason, or too long a text
    :raises Decided: somebody else has decided, or the request was withdrawn
    :raises DutyNeeded: the operator does not manage the unit
    """
    check_duty(actor, "manage")
    opinion = read_opinion(opinion)
    if not approve and not opinion:
        raise BadChoice({"opinion": "不同意绑定时，请填写原因。"})
    binding = binding_to(unit, id)
    decision = {"opinion": opinion, "decided_at": now, "decided_by": actor.id}
    with write(f"person:{binding.person_id}"):
        if approve:
            _end_others(binding, actor, now)  # first: the database knows one bound unit a person
        _move(binding, "requested", {**decision, "state": "bound" if approve else "refused"})
        action = "binding-approved" if approve else "binding-refused"
        settle(f"binding:{binding.id}:requested", now=now)
        _tell(binding, action, actor, now, {"opinion": opinion})
        said = "已同意您的绑定申请。" if approve else f"未同意您的绑定申请：{opinion}"
        notify(
            binding.person,
            f"{unit.name}{said}"[:500],
            link="/profile/unit",
            key=f"binding:{binding.id}:decided",
            now=now,
        )
    return binding


def release(unit: Unit, id: str, *, opinion: str, actor: Account, now: datetime) -> Binding:
    """End a binding as the unit wishes, because the person has left it.

    :raises NotFound, NotYours: there is no such binding to this unit
    :raises BadChoice: no reason was given, or one too long
    :raises Decided: it is not in force any more
    :raises DutyNeeded: the operator does not manage the unit
    """
    check_duty(actor, "manage")
    opinion = read_opinion(opinion)
    if not opinion:
        raise BadChoice({"opinion": "解除绑定时，请填写原因。"})
    binding = binding_to(unit, id)
    with write(f"person:{binding.person_id}"):
        _move(binding, "bound", {"state": "ended", "ended_at": now, "opinion": opinion})
        _tell(binding, "binding-ended", actor, now, {"opinion": opinion})
        notify(
            binding.person,
            f"{unit.name}已解除与您的绑定：{opinion}"[:500],
            link="/profile/unit",
            key=f"binding:{binding.id}:ended",
            now=now,
        )
    return binding


def binding_to(unit: Unit, id: str) -> Binding:
    """A binding to this unit, with its person.

    :raises NotFound: there is none
    :raises NotYours: it is another unit's
    """
    binding = (
        Binding.select(Binding, Person, Unit)
        .join_from(Binding, Person)
        .join_from(Binding, Unit)
        .where(Binding.id == id)
        .first()
    )
    if binding is None:
        raise NotFound("绑定申请")
    if binding.unit_id != unit.id:
        raise NotYours
    found: Binding = binding
    return found


def bindings_to(unit: Unit, state: str) -> Any:
    """The bindings of a unit in a state with the names of their people, as a query: requests in
    the order of asking, the others the newest first."""
    query = Binding.select(Binding, Person.id, Person.name).join(Person)
    query = query.where(Binding.unit == unit, Binding.state == state)
    if state == "requested":
        return query.order_by(Binding.requested_at, Binding.id)
    return query.order_by(Binding.decided_at.desc(), Binding.id.desc())


def _own(person: Person, id: str) -> Binding:
    binding = Binding.select(Binding, Unit).join(Unit).where(Binding.id == id).first()
    if binding is None:
        raise NotFound("绑定申请")
    if binding.person_id != person.id:
        raise NotYours
    found: Binding = binding
    return found


def _move(binding: Binding, before: str, changes: Mapping[str, object]) -> None:
    """Change a binding that is still in the state `before`, in the database and in hand."""
    moved = Binding.update(**changes).where(Binding.id == binding.id, Binding.state == before)
    if not moved.execute():
        now = Binding.get_by_id(binding.id)
        decider = Account.get_or_none(Account.id == now.decided_by)
        raise Decided(
            what="绑定申请" if before == "requested" else "绑定",
            state=STATES[now.state],
            by=decider.name if decider else "",
            at=now.ended_at or now.decided_at,
        )
    for name, value in changes.items():
        setattr(binding, name, value)


def _end_others(binding: Binding, actor: Account, now: datetime) -> None:
    others = Binding.select(Binding, Unit, Person)
    others = others.join_from(Binding, Unit).join_from(Binding, Person)
    others = others.where(
        Binding.person == binding.person_id, Binding.state == "bound", Binding.id != binding.id
    )
    for other in others:
        _move(other, "bound", {"state": "ended", "ended_at": now})
        _tell(other, "binding-ended", actor, now, {"replaced_by": binding.id})
        notify(
            other.unit,
            f"{binding.person.name} 已绑定新的单位，与本单位的绑定解除。",
            link="/unit/bindings",
            key=f"binding:{other.id}:ended",
            now=now,
        )


def _tell(
    binding: Binding,
    action: str,
    actor: Account | None,
    now: datetime,
    details: Mapping[str, object] | None = None,
) -> None:
    """The event, in the records of both sides."""
    said = {"binding": binding.id, "person": binding.person_id, "unit": binding.unit_id}
    subjects = [f"unit:{binding.unit_id}"]
    subjects += [f"account:{one.id}" for one in binding.person.accounts]
    for subject in subjects:
        events.record(subject, action, actor=actor, now=now, details={**said, **(details or {})})
