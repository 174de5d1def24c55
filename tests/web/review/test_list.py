"""数据审核: the list by the database, batches, deadlines."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from tests.web.after.conftest import Case
from tests.web.after.steps import decide, token
from tests.web.chains import AT, publicise
from tests.web.review.parties import add_operator, copy_of, unit_of
from tests.web.visitor import Forms
from web.models import Review, Task, database
from web.services.deadlines import due_tasks, fill_missing, missing_years
from web.site import Site


def names_on(html: str, names: tuple[str, ...]) -> list[str]:
    """The names in the order in which the list shows them."""
    table = html.partition("<tbody>")[2].partition("</tbody>")[0]
    return sorted((n for n in names if n in table), key=table.index)


@pytest.mark.requirement("SD-26", "SD-27")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["邱平", "甲一", "乙二"]),
        ("name=甲", ["甲一"]),
        ("unit=装备制造", ["邱平", "甲一", "乙二"]),
        ("unit=学校", []),
        ("title=工程师", ["乙二"]),
        ("level=副高级", ["邱平", "甲一"]),
        ("level=副高级&name=邱", ["邱平"]),
        ("year=2026", ["邱平", "甲一", "乙二"]),
        ("year=2025", []),
        ("state=passed", []),
    ],
)
def test_list_is_looked_through_by_each_condition(
    handed_in: Case, query: str, found: list[str]
) -> None:
    copy_of(handed_in, 1, "甲一")
    copy_of(handed_in, 2, "乙二", title="工程师")

    html = handed_in.operator.open(f"/reviews?{query}").html

    assert sorted(names_on(html, ("邱平", "甲一", "乙二"))) == sorted(found)


@pytest.mark.parametrize("column", ["name", "unit", "year", "plan", "title", "level", "submitted"])
def test_every_column_sorts_both_ways(handed_in: Case, column: str) -> None:
    copy_of(handed_in, 1, "甲一", title="工程师")

    up = handed_in.operator.open(f"/reviews?sort={column}")
    assert 'aria-sort="ascending"' in up.html
    down = handed_in.operator.open(f"/reviews?sort={column}&down=1")
    assert 'aria-sort="descending"' in down.html


def test_search_keeps_the_order_and_the_tab(handed_in: Case) -> None:
    copy_of(handed_in, 1, "甲一")
    sorted_down = handed_in.operator.open("/reviews?state=&sort=name&down=1")
    first, second = names_on(sorted_down.html, ("邱平", "甲一"))

    (form,) = (one for one in Forms(sorted_down.html).forms if "due" in one.names)
    assert dict(form.values) | {"state": "", "sort": "name", "down": "1"} == dict(form.values)
    again = sorted_down.open(f"/reviews?{urlencode(form.values)}")
    assert names_on(again.html, ("邱平", "甲一")) == [first, second]
    assert 'aria-current="page">全部' in again.html


def test_desk_without_anything_that_waits_says_so(handed_in: Case) -> None:
    decide(handed_in, "return", opinion="请补充。")

    assert "现在没有待审核的申报" in handed_in.operator.open("/reviews").text
    assert "没有符合条件的申报" in handed_in.operator.open("/reviews?name=甲").text


def test_what_is_due_first_comes_first_and_late_ones_are_told(handed_in: Case) -> None:
    copy_of(handed_in, 1, "甲一", due="2026-10-28")

    page = handed_in.operator.open("/reviews?sort=due")

    assert names_on(page.html, ("邱平", "甲一")) == ["甲一", "邱平"]
    assert "已超期 2 个工作日" in page.text


def test_desk_leads_to_what_is_late_and_to_what_is_due_soon(handed_in: Case) -> None:
    copy_of(handed_in, 1, "甲一", due="2026-10-28")
    copy_of(handed_in, 2, "乙二", due="2026-11-03")

    late = handed_in.operator.open("/unit").follow("其中已超过期限")
    assert names_on(late.html, ("邱平", "甲一", "乙二")) == ["甲一"]
    assert 'value="late" selected' in late.html
    soon = handed_in.operator.open("/unit").follow("其中即将到期")
    assert names_on(soon.html, ("邱平", "甲一", "乙二")) == ["乙二"]


def test_groups_are_counted_and_follow_what_becomes_of_it(handed_in: Case) -> None:
    copy_of(handed_in, 1, "甲一")
    decide(handed_in, "return", opinion="请补充。")

    page = handed_in.operator.open("/reviews")
    assert names_on(page.html, ("邱平", "甲一")) == ["甲一"]
    returned = page.open("/reviews?state=returned")
    assert names_on(returned.html, ("邱平", "甲一")) == ["邱平"]


@pytest.mark.requirement("SD-29")
def test_batch_is_shown_before_anything_is_decided_then_each_by_itself(
    handed_in: Case, site: Site
) -> None:
    other = copy_of(handed_in, 1, "甲一")
    taken = copy_of(handed_in, 2, "乙二")
    colleague = add_operator(unit_of(handed_in), "li", "李经办")
    with database.connection_context():
        Task.update(taken_by=colleague.id).where(Task.application == taken).execute()
        for id in (handed_in.id, other):
            publicise(site.packs, id, now=AT - timedelta(days=5))
    operator = handed_in.operator.open("/reviews")
    ids = [handed_in.id, other, taken]

    operator.post("/reviews/batch", {"application": ids, "csrf_token": token(operator)})

    assert "批量通过：3 份" in operator.text
    assert "李经办已认领" in operator.text
    with database.connection_context():
        assert Review.select().count() == 0
    chosen = [f"{id}:1:unit" for id in ids]
    operator.post(
        "/reviews/batch/pass",
        {"chosen": chosen, "opinion": "同意推荐。", "csrf_token": token(operator)},
    )
    assert operator.status == 409, "one of them was refused"
    assert "李经办已认领" in operator.text
    with database.connection_context():
        reviews = {review.application_id for review in Review.select()}
    assert reviews == {handed_in.id, other}


def test_batch_of_nothing_says_so(handed_in: Case) -> None:
    operator = handed_in.operator.open("/reviews")
    operator.post("/reviews/batch", {"csrf_token": token(operator)})
    assert "没有选择申报" in operator.text
    operator.post("/reviews/batch/pass", {"csrf_token": token(operator), "chosen": "x:y"})
    assert "没有选择申报" in operator.text


def test_stale_batch_changes_nothing(handed_in: Case) -> None:
    operator = handed_in.operator.open("/reviews")
    decide(handed_in, "return", opinion="请补充。")

    operator.post(
        "/reviews/batch/pass",
        {"chosen": f"{handed_in.id}:1:unit", "csrf_token": token(operator)},
    )

    assert operator.status == 409
    assert handed_in.stored.state == "returned"


@pytest.mark.requirement("AMB-19")
def test_tasks_have_deadlines_and_are_told_when_soon_and_when_late(
    handed_in: Case, site: Site
) -> None:
    with database.connection_context():
        task = Task.get(Task.application == handed_in.id)
        assert task.due_on == "2026-11-13", "ten working days after Sunday the first"
        assert list(due_tasks(site.packs, AT)) == []
        soon = list(due_tasks(site.packs, AT.replace(day=11)))
        late = list(due_tasks(site.packs, AT.replace(day=16)))
    assert [(one.deadline.state, one.deadline.left) for one in soon] == [("soon", 2)]
    assert [(one.deadline.state, one.deadline.left) for one in late] == [("late", -1)]
    assert soon[0].node == "推荐单位审核"
    assert soon[0].key != late[0].key


def test_year_that_is_missing_leaves_no_deadline_and_staff_are_told(
    handed_in: Case, site: Site
) -> None:
    with database.connection_context():
        Task.update(due_on="", arrived_at=AT.replace(year=2028)).execute()
        assert fill_missing(site.packs) == 0
        Task.update(arrived_at=AT).execute()
        assert fill_missing(site.packs) == 1
    assert missing_years(site.packs.calendar, AT.date()) == ()
    assert missing_years(site.packs.calendar, AT.replace(month=12).date()) == (2027,)
