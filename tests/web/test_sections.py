"""Saving sections: always accepted, masked, versioned, told of what was changed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.web.steps import LIVE_PLAN, PERSONAL, PORTRAIT, PROFESSION, begin
from tests.web.visitor import Visitor
from web.models import Answers, Application, database
from web.pages.parts import PageParts
from web.services.draft import open_draft
from web.site import Site


def stored(section: str) -> dict[str, Any]:
    """The stored answers of a section."""
    with database.connection_context():
        found = Answers.get_or_none(Answers.section == section)
        return found.values if found else {}


def patch(visitor: Visitor, application: str, section: str, body: dict[str, Any]) -> Any:
    """An autosave as the script sends it."""
    token = dict(visitor.form(f"/sections/{section}").values)["csrf_token"]
    return visitor.client.patch(
        f"{application}/sections/{section}",
        data=json.dumps(body),
        content_type="application/json",
        headers={"X-CSRF-Token": token, "X-Requested-With": "fetch"},
    )


def test_faulty_answers_are_saved_and_stay_as_they_were_typed(visitor: Visitor) -> None:
    begin(visitor)

    visitor.send("/sections/personal", **{**PERSONAL, "work_years": "十年"})

    assert stored("personal")["work_years"] == "十年"
    assert 'value="十年"' in visitor.html
    assert "应为整数" in visitor.text
    assert "“个人信息”已保存。还有" in visitor.text


def test_untouched_section_is_not_reproached_with_being_empty(visitor: Visitor) -> None:
    begin(visitor)

    assert "教师类别 为必填项" not in visitor.text
    visitor.send("/sections/profession")
    assert "教师类别 为必填项" in visitor.text


@pytest.mark.requirement("AH-81")
def test_major_years_are_lowered_to_work_years_and_the_applicant_is_told(visitor: Visitor) -> None:
    begin(visitor)

    visitor.send("/sections/personal", **{**PERSONAL, "work_years": "10", "major_years": "12"})

    assert (stored("personal")["work_years"], stored("personal")["major_years"]) == (10, 10)
    assert "专业年限 不能大于 工作年限，已由 12 调整为 10" in visitor.text


@pytest.mark.requirement("AH-77")
def test_name_and_id_number_cannot_be_written(visitor: Visitor) -> None:
    application = begin(visitor)
    token = dict(visitor.form("/sections/personal").values)["csrf_token"]

    visitor.post(f"{application}/sections/person", {"csrf_token": token, "name": "王二"})

    assert visitor.status == 403
    assert visitor.open(f"{application}/pages/basic").text.count("李晓") > 0
    assert stored("person") == {}


def test_section_that_does_not_apply_cannot_be_written(visitor: Visitor) -> None:
    application = begin(visitor)
    token = dict(visitor.form("/sections/personal").values)["csrf_token"]

    visitor.post(f"{application}/sections/exceptional", {"csrf_token": token, "reason": "突出"})

    assert (visitor.status, stored("exceptional")) == (404, {})


def test_photo_comes_with_the_form_and_is_shown(visitor: Visitor) -> None:
    begin(visitor)

    visitor.send("/sections/personal", photo=("照片.jpg", PORTRAIT), upload="photo", **PERSONAL)

    photo = stored("personal")["photo"]
    assert (photo["name"], photo["type"], photo["width"], photo["height"]) == (
        "照片.jpg", "jpg", 413, 579,
    )  # fmt: skip
    assert stored("personal")["birth_place"] == "安徽合肥"
    picture = visitor.client.get(f"/files/{photo['id']}/content")
    assert (picture.mimetype, picture.headers["Content-Security-Policy"]) == (
        "image/jpeg", "default-src 'none'; sandbox",
    )  # fmt: skip
    assert picture.headers["Content-Disposition"] == (
        "inline; filename=\"file.jpg\"; filename*=UTF-8''%E7%85%A7%E7%89%87.jpg"
    )
    picture.close()
    visitor.send("/sections/personal", remove_upload="photo")
    assert "photo" not in stored("personal")


def test_refused_photo_does_not_cost_the_other_answers(visitor: Visitor) -> None:
    begin(visitor)

    visitor.send(
        "/sections/personal", photo=("照片.jpg", b"no picture"), upload="photo", **PERSONAL
    )

    assert "“照片.jpg”没有上传" in visitor.text
    assert stored("personal")["birth_place"] == "安徽合肥"


def test_stale_save_shows_both_versions_and_overwrites_nothing(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.send("/sections/personal", **PERSONAL)
    visitor.send("/sections/personal", birth_place="安徽蚌埠")
    visitor.send("/sections/personal", birth_place="安徽芜湖", version="1")

    assert visitor.status == 409
    assert "安徽蚌埠" in visitor.text
    assert "安徽芜湖" in visitor.text
    assert stored("personal")["birth_place"] == "安徽蚌埠"

    visitor.send(f"{application}/sections/personal")
    assert stored("personal")["birth_place"] == "安徽芜湖"


def test_autosave_writes_only_what_was_touched(beginner: Visitor) -> None:
    application = begin(beginner)
    beginner.send("/sections/personal", **PERSONAL)

    body = {"version": 1, "save_id": "a", "data": {"birth_place": ["安徽宿州"]}}
    answer = patch(beginner, application, "personal", body)

    assert (answer.status_code, answer.json["version"]) == (200, 2)
    assert stored("personal") == {
        "ethnic": "01", "birth_place": "安徽宿州", "work_from": "2012-07-15",
        "work_years": 10, "major_years": 10, "political": "01",
    }  # fmt: skip


def test_autosave_that_is_repeated_is_the_same_save(beginner: Visitor) -> None:
    application = begin(beginner)
    body = {"version": 0, "save_id": "same", "data": {"birth_place": ["安徽宿州"]}}

    answers = [patch(beginner, application, "personal", body) for _ in range(2)]

    assert [(a.status_code, a.json["version"]) for a in answers] == [(200, 1), (200, 1)]


def test_autosave_of_an_old_version_is_a_conflict(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.send("/sections/personal", **PERSONAL)

    body = {"version": 0, "save_id": "b", "data": {"birth_place": ["安徽宿州"]}}
    answer = patch(visitor, application, "personal", body)

    assert (answer.status_code, answer.json["ok"]) == (409, False)
    assert stored("personal")["birth_place"] == "安徽合肥"


def test_autosave_of_what_is_stored_already_is_no_conflict(beginner: Visitor) -> None:
    application = begin(beginner)
    beginner.send("/sections/personal", **PERSONAL)

    body = {"version": 0, "save_id": "c", "data": {"birth_place": ["安徽合肥"]}}
    answer = patch(beginner, application, "personal", body)

    assert (answer.status_code, answer.json["version"]) == (200, 1)


@pytest.mark.parametrize(
    "body", [[], {"data": []}, {"data": {"birth_place": "x"}}, {"data": {}, "version": "x"}]
)
def test_autosave_of_another_shape_is_refused(visitor: Visitor, body: Any) -> None:
    application = begin(visitor)

    assert patch(visitor, application, "personal", body).status_code == 400


def test_answer_that_appears_with_another_on_the_same_page_is_saved_with_it(
    visitor: Visitor,
) -> None:
    begin(visitor, LIVE_PLAN)

    visitor.send("/sections/profession", principal_certificate="无", certificate_number="1")
    assert stored("profession") == {"principal_certificate": "无"}
    visitor.send("/sections/profession", principal_certificate="有", certificate_number="校长 01")
    assert stored("profession") == {
        "principal_certificate": "有", "certificate_number": "校长 01",
    }  # fmt: skip


def test_hidden_answer_is_kept_and_not_shown(visitor: Visitor) -> None:
    begin(visitor, LIVE_PLAN)
    visitor.send("/sections/profession", principal_certificate="有", certificate_number="校长 01")

    visitor.send("/sections/profession", principal_certificate="无", certificate_number="改掉")

    assert stored("profession")["certificate_number"] == "校长 01"
    assert "校长 01" not in visitor.open(visitor.path.partition("/pages")[0] + "/overview").text


@pytest.mark.requirement("AH-34")
def test_answer_decides_which_attachments_are_asked_for(visitor: Visitor) -> None:
    application = begin(visitor)
    assert "校(园)长岗位培训证书" not in visitor.open(f"{application}/pages/files_page").text
    visitor.open(f"{application}/pages/basic")

    visitor.send("/sections/profession", principal_certificate="有")

    assert "校(园)长岗位培训证书 必传" in visitor.open(f"{application}/pages/files_page").text


@pytest.mark.requirement("AH-61")
def test_change_from_the_overview_leads_back_to_its_block(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.open(f"{application}/overview")

    visitor.follow("修改个人信息")
    assert "返回一览表" in visitor.text
    visitor.send("/sections/personal", **PERSONAL)

    # what is still missing is shown on the page; what is whole leads back
    assert visitor.path.endswith("/pages/basic")
    assert "返回一览表" in visitor.text
    visitor.open(f"{application}/overview")
    visitor.follow("修改专业信息")
    visitor.send("/sections/profession", **PROFESSION)
    assert visitor.path == f"{application}/overview"


def test_questions_are_asked_and_answers_told_but_not_both(site: Site, visitor: Visitor) -> None:
    id = begin(visitor).rpartition("/")[2]
    visitor.send("/sections/personal", **PERSONAL)

    with database.connection_context():
        person = Application.get_by_id(id).person
        draft = open_draft(site.packs, person, id, now=site.clock.now())
        section = draft.section("personal")
        asked, told = (PageParts(draft, asks=asks).section(section) for asks in (True, False))

    assert (bool(asked.questions), asked.facts) == (True, ())
    assert (told.questions, bool(told.facts)) == ((), True)
