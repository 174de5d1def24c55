"""What comes before what: two stages, pledges at their place, numbered steps."""

from __future__ import annotations

from io import BytesIO

import pytest

from tests.web.choosing.conftest import Arrive
from tests.web.choosing.journeys import begin_in_jilin, begin_in_shandong, begin_in_yunnan
from tests.web.visitor import Visitor
from web.models import Answers, Row, database
from web.services.demo_pictures import draw_document

BASICS = {
    "ethnic": "01",
    "political": "13",
    "work_from": "2010-07",
    "work_years": "16",
}


def token_of(visitor: Visitor) -> str:
    with visitor.client.session_transaction() as session:
        return str(session["csrf"])


def fill_basics(visitor: Visitor, application: str) -> None:
    """Answer everything that 基本信息 asks."""
    visitor.open(f"{application}/pages/basic")
    form = visitor.form("/sections/basics")
    known = {name: text for name, text in BASICS.items() if name in form.names}
    rest = {
        name: "10"
        for name in form.names - set(known) - {"version", "csrf_token", "next"}
        if not dict(form.values).get(name)
    }
    visitor.send("/sections/basics", **{**rest, **known})


@pytest.mark.requirement("SD-12", "SD-13")
def test_details_open_once_the_basics_are_saved(arrive: Arrive) -> None:
    visitor = arrive("demo-shandong")
    application = begin_in_shandong(visitor)
    assert "未开放" in visitor.text

    visitor.open(f"{application}/pages/titles_page")
    assert visitor.path == f"{application}/pages/basic"
    assert "请先把“" in visitor.text

    fill_basics(visitor, application)

    assert "未开放" not in visitor.text, visitor.text
    visitor.open(f"{application}/pages/titles_page")
    assert visitor.path == f"{application}/pages/titles_page"


@pytest.mark.requirement("SD-13")
def test_locked_parts_are_closed_to_every_way_of_writing(arrive: Arrive) -> None:
    visitor = arrive("demo-shandong")
    application = begin_in_shandong(visitor)
    token = {"csrf_token": token_of(visitor)}
    row = "01aaaaaaaaaaaaaaaaaaaaaaaa"

    answers = [
        visitor.client.post(f"{application}/sections/summary", data=token),
        visitor.client.post(f"{application}/rows/held_titles/{row}", data=token),
        visitor.client.post(f"{application}/rows/held_titles/{row}/remove", data=token),
        visitor.client.post(f"{application}/profile/portrait", data=token),
        visitor.client.patch(
            f"{application}/sections/summary",
            json={"version": 0, "data": {}},
            headers={"X-CSRF-Token": token["csrf_token"], "X-Requested-With": "fetch"},
        ),
        visitor.client.get(f"{application}/rows/held_titles/new"),
    ]

    assert [answer.status_code for answer in answers[:5]] == [403] * 5
    assert answers[5].status_code in (302, 303, 403)
    with database.connection_context():
        assert Row.select().count() == 0
        assert Answers.select().where(Answers.section == "summary").count() == 0


@pytest.mark.requirement("SD-13")
def test_files_of_locked_parts_are_refused(arrive: Arrive) -> None:
    visitor = arrive("demo-shandong")
    application = begin_in_shandong(visitor)
    fill_basics(visitor, application)
    visitor.open(f"{application}/pages/files_page")
    slot = visitor.html.partition("/files/")[2].partition('"')[0]
    with database.connection_context():
        Answers.delete().where(Answers.section == "basics").execute()

    visitor.post(
        f"{application}/files/{slot}",
        {"csrf_token": token_of(visitor), "file": _file()},
    )

    assert visitor.status == 403
    assert "填写完整并保存" in visitor.text


def _file() -> object:
    return (BytesIO(draw_document("证明")), "证明.jpg")


@pytest.mark.requirement("JL-27")
def test_pledge_at_the_end_lets_everything_before_it_be_filled_in(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin")
    application = begin_in_jilin(visitor)

    assert visitor.path == f"{application}/pages/basic"
    visitor.post(f"{application}/submit", {"csrf_token": token_of(visitor)})
    assert (visitor.status, "承诺" in visitor.text) == (403, True)


@pytest.mark.requirement("YN-26")
def test_steps_are_numbered_and_lead_from_one_to_the_next(arrive: Arrive) -> None:
    visitor = arrive("demo-yunnan")
    application = begin_in_yunnan(visitor)

    assert visitor.path == f"{application}/pages/step_a"
    assert "申报步骤" in visitor.html
    assert 'aria-current="step"' in visitor.html
    steps = [text for text, address in visitor.links() if f"{application}/pages/step_" in address]
    assert [text for text in steps if text.startswith("1 A.")]
    visitor.follow("下一步：B.")
    assert visitor.path in (f"{application}/pages/step_b", f"{application}/pledge")


@pytest.mark.requirement("YN-30")
def test_saving_can_go_on_to_the_next_step(arrive: Arrive) -> None:
    visitor = arrive("demo-yunnan")
    application = begin_in_yunnan(visitor)
    while visitor.open(f"{application}/pages/step_c").path.endswith("/pledge"):
        visitor.send("/pledge", agreed="1")
    forms = [form for form in ("personal", "current_title") if f"/sections/{form}" in visitor.html]
    last = forms[-1]
    assert "保存并下一步" in visitor.text

    visitor.send(f"/sections/{last}", next="1")

    # something is still missing: the page says so and stays
    assert visitor.path == f"{application}/pages/step_c"
    assert "还有" in visitor.text


@pytest.mark.requirement("AH-31", "JL-22")
def test_pages_at_the_side_have_breadcrumbs_and_a_way_back(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin")
    begin_in_jilin(visitor)

    assert "首页 职称申报 填写申报信息" in visitor.text
    assert ("返回上一页", "/applications") in visitor.links()
    assert "一、基本信息" in visitor.text
