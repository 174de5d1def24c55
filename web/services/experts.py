"""The library of a committee's experts (专家库): adding, correcting, disabling, who can be drawn.

A term is three years at most (人社部令第40号). Experts sign in with an account of their own; its
password they set themselves with a code that the office hands out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from peewee import IntegrityError

from engine.fields.sensitive import mask
from engine.packs.province import Province
from web.models import Account, Expert, Unit, write
from web.services import events, sessions
from web.services.changing_passwords import Passwords
from web.services.days import read_day
from web.services.errors import BadChoice, NotAdmitted, NotFound, NotWritable, NotYours
from web.services.operator_duties import CODE_MINUTES
from web.services.packs import Packs
from web.services.registration import LOGIN, WORDS
from web.services.reviewing import ReviewDesk

TERM_YEARS = 3
STATES = {"active": "在库", "disabled": "已停用"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertAnswers:
    """What the office says of an expert; days are ISO days, branches names."""

    login: str = ""
    name: str = ""
    id_number: str = ""
    work_unit: str = ""
    title: str = ""
    series: str = ""
    branches: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    note: str = ""


LONGEST = {"name": 40, "work_unit": 100, "title": 40, "id_number": 30, "note": 300}
LABELS = {
    "name": "姓名", "work_unit": "工作单位", "title": "职称", "id_number": "证件号码",
    "note": "备注",
}  # fmt: skip


def expert_problems(
    packs: Packs, province: str, asked: ExpertAnswers, *, own: str = ""
) -> dict[str, str]:
    """Everything wrong with what was said, by field; `own` is the account that has the login."""
    found = {}
    for key, most in LONGEST.items():
        if len(getattr(asked, key)) > most:
            found[key] = f"{LABELS[key]}不能超过 {most} 字"
    for key in ("name", "work_unit", "title"):
        if not getattr(asked, key):
            found[key] = f"请填写{LABELS[key]}"
    found |= _login_problem(province, asked.login, own)
    found |= _term_problem(asked)
    if asked.series and asked.series not in series_of(packs, province):
        found["series"] = "请从列表中选择系列，或不选（不限系列）"
    return found


def read_branches(text: str) -> tuple[str, ...]:
    """Branches as they are typed in one line, with commas of any kind between them."""
    parts = text.replace(",", "、").replace("，", "、").split("、")
    return tuple(part.strip()[:60] for part in parts if part.strip())[:50]


def series_of(packs: Packs, province: str) -> dict[str, str]:
    """The series that the plans of a province are about, names by id."""
    return {plan.series.id: plan.series.name for plan in packs.plans() if plan.province == province}


def _login_problem(province: str, login: str, own: str) -> dict[str, str]:
    if not LOGIN.fullmatch(login):
        return {"login": WORDS["login-shape"]}
    taken = Account.select().where(
        Account.province == province, Account.login == login, Account.id != own
    )
    return {"login": WORDS["login-taken"]} if taken.exists() else {}


def _term_problem(asked: ExpertAnswers) -> dict[str, str]:
    start, end = read_day(asked.valid_from), read_day(asked.valid_to)
    if start is None or end is None:
        return {"valid_to": "请填写任期的起止日期，如 2026-01-01 至 2028-12-31"}
    if end < start:
        return {"valid_to": "任期的结束日期不能早于开始日期"}
    if end >= _years_on(start, TERM_YEARS):
        last = _years_on(start, TERM_YEARS)
        return {"valid_to": f"任期不超过 {TERM_YEARS} 年，应早于 {last.isoformat()}"}
    return {}


def _years_on(day: date, years: int) -> date:
    """The same day some years on; of the 29th of February the 1st of March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def add_expert(desk: ReviewDesk, asked: ExpertAnswers) -> Expert:
    """Take somebody into the library, with an account that has no password yet.

    :raises BadChoice: with everything that is wrong, by field
    """
    problems = expert_problems(desk.packs, desk.unit.province, asked)
    if problems:
        raise BadChoice(problems)
    try:
        with write(f"unit:{desk.unit.id}"):
            return create_expert(desk.unit, asked, by=desk.operator, now=desk.now)
    except IntegrityError:
        raise BadChoice({"login": WORDS["login-taken"]}) from None


def create_expert(
    committee: Unit,
    asked: ExpertAnswers,
    *,
    by: Account | None,
    now: datetime,
    password: str = "",
) -> Expert:
    """Make expert and account, inside the `write()` of whatever they belong to; `password` is a
    hash, "" for none yet."""
    account = Account.create(
        province=committee.province,
        role="expert",
        login=asked.login,
        name=asked.name,
        password=password,
        password_changed_at=now if password else None,
        created_at=now,
    )
    known = {key: value for key, value in asdict(asked).items() if key != "login"}
    known["branches"] = list(asked.branches)
    expert: Expert = Expert.create(committee=committee, account=account, created_at=now, **known)
    events.record(f"account:{account.id}", "created", actor=by, now=now)
    _record(expert, "expert-added", by, now)
    return expert


def change_expert(desk: ReviewDesk, id: str, asked: ExpertAnswers) -> Expert:
    """Correct what is known of an expert.

    :raises NotFound, NotYours: there is none in this library
    :raises BadChoice: with everything that is wrong, by field
    """
    expert = expert_of(desk.unit, id)
    problems = expert_problems(desk.packs, desk.unit.province, asked, own=expert.account_id)
    if problems:
        raise BadChoice(problems)
    known = {key: value for key, value in asdict(asked).items() if key != "login"}
    known["branches"] = list(asked.branches)
    try:
        with write(f"expert:{id}"):
            changed = _changed(expert_of(desk.unit, id), known)
            Expert.update(**known).where(Expert.id == id).execute()
            Account.update(login=asked.login, name=asked.name).where(
                Account.id == expert.account_id
            ).execute()
            expert = expert_of(desk.unit, id)
            _record(expert, "expert-changed", desk.operator, desk.now, changed=changed)
    except IntegrityError:
        raise BadChoice({"login": WORDS["login-taken"]}) from None
    return expert


def _changed(before: Expert, after: Mapping[str, Any]) -> str:
    """What was changed, in words: recusals are found by unit and number, so that both have to be
    seen in the record."""
    found = []
    for key, new in after.items():
        old = getattr(before, key)
        if old != new:
            if key == "id_number":
                old, new = mask(old, "id"), mask(new, "id")
            found.append(f"{LABELS.get(key, key)} {old or '空'} → {new or '空'}")
    return "；".join(found)


def disable(desk: ReviewDesk, id: str, *, disabled: bool, note: str = "") -> Expert:
    """Take an expert out of use, and end the sessions of the account; or back into use.

    :raises NotFound, NotYours: there is none in this library
    :raises BadChoice: no reason was given for disabling
    """
    if disabled and not note.strip():
        raise BadChoice({"note": "停用专家时，请填写原因。"})
    if len(note) > LONGEST["note"]:
        raise BadChoice({"note": f"原因不能超过 {LONGEST['note']} 字。"})
    with write(f"expert:{id}"):
        expert = expert_of(desk.unit, id)
        state = "disabled" if disabled else "active"
        if expert.state != state:
            expert.state, expert.note = state, note.strip() if disabled else ""
            expert.save(only=[Expert.state, Expert.note])
            if disabled:
                sessions.end_others(expert.account, "", now=desk.now)
            _record(expert, f"expert-{state}", desk.operator, desk.now, note=note.strip())
    return expert


def make_code(desk: ReviewDesk, id: str, province: Province) -> tuple[Expert, str]:
    """A code with which an expert sets a password; it is shown once.

    :raises NotFound, NotYours: there is none in this library
    :raises NotWritable: the expert is disabled
    """
    expert = expert_of(desk.unit, id)
    if expert.state != "active":
        raise NotWritable("专家已停用，请先启用，再发放设置密码的代码。")
    service = Passwords(province=province, now=desk.now)
    return expert, service.make_code(expert.account, minutes=CODE_MINUTES, by=desk.operator)


def experts_of(committee: Unit, *, words: str = "", series: str = "", state: str = "") -> Any:
    """The experts of a committee as a query, by name; `words` is part of a name, work unit or
    title."""
    query = Expert.select(Expert, Account).join(Account).where(Expert.committee == committee)
    if words:
        named = Expert.name.contains(words) | Expert.work_unit.contains(words)
        query = query.where(named | Expert.title.contains(words))
    if series:
        query = query.where(Expert.series == series)
    if state:
        query = query.where(Expert.state == state)
    return query.order_by(Expert.state, Expert.name, Expert.id)


def available(committee: Unit, day: str) -> list[Expert]:
    """The experts who are in use and whose term includes a day, by name."""
    query = experts_of(committee, state="active")
    return list(query.where(Expert.valid_from <= day, Expert.valid_to >= day))


def is_available(expert: Expert, day: str) -> bool:
    """Whether an expert may act on a day."""
    return expert.state == "active" and expert.valid_from <= day <= expert.valid_to


def named(experts: Sequence[Expert], ids: Sequence[str]) -> list[Expert]:
    """Those of some experts whose ids are named, in the order of the experts."""
    wanted = set(ids)
    return [one for one in experts if one.id in wanted]


def expert_of(committee: Unit, id: str) -> Expert:
    """An expert of this committee, with the account.

    :raises NotFound: there is none
    :raises NotYours: it is another committee's
    """
    found: Expert | None = (
        Expert.select(Expert, Account).join(Account).where(Expert.id == id).first()
    )
    if found is None:
        raise NotFound("专家")
    if found.committee_id != committee.id:
        raise NotYours
    return found


def expert_with(account: Account) -> Expert:
    """The expert whom an account belongs to.

    :raises NotAdmitted: it belongs to none, or to one who is not in use
    """
    found: Expert | None = Expert.get_or_none(Expert.account == account)
    if found is None or found.state != "active":
        raise NotAdmitted
    return found


def _record(expert: Expert, action: str, by: Account | None, now: datetime, **details: str) -> None:
    said = {"expert": expert.id, "name": expert.name, **details}
    for subject in (f"unit:{expert.committee_id}", f"account:{expert.account_id}"):
        events.record(subject, action, actor=by, now=now, details=said)
