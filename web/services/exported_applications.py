"""Lists of applications as files: what came to a unit, the roster of a batch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from web.models import Person
from web.services.batches import batch_of
from web.services.exporting import Column, Listing
from web.services.review_list import GROUP_NAMES, ReviewSearch, read, reported
from web.services.reviewing import ReviewDesk
from web.services.rosters import roster_of

PIECE = 500
PERSON = (
    Column(name="姓名", width=12),
    Column(name="证件号码", sensitive="id", width=22),
    Column(name="手机号码", sensitive="mobile"),
    Column(name="工作单位", width=30),
)


def identity_of(person: Person) -> tuple[str, str]:
    """Identity number and mobile of a person, "" where not answered."""
    known: Mapping[str, Any] = person.account.get("person", {})
    number = known.get("id_number") or known.get("other_id_number") or ""
    return str(number), str(known.get("mobile") or "")


def reviews_of(desk: ReviewDesk, asked: Mapping[str, str]) -> Listing:
    """What came to the unit, as its page looked for it (山东手册 L117)."""
    known = {one.name: asked[one.name] for one in fields(ReviewSearch) if one.name in asked}
    query = reported(desk, ReviewSearch(**known))
    total = query.count()
    return Listing(
        name="申报审核",
        columns=(
            *PERSON,
            Column(name="年度", width=8),
            Column(name="申报计划", width=36),
            Column(name="申报专业"),
            Column(name="申报职称"),
            Column(name="申报级别", width=10),
            Column(name="提交时间", width=18),
            Column(name="提交次数", width=10),
            Column(name="办理期限", width=12),
            Column(name="状态"),
        ),
        rows=_review_rows(desk, query, total),
        total=total,
    )


def _review_rows(desk: ReviewDesk, query: Any, total: int) -> Iterator[tuple[Any, ...]]:
    for start in range(0, total, PIECE):
        found = read(desk, query.limit(PIECE).offset(start))
        people = _people([one.person.id for one in found])
        for one in found:
            choice = one.application.choice
            yield (
                one.person.name,
                *identity_of(people[one.person.id]),
                one.unit,
                one.plan.year,
                one.plan.name,
                choice["branch"],
                choice["title"],
                one.level,
                one.application.submitted_at,
                one.application.round,
                one.deadline.day,
                GROUP_NAMES[one.group],
            )


def _people(ids: list[str]) -> dict[str, Person]:
    return {one.id: one for one in Person.select().where(Person.id << ids)}


def roster_listing(desk: ReviewDesk, asked: Mapping[str, str]) -> Listing:
    """The roster of a batch of this committee.

    :raises NotFound: there is no such batch of it
    """
    batch = batch_of(desk.unit, asked.get("batch", ""))
    roster = roster_of(desk, batch)
    people = _people([one.person.id for one in roster])
    return Listing(
        name=f"批次名单（{batch.name}）",
        columns=(
            Column(name="序号", width=8),
            *PERSON,
            Column(name="申报专业"),
            Column(name="申报职称"),
            Column(name="申报级别", width=10),
            Column(name="申报方式"),
        ),
        rows=(
            (
                number,
                one.person.name,
                *identity_of(people[one.person.id]),
                one.unit,
                one.branch,
                one.title,
                one.level,
                one.mode,
            )
            for number, one in enumerate(roster, start=1)
        ),
        total=len(roster),
    )
