"""补换证 by the holder (安徽手册 L914-1080): a request is begun, kept, handed in, or given up.

Of a certificate in the list only what is chosen changes (AH-107); one from elsewhere is described
whole (AH-104). Who somebody is comes from 个人信息 and cannot be written otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from peewee import IntegrityError

from engine.certificates.wording import CHANGEABLE, DATES, VALUES
from engine.packs.province import Province
from web.models import Account, Certificate, FileUse, Person, Reissue, ReissueStep, write
from web.services import events, notices
from web.services.certificates.facts import known_of
from web.services.certificates.holding import OPEN, certificate_of
from web.services.certificates.reissue_chain import reissue_rules, responsible
from web.services.certificates.reissue_proofs import proofs_of
from web.services.days import read_day
from web.services.errors import BadChoice, Changed, NotBound, NotWritable
from web.services.owned import owned_by
from web.services.units import bound_unit

LOCKED = ("name", "gender", "birth_date", "id_type", "id_number")
"""What 个人信息 says; nobody asks for a certificate of another (domain.md P13)."""
WRITABLE = ("editing", "returned")
MOST, MOST_REASON = 100, 500
NEVER_BEFORE = "1949-10-01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was typed: `values` of a certificate from elsewhere, `chosen` and `changes` of one in
    the list, the reason; `version` is what was looked at."""

    reason: str
    version: int
    values: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, str] = field(default_factory=dict)


def begin(
    province: Province, person: Person, certificate_id: str, *, actor: Account, now: datetime
) -> Reissue:
    """The open request of a certificate in the list, begun if there is none.

    :raises NotFound, NotYours: as `certificate_of`
    :raises NotWritable: the certificate is not valid, or the province does not do it here
    """
    reissue_rules(province)
    names = (f"person:{person.id}", f"certificate:{certificate_id}")
    try:
        with write(*names):
            certificate = certificate_of(person, certificate_id)
            found = _open_of(certificate)
            if found is not None:
                return found
            if certificate.state != "valid":
                raise NotWritable("这个证书已经失效，不能补换。")
            return _make(person, certificate, dict(certificate.values), actor, now)
    except IntegrityError:  # somebody was faster, in another window
        return _open_of(certificate_of(person, certificate_id)) or begin(
            province, person, certificate_id, actor=actor, now=now
        )


def begin_other(
    province: Province, person: Person, asked: Asked, *, actor: Account, now: datetime
) -> Reissue:
    """A new request for a certificate that is not in the list (情况一).

    :raises BadChoice: its number is in the list, or asked for already
    :raises NotWritable: the province does not do it here
    """
    reissue_rules(province)
    with write(f"person:{person.id}"):
        values = _values(province, person, asked)
        _check_number(person, values["number"], "")
        made = _make(person, None, values, actor, now)
        made.reason = asked.reason.strip()
        Reissue.update(reason=made.reason).where(Reissue.id == made.id).execute()
    return made


def save(province: Province, person: Person, id: str, asked: Asked) -> Reissue:
    """Keep what was typed; what is missing or wrong is told when it is handed in.

    :raises NotFound, NotYours: as `reissue_of`
    :raises NotWritable: it is being reviewed, or was decided
    :raises Changed: another window saved it since
    :raises BadChoice: as `begin_other`
    """
    with write(*_names(person, id)):
        reissue = reissue_of(person, id)
        check_writable(reissue)
        if reissue.version != asked.version:
            raise Changed("补换证申请")
        if reissue.certificate_id is None:
            reissue.values = _values(province, person, asked)
            _check_number(person, reissue.values["number"], id)
        else:
            allowed = reissue_rules(province).changes
            reissue.changes = {
                name: asked.changes[name].strip()[:MOST]
                for name in CHANGEABLE
                if name in allowed and name in asked.changes
            }
        reissue.reason, reissue.version = asked.reason.strip(), reissue.version + 1
        reissue.save(only=[Reissue.values, Reissue.changes, Reissue.reason, Reissue.version])
    return reissue


def problems_of(reissue: Reissue, today: date) -> dict[str, str]:
    """What has to be cured before a request can be handed in, by field."""
    problems: dict[str, str] = {}
    if reissue.certificate_id is None:
        for name, label in VALUES.items():
            text = str(reissue.values.get(name, ""))
            if not text:
                cure = "请到个人中心补全" if name in LOCKED else "请填写"
                problems[name] = f"{cure}{label}。"
            elif len(text) > MOST:
                problems[name] = f"{label}不能超过 {MOST} 字。"
            elif name in DATES - {"birth_date"} and not _was(text, today):
                problems[name] = f"请填写{label}，在 {NEVER_BEFORE} 至今天之间。"
    else:
        for name, text in reissue.changes.items():
            if not text:
                problems[name] = f"请填写正确的{VALUES[name]}；不需要变更的请不要勾选。"
            elif text == reissue.values.get(name):
                problems[name] = f"{VALUES[name]}与原证书相同；不需要变更的请不要勾选。"
    if not reissue.reason:
        problems["reason"] = "请填写申请补(换)发事由。"
    elif len(reissue.reason) > MOST_REASON:
        problems["reason"] = f"申请补(换)发事由不能超过 {MOST_REASON} 字，请缩短。"
    if not proofs_of(reissue):
        problems["proof"] = "请上传佐证材料。"
    return problems


def is_of_another(reissue: Reissue) -> bool:
    """Whether the number of a certificate from elsewhere is one that this site gave to somebody
    else: typed wrongly, or somebody else's certificate. Whoever reviews it is warned, too."""
    if reissue.certificate_id is not None or reissue.state in ("passed", "refused"):
        return False
    number = "".join(str(reissue.values.get("number", "")).split())
    found = Certificate.select().where(
        Certificate.number == number, Certificate.person != reissue.person_id
    )
    return bool(number) and found.exists()


def submit(
    province: Province,
    person: Person,
    id: str,
    *,
    agreed: bool,
    actor: Account,
    now: datetime,
    sure: bool = False,
) -> Reissue:
    """Hand a request in: it goes to the unit that the person belongs to. `sure` says that a number
    was looked at again that is somebody else's.

    :raises NotFound, NotYours, NotWritable: as `save`
    :raises BadChoice: with everything that is missing or wrong, by field
    :raises NotBound: the person belongs to no unit
    :raises NoPath, NoHolder: nobody would be responsible
    """
    rules = reissue_rules(province)
    with write(*_names(person, id)):
        reissue = reissue_of(person, id)
        check_writable(reissue)
        problems = problems_of(reissue, now.date())
        if not agreed:
            problems["agreed"] = "请阅读并勾选承诺。"
        if not sure and "number" not in problems and is_of_another(reissue):
            problems["number"] = (
                "这个编号的证书登记在他人名下，请核对证书编号。"
                "确实是您本人的证书，请勾选“编号无误”后再提交，审核时会核实。"
            )
        if problems:
            raise BadChoice(problems)
        unit = bound_unit(person)
        if unit is None:
            raise NotBound(province.word("unit"))
        first = rules.nodes[0]
        holder = responsible(province, reissue, first, unit)
        reissue.state, reissue.node, reissue.round = "submitted", first.id, reissue.round + 1
        reissue.unit, reissue.holder = unit, holder
        reissue.submitted_at = reissue.arrived_at = now
        reissue.version += 1
        reissue.save()
        step(reissue, "", "hand_in", "", actor, None, now, {"agreed": True})
        notices.notify(
            holder,
            f"{person.name}申请补换证（证书编号 {reissue.values.get('number', '')}），请审核。",
            link=f"/reissues/{reissue.id}",
            key=f"reissue:{reissue.id}:{reissue.round}:{first.id}",
            now=now,
        )
    return reissue


def give_up(person: Person, id: str, *, actor: Account, now: datetime) -> None:
    """Delete a request that was never handed in, or end one that came back.

    :raises NotFound, NotYours, NotWritable: as `save`
    """
    with write(*_names(person, id)):
        reissue = reissue_of(person, id)
        check_writable(reissue)
        events.record(f"reissue:{id}", "reissue-given-up", actor=actor, now=now)
        if reissue.round:
            Reissue.update(state="refused", ended_at=now).where(Reissue.id == id).execute()
        else:
            FileUse.delete().where(FileUse.place == f"reissue/{id}").execute()
            Reissue.delete().where(Reissue.id == id).execute()


def _names(person: Person, id: str) -> list[str]:
    """The subjects of whoever changes a request: a revocation of its certificate ends it."""
    certificate = reissue_of(person, id).certificate_id
    names = [f"person:{person.id}", f"reissue:{id}"]
    return [*names, f"certificate:{certificate}"] if certificate else names


def _was(text: str, today: date) -> bool:
    """Whether a text is a day that has been."""
    day = read_day(text)
    return day is not None and date.fromisoformat(NEVER_BEFORE) <= day <= today


def reissue_of(person: Person, id: str) -> Reissue:
    """A request of this person.

    :raises NotFound: there is none with this id
    :raises NotYours: it is somebody else's
    """
    return owned_by(person, Reissue, id, "补换证申请")


def check_writable(reissue: Reissue) -> None:
    """Whether its owner may change a request.

    :raises NotWritable: it is being reviewed, or was decided
    """
    if reissue.state not in WRITABLE:
        raise NotWritable("补换证申请正在审核或已经办结，不能修改。")


def step(
    reissue: Reissue,
    node: str,
    action: str,
    opinion: str,
    actor: Account,
    unit: object,
    now: datetime,
    details: Mapping[str, object] | None = None,
) -> None:
    """Keep what was done with a request, and its event, inside the caller's `write()`."""
    ReissueStep.create(
        reissue=reissue,
        round=reissue.round,
        node=node,
        action=action,
        opinion=opinion,
        actor=actor.id,
        unit=unit,
        at=now,
    )
    events.record(
        f"reissue:{reissue.id}",
        f"reissue-{action}",
        actor=actor,
        now=now,
        details={"node": node, "round": reissue.round, "opinion": opinion, **(details or {})},
    )


def _make(
    person: Person,
    certificate: Certificate | None,
    values: dict[str, str],
    actor: Account,
    now: datetime,
) -> Reissue:
    made: Reissue = Reissue.create(
        person=person,
        province=person.province,
        certificate=certificate,
        values=values,
        begun_at=now,
    )
    events.record(
        f"reissue:{made.id}",
        "reissue-begun",
        actor=actor,
        now=now,
        details={"certificate": certificate.id if certificate else "", "person": person.id},
    )
    return made


def _open_of(certificate: Certificate) -> Reissue | None:
    found: Reissue | None = Reissue.get_or_none(
        Reissue.certificate == certificate, Reissue.state.in_(OPEN)
    )
    return found


def _values(province: Province, person: Person, asked: Asked) -> dict[str, str]:
    known = known_of(province, person)
    typed = {name: "".join(asked.values.get(name, "").splitlines()).strip() for name in VALUES}
    return {**typed, **{name: known.get(name, "") for name in LOCKED}}


def _check_number(person: Person, number: str, but: str) -> None:
    """One certificate is asked for once, and never beside the list: what was replaced already is in
    the list under its new number.

    :raises BadChoice: it is in the list, was replaced, or is asked for already
    """
    number = "".join(number.split())
    if not number:
        return
    mine = Certificate.select().where(Certificate.person == person, Certificate.number == number)
    if mine.exists():
        raise BadChoice({"number": "这个证书已在“我的职称”里，请在列表中点它的“补换证”。"})
    others = Reissue.select().where(
        Reissue.person == person,
        Reissue.state.in_((*OPEN, "passed")),
        Reissue.id != but,
    )
    for one in others:
        if "".join(str(one.values.get("number", "")).split()) != number:
            continue
        if one.state == "passed":
            raise BadChoice({"number": "这个证书已经补换过，请在“我的职称”里使用新的证书。"})
        if one.certificate_id is None:
            raise BadChoice({"number": "这个编号的补换证已经申请，请在“我的职称”里查看。"})
