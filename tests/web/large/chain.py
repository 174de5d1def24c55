"""What came along the chain in a large province: the desks of a department, of a committee with its
batch, meeting, experts and exam, of an issuer, and jobs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.web.large.inserting import id_of, insert
from web.models import (
    Account,
    Application,
    Assignment,
    Attendance,
    Batch,
    Certificate,
    Exam,
    Expert,
    Job,
    JobItem,
    Meeting,
    Path,
    Poll,
    Publicity,
    Result,
    Shown,
    Sitting,
    Task,
    Unit,
)
from web.models.columns import canonical

PROVINCE, PLAN = "anhui", "anhui/2022-bengbu-teachers"
AT_DEPARTMENT, AT_COMMITTEE, ACCEPTED, AT_ISSUER = 1_500, 300, 500, 500
CERTIFICATES, EXPERTS, MEMBERS, JOBS, ITEMS, LOWER = 500, 30, 25, 300, 20, 60
FIRST = 3
"""The first person who has handed in here; those before are looked at by other tests."""

DEPARTMENT, COMMITTEE, ISSUER, EXPERT, AUDITOR = (
    "large-department", "large-committee", "large-issuer", "large-expert", "large-auditor",
)  # fmt: skip
NOW = "2022-06-28T09:30:00+08:00"
DUE = "2022-07-15"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Ids of what pages are about."""

    batch: str
    meeting: str
    sitting: str
    publicity: str
    job: str


def seed_chain(bundle: str) -> Chain:
    """Everything, inside the transaction that fills the rest."""
    _desks()
    _arrived("da", "001", AT_DEPARTMENT, "department", "ud", bundle)
    _arrived("ca", "002", AT_COMMITTEE, "committee", "uc", bundle)
    batch = _batch(bundle)
    _arrived("ia", "004", AT_ISSUER, "issue", "ui", bundle)
    _certificates()
    _meeting(batch)
    _jobs()
    return Chain(
        batch=batch,
        meeting=id_of("meeting", 0),
        sitting=id_of("sitting", 0),
        publicity=id_of("publicity", 0),
        job=id_of("job", 0),
    )


def _desks() -> None:
    kinds = {"ud": "department", "uc": "committee", "ui": "issuer"}
    columns = ("id", "province", "kind", "name", "nature", "region", "contact", "phone",
               "takes_freelancers", "state", "created_at")  # fmt: skip
    insert(
        Unit,
        columns,
        (
            (id_of(letters, 0), PROVINCE, kind, f"蚌埠市{kind}", "", "340300", "", "", False,
             "active", NOW)
            for letters, kind in kinds.items()
        ),
    )  # fmt: skip
    insert(
        Account,
        ("id", "province", "role", "login", "name", "unit", "duties", "created_at"),
        (
            (id_of("acc", n), PROVINCE, role, login, "经办人", unit, duties, NOW)
            for n, (login, role, unit, duties) in enumerate(
                (
                    (DEPARTMENT, "operator", id_of("ud", 0), "[]"),
                    (COMMITTEE, "operator", id_of("uc", 0), "[]"),
                    (ISSUER, "operator", id_of("ui", 0), "[]"),
                    (AUDITOR, "staff", None, '["audit"]'),
                )
            )
        ),
    )
    insert(
        Path,
        ("id", "unit", "upper", "state", "requested_at"),
        (
            (id_of("path", n), id_of("e", 4 * n + 1), id_of("ud", 0), "active", NOW)
            for n in range(LOWER)
        ),
    )


def _choice() -> str:
    return canonical(
        {
            "mode": "normal",
            "standard": "anhui/k12-senior",
            "branch": "小学科学",
            "title": "高级教师",
        }
    )


def _applications(letters: str, copy: str, number: int, node: str, bundle: str, batch: Any) -> None:
    columns = ("id", "person", "plan", "province", "year", "bundle", "choice", "choice_version",
               "state", "node", "round", "unit", "batch", "begun_at", "submitted_at",
               "title")  # fmt: skip
    insert(
        Application,
        columns,
        (
            (id_of(letters, n), id_of("p", FIRST + n), f"{PLAN}-{copy}", PROVINCE, 2022, bundle,
             _choice(), 1, "submitted", node, 1, id_of("e", 4 * (n % LOWER) + 1), batch, NOW, NOW,
             "高级教师")
            for n in range(number)
        ),
    )  # fmt: skip


def _tasks(letters: str, number: int, node: str, unit: str) -> None:
    insert(
        Task,
        ("id", "application", "round", "node", "unit", "arrived_at", "due_on"),
        (
            (id_of(f"t{letters}", n), id_of(letters, n), 1, node, id_of(unit, 0), NOW, DUE)
            for n in range(number)
        ),
    )


def _arrived(letters: str, copy: str, number: int, node: str, unit: str, bundle: str) -> None:
    """Applications that wait at a node for a unit."""
    _applications(letters, copy, number, node, bundle, None)
    _tasks(letters, number, node, unit)


def _batch(bundle: str) -> str:
    batch = id_of("batch", 0)
    insert(
        Batch,
        ("id", "unit", "plan", "name", "state", "created_at"),
        ((batch, id_of("uc", 0), f"{PLAN}-003", "2022 年第一批", "closed", NOW),),
    )
    _applications("ba", "003", ACCEPTED, "committee", bundle, batch)
    _tasks("ba", ACCEPTED, "committee", "uc")
    words = canonical({"name": "某某", "unit": "蚌埠市第1实验小学", "title": "高级教师"})
    insert(
        Publicity,
        ("id", "kind", "unit", "batch", "title", "starts_on", "ends_on", "days", "created_at"),
        (
            (id_of("publicity", 0), "result", id_of("uc", 0), batch, "评审结果公示", "2022-06-27",
             "2022-07-04", 5, NOW),
        ),
    )  # fmt: skip
    insert(
        Shown,
        ("id", "publicity", "application", "round", "node", "words"),
        (
            (id_of("shown", n), id_of("publicity", 0), id_of("ba", n), 1, "publicity", words)
            for n in range(ACCEPTED)
        ),
    )
    return batch


def _certificates() -> None:
    values = canonical({"name": "某某", "title": "高级教师", "issued_on": "2022-06-01"})
    columns = ("id", "person", "province", "number", "values", "year", "issuer", "token",
               "issued_at")  # fmt: skip
    insert(
        Certificate,
        columns,
        (
            (id_of("cert", n), id_of("p", FIRST + n), PROVINCE, f"AH2022{n:06}", values, 2022,
             id_of("ui", 0), f"token-{n}", NOW)
            for n in range(CERTIFICATES)
        ),
    )  # fmt: skip


def _meeting(batch: str) -> None:
    _experts()
    insert(
        Meeting,
        ("id", "batch", "day", "place", "way", "state", "host", "created_at"),
        (
            (id_of("meeting", 0), batch, "2022-06-28", "第一会议室", "online", "closed",
             id_of("expert", 0), NOW),
        ),
    )  # fmt: skip
    insert(
        Attendance,
        ("id", "meeting", "expert", "office", "state"),
        (
            (id_of("seat", n), id_of("meeting", 0), id_of("expert", n),
             "member" if n else "chair", "present")
            for n in range(MEMBERS)
        ),
    )  # fmt: skip
    insert(
        Poll,
        ("id", "meeting", "application", "round", "node", "number", "counted", "members", "present",
         "agree"),
        (
            (id_of("poll", n), id_of("meeting", 0), id_of("ba", n), 1, "committee", n + 1, True,
             MEMBERS, MEMBERS, MEMBERS)
            for n in range(ACCEPTED)
        ),
    )  # fmt: skip
    insert(
        Result,
        ("id", "application", "meeting", "round", "node", "outcome", "members", "present", "agree",
         "against", "abstain", "made_at"),
        (
            (id_of("result", n), id_of("ba", n), id_of("meeting", 0), 1, "committee", "passed",
             MEMBERS, MEMBERS, MEMBERS, 0, 0, NOW)
            for n in range(ACCEPTED)
        ),
    )  # fmt: skip
    insert(
        Sitting,
        ("id", "unit", "plan", "paper", "name", "day", "from_time", "to_time", "place", "seats",
         "state", "created_at"),
        (
            (id_of("sitting", 0), id_of("uc", 0), f"{PLAN}-003", "defence", "答辩", "2022-06-27",
             "09:00", "17:00", "第一考场", 500, "ticketed", NOW),
        ),
    )  # fmt: skip
    insert(
        Exam,
        ("id", "sitting", "application", "paper", "number", "seat"),
        (
            (id_of("exam", n), id_of("sitting", 0), id_of("ba", n), "defence", f"20220627{n:05}",
             n + 1)
            for n in range(ACCEPTED)
        ),
    )  # fmt: skip


def _experts() -> None:
    insert(
        Account,
        ("id", "province", "role", "login", "name", "duties", "created_at"),
        (
            (id_of("acx", n), PROVINCE, "expert", EXPERT if n == 0 else f"large-expert-{n}",
             f"专家{n}", "[]", NOW)
            for n in range(EXPERTS)
        ),
    )  # fmt: skip
    insert(
        Expert,
        ("id", "committee", "account", "name", "work_unit", "valid_from", "valid_to", "created_at"),
        (
            (id_of("expert", n), id_of("uc", 0), id_of("acx", n), f"专家{n}", f"第{n}大学",
             "2022-01-01", "2024-12-31", NOW)
            for n in range(EXPERTS)
        ),
    )  # fmt: skip

    def readers() -> Iterator[tuple[Any, ...]]:
        for n in range(ACCEPTED):
            for place in range(3):
                expert = 0 if place == 0 else 1 + (n + place) % (EXPERTS - 1)
                yield (
                    id_of("as", n * 3 + place), id_of("ba", n), id_of("expert", expert), 1,
                    "assigned", NOW,
                )  # fmt: skip

    columns = ("id", "application", "expert", "round", "state", "assigned_at")
    insert(Assignment, columns, readers())


def _jobs() -> None:
    insert(
        Job,
        ("id", "kind", "title", "account", "state", "total", "made_at", "queued_at"),
        (
            (id_of("job", n), "export", f"导出名单（{n}）", id_of("acc", 0),
             "open" if n < 20 else "done", ITEMS, NOW, f"{NOW}-{n:03}")
            for n in range(JOBS)
        ),
    )  # fmt: skip
    insert(
        JobItem,
        ("id", "job", "number", "values", "state", "error"),
        (
            (id_of("item", n * ITEMS + i), id_of("job", n), i, "{}",
             "waiting" if n < 20 else "failed", "" if n < 20 else "没有成功")
            for n in range(JOBS)
            for i in range(ITEMS)
        ),
    )  # fmt: skip
