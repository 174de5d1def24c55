"""The screens of 山东手册 as an applicant of Shandong meets them, without scripts."""

from __future__ import annotations

import pytest

from tests.web.choosing.conftest import Arrive
from tests.web.choosing.journeys import SHANDONG, begin_in_shandong
from tests.web.steps import CERTIFICATE
from tests.web.visitor import Visitor

BASICS = {"ethnic": "01", "political": "13", "work_from": "2012-07", "major_years": "12"}
HELD = {
    "title": "工程师",
    "series": "工程（机械）",
    "acquire_way": "1",
    "acquired_on": "2018-11-20",
    "committee": "济南市某评审委员会",
    "appointed_on": "2018-12",
    "current": "1",
}


def save_basics(visitor: Visitor, application: str, **more: str) -> Visitor:
    """The first stage, whole."""
    visitor.open(f"{application}/pages/basic")
    return visitor.send("/sections/basics", **BASICS, **more)


@pytest.mark.requirement("SD-05", "SD-07")
def test_first_page_leads_to_titles_and_to_a_new_application(arrive: Arrive) -> None:
    visitor = arrive("demo-shandong").open("/home")

    visitor.follow("职称申报")
    visitor.follow("2026年度山东省工程技术系列高级职称评审")
    assert visitor.path == SHANDONG
    visitor.follow("新增申报信息")
    assert "职称初定申报承诺书" in visitor.text


@pytest.mark.requirement("SD-03", "SD-08", "SD-10")
def test_required_questions_are_marked_and_the_exception_waits_for_its_mode(
    arrive: Arrive,
) -> None:
    visitor = arrive("demo-shandong")
    application = begin_in_shandong(visitor)
    visitor.open(f"{application}/pages/basic")

    assert "民族 * 必填" in visitor.text
    assert "参加工作时间 （年-月） * 必填" in visitor.text
    asked = visitor.html.partition('data-field="exceptional_kind"')[2].partition(">")[0]
    assert asked.endswith("hidden")
    save_basics(visitor, application, exceptional_kind="双破")
    assert visitor.open(f"{application}/pages/titles_page").path.endswith("/titles_page")


@pytest.mark.requirement("SD-10")
def test_exception_must_be_chosen_when_its_mode_is(arrive: Arrive) -> None:
    visitor = arrive("demo-shandong")
    application = begin_in_shandong(visitor, "exceptional")

    save_basics(visitor, application)
    assert "破格情况 为必填项" in visitor.open(f"{application}/pages/basic").text
    assert visitor.open(f"{application}/pages/titles_page").path.endswith("/pages/basic")
    save_basics(visitor, application, exceptional_kind="双破")
    assert visitor.open(f"{application}/pages/titles_page").path.endswith("/titles_page")


@pytest.mark.requirement("SD-12", "SD-13")
def test_details_open_once_the_basics_are_saved_whole(arrive: Arrive) -> None:
    visitor = arrive("demo-shandong")
    application = begin_in_shandong(visitor)
    assert visitor.open(f"{application}/rows/held_titles/new").status == 403

    visitor.open(f"{application}/pages/basic")
    visitor.send("/sections/basics", **{**BASICS, "major_years": ""})
    assert "未开放" in visitor.open(application).text, "saved, and still not whole"
    save_basics(visitor, application)

    assert "未开放" not in visitor.open(application).text
    assert visitor.open(f"{application}/rows/held_titles/new").status == 200


@pytest.mark.requirement("SD-14", "SD-15", "SD-16")
def test_rows_are_added_corrected_proved_and_removed(arrive: Arrive) -> None:
    visitor = arrive("demo-shandong")
    application = begin_in_shandong(visitor)
    save_basics(visitor, application)

    visitor.open(f"{application}/pages/titles_page").follow("+ 新增")
    visitor.send("/rows/held_titles/", **HELD)
    page = f"{application}/pages/titles_page"
    shown = visitor.open(page).text
    assert all(word in shown for word in ("工程师", "修改", "删除", "上传证明材料"))
    visitor.follow("上传证明材料：第 1 条")
    row = visitor.path.rpartition("/")[2]
    visitor.send(f"/files/{row}/title_proof", file=("资格证书.jpg", CERTIFICATE))
    assert "资格证书.jpg" in visitor.text
    listed = visitor.open(f"{application}/attachments").html
    assert '<h1 id="files">材料清单</h1>' in listed
    assert '<span class="title">工程师</span>' in visitor.open(f"{application}/overview").html
    visitor.open(f"{application}/rows/held_titles/{row}")
    visitor.send(f"/rows/held_titles/{row}", title="助理工程师")
    assert "助理工程师" in visitor.open(page).text

    visitor.send("/remove")
    assert "助理工程师" not in visitor.open(page).text


@pytest.mark.requirement("SD-17", "SD-18")
def test_confirming_says_that_nothing_can_be_changed_afterwards(arrive: Arrive) -> None:
    visitor = arrive("demo-shandong")
    application = begin_in_shandong(visitor)
    visitor.open(f"{application}/check")

    assert "确认申报后，申报信息上报到单位审核，无法再做修改" in visitor.text
    visitor.send("/check")
    assert "确认申报 (申报信息不完善, 无法提交)" in visitor.text


@pytest.mark.requirement("SD-41")
@pytest.mark.parametrize("page", ["/home", "/archive", "/applications", SHANDONG])
def test_pages_are_never_taken_from_the_browsers_store(arrive: Arrive, page: str) -> None:
    visitor = arrive("demo-shandong").open(page)

    assert visitor.page.headers["Cache-Control"] == "no-store"
