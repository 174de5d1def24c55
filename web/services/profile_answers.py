"""The profile questions that registering asks (云南手册 L11、安徽手册 L60-84): which they are, what
was answered, and everything that is wrong with it, at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from engine.fields import FIELD_TYPES, is_empty
from engine.fields.answers import AnswerCheck
from engine.forms import build_form, read_form
from engine.forms.visibility import holds
from engine.messages import say
from engine.packs.model import Field, Section
from engine.packs.province import Province
from engine.rules import identity
from engine.rules.expression import Expression
from engine.same import Same

Answers = dict[str, dict[str, Any]]
"""Stored values by section and field, as `Person.account` holds them."""

PERSON, ID_NUMBER, OTHER_NUMBER = "person", "id_number", "other_id_number"
RESIDENT = "111"
"""居民身份证 (GA/T 517-2004): what most people register with, and what portals verify."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileAnswers:
    """What was answered, and the sentences about what is wrong by path `section.field`."""

    values: Answers
    faults: Mapping[str, tuple[str, ...]]


def asked_sections(province: Province) -> tuple[Section, ...]:
    """The sections of the profile with the fields that registering asks, in the pack's order;
    every required field when the pack names none."""
    return _asked(Same(province))


@lru_cache(maxsize=64)
def _asked(key: Same[Province]) -> tuple[Section, ...]:
    province = key.one
    asks = frozenset(province.account.register.asks)
    found = []
    for section in province.profile:
        fields = tuple(
            dataclasses.replace(field, readonly=False)
            for field in section.fields
            if FIELD_TYPES[field.type].build_input(field) is not None
            and (f"{section.id}.{field.id}" in asks if asks else field.required is not False)
        )
        if fields:
            found.append(dataclasses.replace(section, fields=fields))
    return tuple(found)


def prefix_of(section: Section) -> str:
    """What the names of a section's inputs begin with."""
    return f"{section.id}-"


def read_answers(
    province: Province,
    sent: Any,
    *,
    today: str,
    kept: Answers | None = None,
    fixed: Collection[str] = (),
) -> ProfileAnswers:
    """The answers of a form that was sent, over those `kept`; paths in `fixed` stay as kept."""
    values: Answers = {id: dict(answers) for id, answers in (kept or {}).items()}
    faults: dict[str, tuple[str, ...]] = {}
    for section in asked_sections(province):
        read = read_form(build_form(section)(sent, prefix=prefix_of(section)), {}, today)
        known = values.setdefault(section.id, {})
        for id, value in read.values.items():
            path = f"{section.id}.{id}"
            if path in fixed:
                continue
            known.pop(id, None)
            if not is_empty(value):
                known[id] = value
            wrong = [f for f in read.faults.get(id, ()) if f.severity == "error"]
            if wrong:
                faults[path] = tuple(say(one.code, one.args) for one in wrong)
    faults.update(_missing(province, values, faults))
    for path, sentence in cross_checked(values).items():
        if path not in fixed:
            faults.setdefault(path, (sentence,))
    return ProfileAnswers(values=_applying(province, values), faults=faults)


def missing_paths(province: Province, values: Answers) -> list[str]:
    """The paths that registering requires and that are not answered."""
    return list(_missing(province, values, {}))


def seen_values(province: Province, values: Answers) -> Answers:
    """What conditions of the profile see: the well-formed answers."""
    seen: Answers = {}
    for section in province.profile:
        answers = values.get(section.id, {})
        faults = AnswerCheck(section.fields).faults(answers)
        wrong = {id for id, found in faults.items() if any(f.severity == "error" for f in found)}
        seen[section.id] = {id: value for id, value in answers.items() if id not in wrong}
    return seen


def shows(field: Field, seen: Answers) -> bool:
    """Whether a question applies when conditions see these answers."""
    return holds(field.when, seen)


def requires(field: Field, seen: Answers) -> bool:
    """Whether an answer is required when conditions see these answers."""
    required = field.required
    return holds(required, seen) if isinstance(required, Expression) else required


def _missing(
    province: Province, values: Answers, faults: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    seen = seen_values(province, values)
    return {
        path: (say("required-missing", {"name": field.name}),)
        for section in asked_sections(province)
        for field in section.fields
        if (path := f"{section.id}.{field.id}") not in faults
        and shows(field, seen)
        and requires(field, seen)
        and is_empty(values.get(section.id, {}).get(field.id))
    }


def cross_checked(values: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """What an identity number (GB 11643-1999) says otherwise than the answers beside it."""
    person = values.get(PERSON, {})
    number = str(person.get(ID_NUMBER) or "")
    born, gender = identity.birth_date(number), identity.gender(number)
    found = {}
    if born and person.get("birth_date") not in (None, born):
        found["person.birth_date"] = "出生日期与身份证号码第 7 至 14 位不一致"
    if gender and person.get("gender") in {"1", "2"} - {gender}:
        found["person.gender"] = "性别与身份证号码第 17 位不一致"
    return found


def _applying(province: Province, values: Answers) -> Answers:
    """The answers without those of questions that do not apply."""
    seen = seen_values(province, values)
    hidden = {
        (section.id, field.id)
        for section in asked_sections(province)
        for field in section.fields
        if not shows(field, seen)
    }
    return {
        id: {key: value for key, value in answers.items() if (id, key) not in hidden}
        for id, answers in values.items()
    }


def number_of(values: Answers) -> str:
    """The number of the identity document that signs in: a citizen's, else another document's."""
    person = values.get(PERSON, {})
    return str(person.get(ID_NUMBER) or person.get(OTHER_NUMBER) or "").upper()
