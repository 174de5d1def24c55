"""个人信息: what the account holds of a person, beyond any application.

Saved like sections of an application: masked, versioned, never blocked by validity. Applications
that were handed in keep their snapshots, whatever changes here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.fields.answers import AnswerCheck
from engine.fields.field_type import is_empty
from engine.forms import accept
from engine.forms.acceptance import Applies
from engine.forms.visibility import holds
from engine.messages import say
from engine.packs.model import Field, Section
from engine.packs.province import Province
from web.models import Account, Person, write
from web.services import events
from web.services.errors import BadChoice, Conflict, NotFound
from web.services.glyphs import undrawable
from web.services.profile_answers import cross_checked

Json = dict[str, Any]
NAMES_OF_ACCOUNT = {"id_number": "证件号码", "mobile": "手机号码"}
"""Answers of the section `person` that sign in, too; columns of `Account`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedProfile:
    """What a save did: the new version, and what the person must be told of."""

    version: int
    notices: tuple[str, ...] = ()


def profile_values(province: Province, answers: Mapping[str, Json]) -> dict[str, Json]:
    """What conditions of the profile see: the good answers by section."""
    return {section.id: _good(section, answers.get(section.id, {})) for section in province.profile}


def _good(section: Section, values: Mapping[str, Any]) -> Json:
    faults = AnswerCheck(section.fields).faults(values)
    wrong = {id for id, found in faults.items() if any(f.severity == "error" for f in found)}
    return {id: value for id, value in values.items() if id not in wrong}


def profile_faults(
    province: Province, answers: Mapping[str, Json], today: str
) -> dict[str, tuple[str, ...]]:
    """What is wrong with the answers that apply, sentences by `section.field`; `today` is an ISO
    day. What is required and missing is named, too."""
    seen = profile_values(province, answers)
    found: dict[str, tuple[str, ...]] = {}
    for section in province.profile:
        values = answers.get(section.id, {})
        faults = AnswerCheck(section.fields).faults(values, today)
        for field in section.fields:
            if not holds(field.when, seen):
                continue
            said = [say(one.code, one.args) for one in faults.get(field.id, ())]
            if is_required(field, seen) and is_empty(values.get(field.id)):
                said.append(say("required-missing", {"name": field.name}))
            if said:
                found[f"{section.id}.{field.id}"] = tuple(said)
    for path, sentence in cross_checked(answers).items():
        found.setdefault(path, (sentence,))
    return found


def is_required(field: Field, seen: Mapping[str, Any]) -> bool:
    """Whether a field must be answered, when conditions see these values."""
    if isinstance(field.required, bool):
        return field.required
    return holds(field.required, seen)


def is_locked(province: Province, answers: Mapping[str, Json], section: str, field: Field) -> bool:
    """Whether an answer can no longer be changed by its person: it is one of the immutable ones
    and was given (安徽手册 L787)."""
    is_immutable = field.readonly or f"{section}.{field.id}" in province.account.immutable
    return is_immutable and not is_empty(answers.get(section, {}).get(field.id))


def save_profile(
    province: Province,
    person: Person,
    section_id: str,
    asked: Json,
    version: int | None,
    *,
    actor: Account | None,
    now: datetime,
) -> SavedProfile:
    """Save answers of a section of 个人信息; `asked` holds only what the form asked.

    What cannot be changed or does not apply is ignored; faults are told and stop nothing. Without
    a version the answers replace whatever is stored.

    :raises NotFound: the province's profile has no such section
    :raises Conflict: the profile was saved since `version`, with other answers to what is asked
    """
    section = province.section(section_id)
    if section is None:
        raise NotFound("个人信息模块")
    # what signs in is unique among all accounts, so that this section is written alone
    with write(*(() if section_id == "person" else (f"person:{person.id}",))):
        stored: Person = Person.get_by_id(person.id)
        before: Json = stored.account.get(section_id, {})
        values = _masked(province, stored.account, section, asked)
        if values == before:
            return SavedProfile(version=stored.version)
        if version is not None and stored.version != version:
            raise Conflict(section_id, asked, before, stored.version)
        account = {**stored.account, section_id: values}
        changes: Json = {"account": account, "version": stored.version + 1}
        if section_id == "person" and values.get("name"):
            changes["name"] = values["name"]
        _update(stored, changes, Conflict(section_id, asked, before, stored.version))
        taken = _rename_account(stored, values) if section_id == "person" else ()
        _record(stored, section, before, values, actor, now)
    return SavedProfile(
        version=stored.version + 1, notices=(*taken, *undrawable(section.fields, asked))
    )


def chosen_series(province: Province, series: Sequence[str]) -> list[str]:
    """Those of the catalogue among these ids, in its order; [] where the province asks none."""
    return [id for id in province.series if id in series] if province.account.series_max else []


def too_many_series(province: Province, chosen: Sequence[str]) -> str:
    """What is wrong with so many series (安徽手册 L56: at most three), or ""."""
    most = province.account.series_max
    if len(chosen) <= most:
        return ""
    return f"所在职称系列最多选择 {most} 个，当前选择了 {len(chosen)} 个，请减少后再保存。"


def save_series(
    province: Province,
    person: Person,
    series: Sequence[str],
    version: int,
    *,
    actor: Account | None,
    now: datetime,
) -> SavedProfile:
    """Say which series a person is in, at most `series_max` (安徽手册 L56).

    :raises BadChoice: too many, or none of the catalogue
    :raises Conflict: the profile was saved since `version`
    """
    chosen = chosen_series(province, series)
    if said := too_many_series(province, chosen):
        raise BadChoice({"series": said})
    with write(f"person:{person.id}"):
        stored: Person = Person.get_by_id(person.id)
        if stored.series == chosen:
            return SavedProfile(version=stored.version)
        conflict = Conflict("series", {"series": chosen}, {"series": stored.series}, stored.version)
        if stored.version != version:
            raise conflict
        _update(stored, {"series": chosen, "version": version + 1}, conflict)
        for account in stored.accounts:
            details = {"before": stored.series, "after": chosen}
            events.record(
                f"account:{account.id}", "series-changed", actor=actor, now=now, details=details
            )
    return SavedProfile(version=version + 1)


def _masked(province: Province, answers: Mapping[str, Json], section: Section, asked: Json) -> Json:
    """The stored answers of a section with those of `asked` that may be written."""

    def applying(values: Json) -> Applies:
        seen = profile_values(province, {**answers, section.id: values})
        return lambda field: holds(field.when, seen)

    writable = [f for f in section.fields if not is_locked(province, answers, section.id, f)]
    values, _ = accept(writable, asked, answers.get(section.id, {}), applying)
    return values


def _update(stored: Person, changes: Json, conflict: Conflict) -> None:
    moved = Person.update(**changes).where(Person.id == stored.id, Person.version == stored.version)
    if not moved.execute():
        raise conflict


def _rename_account(person: Person, values: Json) -> tuple[str, ...]:
    """Let the accounts of a person be known by the new answers, where no other account is."""
    said = []
    for account in person.accounts:
        changes: Json = {"name": values.get("name") or account.name}
        number = values.get("id_number") or values.get("other_id_number")
        new_names = {"id_number": number, "mobile": values.get("mobile")}
        for column, name in NAMES_OF_ACCOUNT.items():
            new = new_names[column] or None
            if new == getattr(account, column):
                continue
            if new and _is_taken(account, column, new):
                said.append(f"该{name}已被其他账号使用，已保存但不能用来登录，请核对。")
                continue
            changes[column] = new
        Account.update(**changes).where(Account.id == account.id).execute()
    return tuple(said)


def _is_taken(account: Account, column: str, value: str) -> bool:
    query = Account.select().where(
        Account.province == account.province,
        getattr(Account, column) == value,
        Account.id != account.id,
    )
    found: bool = query.exists()
    return found


def _record(
    person: Person,
    section: Section,
    before: Json,
    after: Json,
    actor: Account | None,
    now: datetime,
) -> None:
    changed = [field.id for field in section.fields if before.get(field.id) != after.get(field.id)]
    details = {
        "section": section.id,
        "before": {id: before[id] for id in changed if id in before},
        "after": {id: after[id] for id in changed if id in after},
    }
    for account in person.accounts:
        events.record(
            f"account:{account.id}", "profile-changed", actor=actor, now=now, details=details
        )
