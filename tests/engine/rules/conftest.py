"""A small application to write expressions about."""

import pytest

from engine.rules.expression import CodeAttribute, Scope, ValueType

RANKS = {"11": 6, "21": 4, "31": 3}
LEVEL = ValueType(
    "text",
    ("11", "21", "31"),
    names={"11": "博士研究生毕业", "21": "大学本科毕业", "31": "大学专科毕业"},
    attributes={"rank": CodeAttribute("number", RANKS)},
)


@pytest.fixture(scope="session")
def scope() -> Scope:
    """Names of every type, as a plan would give them."""
    text = ValueType("text")
    return Scope(
        scalars={
            "application.mode": ValueType("text", ("normal", "exceptional", "transfer")),
            "plan.cutoff": ValueType("date"),
            "personal.name": text,
            "personal.work_years": ValueType("number"),
            "personal.major_years": ValueType("number"),
            "personal.is_principal": ValueType("boolean"),
            "personal.born": ValueType("date"),
            "personal.joined": ValueType("date", month=True),
            "personal.level": LEVEL,
            "personal.term": ValueType("range", month=True),
            "personal.skills": ValueType("list", ("听", "说", "读")),
            "personal.photo": ValueType("other"),
            "computed.post_since": ValueType("date"),
            "files.pledge": ValueType("number"),
        },
        lists={
            "records": {
                "kind": ValueType("text", ("paper", "book", "award")),
                "name": text,
                "rank": ValueType("number"),
                "words": ValueType("number"),
                "date": ValueType("date", month=True),
                "period": ValueType("range"),
                "core": ValueType("boolean"),
                "tags": ValueType("list", ("一作", "通讯")),
            },
            "education": {
                "level": LEVEL,
                "qualified": ValueType("boolean"),
                "finished": ValueType("date"),
                "school": text,
            },
        },
    )


@pytest.fixture
def values() -> dict[str, object]:
    """An application with everything filled in."""
    return {
        "application": {"mode": "normal"},
        "plan": {"cutoff": "2022-12-31"},
        "personal": {
            "name": "李晓𠮷",
            "work_years": 12,
            "major_years": 10,
            "is_principal": True,
            "born": "1990-06-07",
            "joined": "2010-08",
            "level": "21",
            "term": {"from": "2017-08", "to": "2022-07"},
            "skills": ["听", "读"],
            "photo": {"id": "f1"},
        },
        "computed": {"post_since": "2015-07-01"},
        "files": {"pledge": 1},
        "records": [
            {
                "id": "p1",
                "kind": "paper",
                "name": "一",
                "rank": 1,
                "words": 0.1,
                "date": "2019-03",
                "core": True,
                "tags": ["一作"],
            },
            {"id": "p2", "kind": "paper", "name": "二", "rank": 2, "words": 0.2, "date": "2012-05"},
            {
                "id": "p3",
                "kind": "book",
                "name": "三",
                "words": 20,
                "date": "2020-01",
                "period": {"from": "2018-01-01", "to": "2020-01-01"},
            },
        ],
        "education": [
            {"id": "e1", "level": "31", "qualified": False, "finished": "2008-07-01"},
            {"id": "e2", "level": "21", "qualified": True, "finished": "2010-07-01"},
        ],
    }
