"""A province in its busiest week, made by bulk inserts for tests and benches.

What is asked of pages here is how much they read, so the contents repeat; the shape of every
column is what the services store.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engine.packs.model import Plan
from tests.web.large.chain import Chain, seed_chain
from tests.web.large.inserting import id_of, insert
from web.models import (
    Account,
    Answers,
    Application,
    Binding,
    Event,
    FileUse,
    Mark,
    Notice,
    Person,
    Record,
    Review,
    Row,
    Snapshot,
    StoredFile,
    Task,
    Unit,
    database,
    write,
)
from web.models.columns import canonical, digest_of
from web.services.draft import open_draft
from web.services.packs import Packs

PROVINCE = "anhui"
PLAN = "anhui/2022-bengbu-teachers"
PLANS = 300
PEOPLE, PENDING = 2_000, 500
UNITS = 400
BOUND, REQUESTED, ENDED = 1_000, 300, 200
RECORDS, WAITING, OWN_RECORDS = 20_000, 5_000, 500
PICKS = 400
APPLICATIONS = 1_500
NOTICES, EVENTS = 10_000, 50_000
EVENTS_OF_PICKER = 2_000
SAME_FILE = 300
"""How many records of other people prove themselves by one file."""

OPERATOR, STAFF = "large-operator", "large-staff"
PICKER, COLLECTOR, HANDED_IN = "large-0", "large-1", "large-2"
"""Who has 400 picks in an application; who has an archive and picked nothing; who has handed 400
picks in, twice."""

NOW = "2022-06-28T09:30:00+08:00"
LISTS = ("tenure_honor", "edu_award", "special_allowance", "class_honor")
NAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"


class ManyPlans(Packs):
    """The packs that ship, and copies of one plan: as many plans as a province has in a year."""

    def plans(self) -> tuple[Plan, ...]:
        """One plan and its copies."""
        first = self.plan(PLAN)
        copies = (
            replace(first, id=f"{PLAN}-{n:03}", name=f"{first.name}（第 {n} 批）")
            for n in range(PLANS)
        )
        return (*copies, first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Large:
    """Ids of what pages are about."""

    picker: str
    collector: str
    handed_in: str
    record: str
    waiting: str
    binding: str
    unit: str
    chain: Chain


def seed(packs: Packs) -> Large:
    """Fill an empty database. With a connection; some seconds."""
    bundle = packs.pin(PLAN).digest
    with write():
        _people()
        _bindings()
        _records()
        _applications(bundle)
        _tasks()
        _picks()
        _notices()
        _events()
        chain = seed_chain(bundle)
    _snapshots(packs)
    database.execute_sql("analyze")
    return Large(
        picker=id_of("a", 0),
        collector=id_of("a", 1),
        handed_in=id_of("a", 2),
        record=id_of("r", 3),
        waiting=id_of("r", OWN_RECORDS * 2),
        binding=id_of("b", BOUND),
        unit=id_of("e", 0),
        chain=chain,
    )


def _name(number: int) -> str:
    return NAMES[number % 20] + GIVEN[number // 20 % 20] + GIVEN[number // 400 % 20]


def _people() -> None:
    insert(
        Person,
        ("id", "name", "province", "account", "series", "version"),
        (
            (id_of("p", n), _name(n), PROVINCE, _profile(_name(n)), '["school-teacher"]', 1)
            for n in range(PEOPLE)
        ),
    )
    insert(
        Unit,
        ("id", "province", "name", "nature", "economic_type", "region", "contact", "phone",
         "takes_freelancers", "state", "opinion", "created_at"),
        (
            (id_of("e", n), PROVINCE, f"蚌埠市第{n}实验小学", "21", "", "340303", "某某", "",
             False, "pending" if n % 4 == 3 else "active", "", NOW)
            for n in range(UNITS)
        ),
    )  # fmt: skip
    columns = ("id", "province", "role", "state", "opinion", "login", "name", "password",
               "former_passwords", "person", "unit", "created_at")  # fmt: skip
    insert(
        Account,
        columns,
        (
            (id_of("c", n), PROVINCE, "applicant", "active" if n < PEOPLE - PENDING else "pending",
             "", f"large-{n}", _name(n), "", "[]", id_of("p", n), None, NOW)
            for n in range(PEOPLE)
        ),
    )  # fmt: skip
    insert(
        Account,
        columns,
        (
            (id_of("c", PEOPLE), PROVINCE, "operator", "active", "", OPERATOR, "经办人", "", "[]",
             None, id_of("e", 0), NOW),
            (id_of("c", PEOPLE + 1), PROVINCE, "staff", "active", "", STAFF, "管理员", "", "[]",
             None, None, NOW),
        ),
    )  # fmt: skip


def _profile(name: str) -> str:
    return canonical({"person": {"name": name, "gender": "女", "birth_date": "1985-03-01"}})


def _bindings() -> None:
    def bindings() -> Iterator[tuple[Any, ...]]:
        for n in range(PEOPLE):
            state, unit = "bound", id_of("e", 0)
            if BOUND <= n < BOUND + REQUESTED:
                state = "requested"
            elif BOUND + REQUESTED <= n < BOUND + REQUESTED + ENDED:
                state = "ended"
            elif n >= BOUND:
                unit = id_of("e", 4 * (n % 50) + 1)
            decided = None if state == "requested" else NOW
            yield id_of("b", n), id_of("p", n), unit, state, False, "", "", NOW, decided, ""

    columns = ("id", "person", "unit", "state", "freelancer", "note", "opinion", "requested_at",
               "decided_at", "decided_by")  # fmt: skip
    insert(Binding, columns, bindings())


def _content(n: int) -> str:
    """The sha256 of the proof of a record; some people's is the same."""
    others = OWN_RECORDS * 2
    return digest_of(others if others <= n < others + SAME_FILE else n)


def _file(n: int) -> dict[str, Any]:
    return {"id": id_of("f", n), "name": "证书.jpg", "type": "jpg", "bytes": 48_213,
            "sha256": _content(n), "width": 560, "height": 792}  # fmt: skip


def _honor(n: int) -> dict[str, Any]:
    return {"name": f"教学先进个人（{n}）", "level": "市厅级", "authority": "蚌埠市教育局",
            "date": f"20{10 + n % 12}-09-10"}  # fmt: skip


def _owner(n: int) -> int:
    return n // OWN_RECORDS if n < OWN_RECORDS * 2 else 2 + n % (BOUND - 2)


def _status(n: int) -> str:
    """In the archives of two people most has passed; what waits is spread over the others."""
    if n < OWN_RECORDS * 2:
        own = n % OWN_RECORDS
        return "passed" if own < 440 else "unreviewed" if own < 470 else "returned"
    number = n - OWN_RECORDS * 2
    if number * WAITING // (RECORDS - OWN_RECORDS * 2) < (number + 1) * WAITING // (
        RECORDS - OWN_RECORDS * 2
    ):
        return "pending"
    return ("passed", "passed", "passed", "returned", "failed", "unreviewed")[n % 6]


def _records() -> None:
    insert(
        StoredFile,
        ("sha256", "type", "bytes", "width", "height", "background", "stored_at"),
        (
            (sha256, "jpg", 48_213, 560, 792, "", NOW)
            for sha256 in {_content(n): 0 for n in range(RECORDS)}
        ),
    )
    columns = ("id", "person", "kind", "values", "files", "status", "opinion", "version",
               "save_id", "origin", "created_at", "changed_at", "verified_by")  # fmt: skip
    insert(
        Record,
        columns,
        (
            (id_of("r", n), id_of("p", _owner(n)), "honor", canonical(_honor(n)),
             canonical({"certificate": [_file(n)]}), _status(n), "", 1, "", "", NOW, NOW, "")
            for n in range(RECORDS)
        ),
    )  # fmt: skip
    insert(
        FileUse,
        ("id", "person", "place", "position", "name", "content"),
        (
            (id_of("f", n), id_of("p", _owner(n)), f"record/{id_of('r', n)}/certificate", 1,
             "证书.jpg", _content(n))
            for n in range(RECORDS)
        ),
    )  # fmt: skip


def _applications(bundle: str) -> None:
    states = ("submitted", "submitted", "returned", "passed", "terminated", "submitted", "editing")
    choice = canonical(
        {
            "mode": "normal",
            "standard": "anhui/k12-senior",
            "branch": "小学科学",
            "title": "高级教师",
        }
    )

    def applications() -> Iterator[tuple[Any, ...]]:
        for n in range(APPLICATIONS):
            state = "editing" if n < 2 else "submitted" if n == 2 else states[n % 7]
            node = ("unit", "department", "unit")[n % 3] if state == "submitted" else ""
            node = "unit" if n == 2 else node
            in_hand = state == "editing"
            yield (
                id_of("a", n), id_of("p", n), PLAN, PROVINCE, 2022, bundle, choice, 1, state, node,
                0 if in_hand else 1 + (n == 2), None if in_hand else id_of("e", 0), NOW,
                None if in_hand else NOW, "" if in_hand else "高级教师",
            )  # fmt: skip

    columns = ("id", "person", "plan", "province", "year", "bundle", "choice", "choice_version",
               "state", "node", "round", "unit", "begun_at", "submitted_at", "title")  # fmt: skip
    insert(Application, columns, applications())
    insert(
        Answers,
        ("application", "section", "values", "version", "save_id", "saved_at"),
        (
            (id_of("a", n), "pledge", '{"agreed":true,"signed_on":"2022-06-28"}', 1, "", NOW)
            for n in range(APPLICATIONS)
        ),
    )
    returned = [n for n in range(3, APPLICATIONS) if states[n % 7] == "returned"]
    decisions = [*returned, *[2] * 6]
    insert(
        Review,
        ("id", "application", "round", "node", "action", "opinion", "actor", "at"),
        (
            (
                id_of("v", i),
                id_of("a", n),
                1,
                "unit",
                "return",
                "请补充材料。",
                id_of("c", PEOPLE),
                NOW,
            )
            for i, n in enumerate(decisions)
        ),
    )
    insert(
        Mark,
        ("review", "path", "comment"),
        (
            (id_of("v", i), path, "请更正")
            for i in range(len(decisions))
            for path in ("personal.work_years", "profession")
        ),
    )


def _picks() -> None:
    def picks(application: int) -> Iterator[tuple[Any, ...]]:
        for n in range(PICKS):
            taken = {
                "kind": "honor", "status": "passed", "values": _honor(n),
                "files": {"certificate": [_file(n)]},
            }  # fmt: skip
            kept = canonical(taken)
            yield (
                id_of("w", application * PICKS + n), id_of("a", application), LISTS[n * 4 // PICKS],
                n, "{}", 1, id_of("r", n), kept, digest_of(json.loads(kept)),
            )  # fmt: skip

    columns = ("id", "application", "list", "position", "values", "version", "record", "snapshot",
               "digest")  # fmt: skip
    insert(Row, columns, picks(0))
    insert(Row, columns, picks(2))


def _notices() -> None:
    def notices() -> Iterator[tuple[Any, ...]]:
        for n in range(NOTICES):
            person = id_of("p", 0) if n % 5 == 0 else id_of("p", n % PEOPLE)
            to = (None, id_of("e", 0)) if n % 5 == 1 else (person, None)
            put_aside = None if n % 3 else NOW
            yield (
                id_of("n", n), *to, "“教学先进个人”的状态变为“通过”", "/archive", f"large:{n}", NOW,
                put_aside,
            )  # fmt: skip

    columns = ("id", "person", "unit", "text", "link", "key", "made_at", "read_at")
    insert(Notice, columns, notices())


def _events() -> None:
    subjects = [f"application:{id_of('a', 0)}"] * EVENTS_OF_PICKER + [
        f"record:{id_of('r', n % RECORDS)}" for n in range(EVENTS - EVENTS_OF_PICKER)
    ]
    numbers: dict[str, int] = {}

    def events() -> Iterator[tuple[Any, ...]]:
        for subject in subjects:
            number = numbers[subject] = numbers.get(subject, 0) + 1
            said = canonical({"section": ("personal", "profession")[number % 2], "version": number})
            yield subject, number, NOW, id_of("c", 0), "save", said, "", f"{number:064}", PROVINCE

    columns = ("subject", "number", "at", "actor", "action", "details", "previous", "hash",
               "province")  # fmt: skip
    insert(Event, columns, events())


def _tasks() -> None:
    """What the unit has to decide, and what it has decided."""
    handed_in = Application.select(Application.id, Application.node, Application.round).where(
        Application.state != "editing"
    )

    def tasks() -> Iterator[tuple[Any, ...]]:
        for number, one in enumerate(handed_in):
            done = None if one.node == "unit" else NOW
            action = "" if done is None else "pass"
            yield (
                id_of("t", number), one.id, one.round, "unit", id_of("e", 0), NOW, "2022-07-15", "",
                done, action,
            )  # fmt: skip

    columns = ("id", "application", "round", "node", "unit", "arrived_at", "due_on", "taken_by",
               "done_at", "action")  # fmt: skip
    insert(Task, columns, tasks())


def _snapshots(packs: Packs) -> None:
    """What everyone has handed in: nothing but a pledge, and once 400 picks in two rounds."""
    now = datetime.fromisoformat(NOW)
    kept = {n: _handed_in(packs, n, now) for n in (2, 3)}
    handed_in = Application.select(Application.id, Application.bundle).where(
        Application.state != "editing"
    )

    def snapshots() -> Iterator[tuple[Any, ...]]:
        for number, one in enumerate(handed_in):
            is_large = one.id == id_of("a", 2)
            dossier, report = kept[2 if is_large else 3]
            for round in (1, 2) if is_large else (1,):
                yield (
                    id_of("s", number * 2 + round), one.id, round, one.bundle_id, dossier, report,
                    digest_of(number), NOW,
                )  # fmt: skip

    columns = ("id", "application", "round", "bundle", "dossier", "report", "digest", "taken_at")
    with write():
        insert(Snapshot, columns, snapshots())


def _handed_in(packs: Packs, number: int, now: datetime) -> tuple[str, str]:
    """The dossier and the report of an application as a snapshot keeps them."""
    key = id_of("a", number)
    person = Person.get_by_id(id_of("p", number))
    was = Application.get_by_id(key).state
    Application.update(state="editing").where(Application.id == key).execute()
    draft = open_draft(packs, person, key, now=now)
    Application.update(state=was).where(Application.id == key).execute()
    return canonical(draft.data), canonical(draft.report.plain())
