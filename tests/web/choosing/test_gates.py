"""Who may begin an application: bound, not banned, once a year, in the window, after the pledge."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from flask import Flask

from tests.web.choosing.conftest import Arrive
from tests.web.choosing.journeys import JILIN, SHANDONG, begin_in_jilin, begin_in_shandong
from tests.web.steps import OFFER, PLAN, begin
from tests.web.visitor import Visitor
from web.models import Application, Ban, Binding, Event, Person, database
from web.services import starting
from web.services.choosing import Choice
from web.services.errors import AlreadyApplied
from web.site import Site

CHOSEN = {"mode": "normal", "branch": "小学科学", "offer": OFFER, "confirmed": "1"}


def applications() -> int:
    with database.connection_context():
        return int(Application.select().count())


def ban(visitor: Visitor, start: str, end: str) -> None:
    with database.connection_context():
        person = Person.get()
        number = person.account["person"]["id_number"]
        Ban.create(province=person.province, id_number=number, start=start, end=end)


@pytest.mark.requirement("AH-08")
def test_person_without_a_confirmed_unit_can_neither_choose_nor_begin(visitor: Visitor) -> None:
    visitor.open(f"{PLAN}/apply")
    with database.connection_context():
        Binding.update(state="requested").execute()

    visitor.send("/apply", **CHOSEN)

    assert (visitor.status, "还没有绑定单位，" in visitor.text, applications()) == (403, True, 0)
    visitor.open(PLAN)
    assert "尚未审核通过，现在不能申报" in visitor.text
    assert not any(link.endswith("/apply") for _, link in visitor.links())


@pytest.mark.requirement("AH-75")
@pytest.mark.parametrize(
    ("start", "end", "is_refused"),
    [
        ("2022-01-01", "2022-12-31", True),
        ("2022-07-01", "2022-07-01", True),
        ("2020-01-01", "", True),
        ("2020-01-01", "2022-06-30", False),
        ("2022-07-02", "", False),
    ],
)
def test_integrity_ban_stops_the_beginning_while_it_lasts(
    visitor: Visitor, start: str, end: str, is_refused: bool
) -> None:
    visitor.open(f"{PLAN}/apply")
    ban(visitor, start, end)

    visitor.send("/apply", **CHOSEN)

    assert ("诚信档案中有记录" in visitor.text) is is_refused
    assert applications() == (0 if is_refused else 1)


@pytest.mark.requirement("AH-75")
def test_ban_that_comes_while_one_fills_in_is_found_by_the_check(visitor: Visitor) -> None:
    application = begin(visitor)
    ban(visitor, "2022-06-30", "")

    visitor.open(f"{application}/check?run=1")

    assert "诚信档案中存在记录" in visitor.text


@pytest.mark.requirement("AH-74")
def test_deleted_application_frees_the_plan_year(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.open(f"{application}/delete").send("/delete")

    assert begin(visitor) != application


@pytest.mark.requirement("AH-74")
def test_two_requests_at_once_begin_one_application(visitor: Visitor, site: Site) -> None:
    with database.connection_context():
        person = Person.get()
        plan = site.packs.plan(PLAN[7:])
        bundle = site.packs.pin(plan.id)
    choice = Choice(mode="normal", standard="anhui/k12-senior", branch="小学科学", title="高级教师")
    ready, outcomes = threading.Barrier(4), []

    def press() -> None:
        with database.connection_context():
            ready.wait()
            try:
                starting.start(person, plan, bundle, choice, now=site.clock.now())
            except AlreadyApplied:
                outcomes.append("refused")
            else:
                outcomes.append("begun")

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["begun", "refused", "refused", "refused"]
    assert applications() == 1


def test_beginning_leaves_an_event(visitor: Visitor) -> None:
    application = begin(visitor).rpartition("/")[2]

    with database.connection_context():
        event = Event.get(Event.subject == f"application:{application}", Event.number == 1)
        assert (event.action, event.details["plan"]) == ("begin", PLAN[7:])


def test_plan_of_another_province_does_not_exist(visitor: Visitor) -> None:
    for address in (JILIN, f"{JILIN}/apply", f"{JILIN}/self-check", f"{JILIN}/pledge"):
        assert visitor.open(address).status == 404
    assert visitor.post(f"{JILIN}/apply", CHOSEN).status in (400, 404)
    assert applications() == 0


@pytest.mark.requirement("SD-06", "SD-07")
def test_pledge_comes_before_the_first_application_and_only_then(arrive: Arrive) -> None:
    visitor = arrive("demo-shandong")

    visitor.open(f"{SHANDONG}/apply")
    assert "职称初定申报承诺书" in visitor.text
    visitor.send("/pledge")
    assert (visitor.status, "请仔细阅读" in visitor.text) == (422, True)
    visitor.send("/pledge", agreed="1")

    assert visitor.path == f"{SHANDONG}/apply"
    assert visitor.open(f"{SHANDONG}/apply").path == f"{SHANDONG}/apply"
    assert visitor.open(f"{SHANDONG}/pledge").text.count("已同意") == 1


@pytest.mark.requirement("SD-06")
def test_choice_cannot_be_posted_past_the_pledge(arrive: Arrive) -> None:
    visitor = arrive("demo-shandong").open(f"{SHANDONG}/pledge")
    token = dict(visitor.form("/pledge").values)["csrf_token"]

    visitor.post(f"{SHANDONG}/apply", {"csrf_token": token, **CHOSEN})

    assert (visitor.status, "请先阅读并同意申报承诺书" in visitor.text) == (403, True)
    assert applications() == 0


@pytest.mark.requirement("JL-20", "JL-21")
def test_self_check_comes_before_choosing_where_the_pack_says_so(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin")

    visitor.open(f"{JILIN}/apply")
    assert visitor.path == f"{JILIN}/self-check", visitor.text
    assert "申报注意事项" in visitor.text
    assert "确认并开始申报" in visitor.text
    with database.connection_context():
        unit = Binding.get(Binding.state == "bound").unit.name
    assert unit in visitor.text
    token = dict(visitor.form(f"{JILIN}/self-check").values)["csrf_token"]
    visitor.post(f"{JILIN}/apply", {"csrf_token": token, **CHOSEN})
    assert (visitor.status, "请先做条件自检" in visitor.text) == (403, True)

    visitor.open(f"{JILIN}/self-check").send(f"{JILIN}/self-check")
    assert visitor.path == f"{JILIN}/apply"


@pytest.mark.requirement("JL-20")
def test_self_check_cannot_be_confirmed_without_a_unit(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin-new").open(f"{JILIN}/self-check")

    assert "去绑定" in visitor.text
    with visitor.client.session_transaction() as session:
        token = session["csrf"]
    visitor.post(f"{JILIN}/self-check", {"csrf_token": token})
    assert (visitor.status, applications()) == (403, 0)


WRITES = (
    "/choice",
    "/sections/personal",
    "/rows/held_titles/01aaaaaaaaaaaaaaaaaaaaaaaa",
    "/rows/work/some/remove",
    "/rows/work/some/up",
    "/picks/work",
    "/files/pledge_scan",
    "/pledge/pledge",
    "/profile/personal",
    "/submit",
)


@pytest.mark.requirement("YN-25")
@pytest.mark.parametrize("write", WRITES)
def test_window_closes_every_way_to_write(
    visitor: Visitor, on_day: Callable[[str], Site], write: str
) -> None:
    application = begin(visitor)
    token = dict(visitor.form("/sections/personal").values)["csrf_token"]
    on_day("2022-08-01")
    visitor.sign_in_as("demo")  # a month of idleness ends a session

    visitor.post(f"{application}{write}", {"csrf_token": token, "agreed": "1", **CHOSEN})

    assert visitor.status == 403, visitor.text
    assert "2022-06-21 至 2022-07-31" in visitor.text


def test_window_closes_autosave_and_files_too(
    visitor: Visitor, on_day: Callable[[str], Site], app: Flask
) -> None:
    application = begin(visitor)
    token = dict(visitor.form("/sections/personal").values)["csrf_token"]
    visitor.open(f"{application}/pages/files_page")
    visitor.send("/files/pledge_scan", file=("承诺书.pdf", b"%PDF-1.4 no"))
    on_day("2022-08-01")
    visitor.sign_in_as("demo")  # a month of idleness ends a session

    answer = visitor.client.patch(
        f"{application}/sections/personal",
        json={"version": 0, "data": {"birth_place": ["合肥"]}},
        headers={"X-CSRF-Token": token, "X-Requested-With": "fetch"},
    )

    assert answer.status_code == 403
    for page in ("/pages/basic", "/overview"):
        visitor.open(f"{application}{page}")
        assert (visitor.status, "只能查看" in visitor.text) == (200, True)


def test_provinces_begin_each_in_its_own_way(arrive: Arrive) -> None:
    assert begin_in_jilin(arrive("demo-jilin"))
    assert begin_in_shandong(arrive("demo-shandong"))
