"""A returned application: what it says, what can be changed, what cannot even by force."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from tests.web.after.conftest import Arrange, Case
from tests.web.after.steps import decide, events, token
from tests.web.steps import CERTIFICATE
from web.models import Answers, Application, FileUse, Mark, Review, Row, database
from web.services.draft import open_draft

SUMMARY = "任现职以来主持设计三条装配生产线，解决了主轴振动问题，带教青年工程师三名。"


@pytest.mark.requirement("JL-31", "JL-34", "JL-35", "JL-36", "YN-48")
def test_returned_application_says_why_and_what_can_be_changed(returned: Case) -> None:
    applicant = returned.applicant.open("/applications")
    assert "被退回" in applicant.text
    assert "编辑" in [text for text, _ in applicant.links()]

    applicant.follow("编辑")

    assert "退回意见" in applicant.text
    assert "个人总结过于简略" in applicant.text
    assert "请补充任现职以来的技术成果" in applicant.text
    assert "证书照片模糊" in applicant.text
    marked = [text for text, _ in applicant.links() if "×" in text]
    assert len(marked) >= 2
    assert any("学历" in text for text in marked)
    assert not any(text.startswith("工作经历") for text in marked)


def test_links_of_the_marks_lead_to_what_was_marked(returned: Case) -> None:
    applicant = returned.applicant.open(returned.address)
    links = [address for text, address in applicant.links() if "第 1 条" in text]

    assert links
    page, _, anchor = links[0].partition("#")
    assert f'id="{anchor}"' in applicant.open(page).html


def test_what_is_not_marked_is_shown_without_anything_to_change(returned: Case) -> None:
    applicant = returned.applicant.open(returned.address)
    pages = {address for _, address in applicant.links() if "/pages/" in address}
    forms: dict[str, bool] = {}
    for page in pages:
        applicant.open(page)
        forms[page.rpartition("/")[2].partition("#")[0]] = "/sections/" in applicant.html

    assert forms["summary_page"]
    assert not any(found for name, found in forms.items() if name != "summary_page")


def test_marked_section_is_corrected_and_handed_in_again(returned: Case) -> None:
    applicant = returned.applicant.open(f"{returned.address}/pages/summary_page")

    applicant.send("/sections/summary", text=SUMMARY)
    assert "已保存" in applicant.text
    applicant.open(f"{returned.address}/submit")
    assert "这是第 2 次提交" in applicant.text
    applicant.send(f"{returned.address}/submit")

    stored = returned.stored
    assert (stored.state, stored.node, stored.round) == ("submitted", "unit", 2)
    returned.operator.open(returned.desk)
    assert "与第 1 次提交的不同" in returned.operator.text
    assert SUMMARY in returned.operator.text


def state_of(case: Case) -> dict[str, Any]:
    """Everything stored of the application, for comparing."""
    with database.connection_context():
        return {
            "answers": {a.section: a.values for a in Answers.select()},
            "rows": {r.id: (r.list, r.position, r.values, r.record) for r in Row.select()},
            "files": {f.id: (f.place, f.name) for f in FileUse.select() if f.application_id},
            "choice": Application.get_by_id(case.id).choice,
        }


def parts_of(app: Flask, case: Case) -> dict[str, list[tuple[str, str]]]:
    """Rows and files by whether the return has opened them, as (list, row) and (place, file)."""
    site = app.extensions["zhiping"]
    with database.connection_context():
        application = Application.get_by_id(case.id)
        draft = open_draft(site.packs, application.person, case.id, now=site.clock.now())
        mask = draft.mask
        assert mask is not None
        rows = [(r.list, r.id) for r in Row.select().where(Row.application == case.id)]
        files = [(f.place, f.id) for f in FileUse.select().where(FileUse.application == case.id)]
    return {
        "closed": [one for one in rows if not mask.allows(".".join(one))],
        "open": [one for one in rows if mask.allows(".".join(one))],
        "files": [one for one in files if not mask.allows(one[0])],
    }


@pytest.mark.requirement("JL-36")
def test_no_write_reaches_what_the_return_has_not_opened(app: Flask, returned: Case) -> None:
    applicant, address = returned.applicant.open(returned.address), returned.address
    sent = {"csrf_token": token(applicant)}
    parts = parts_of(app, returned)
    before, told = state_of(returned), events(returned)
    closed_section = next(s for s in before["answers"] if s not in ("summary", "pledge"))
    list_id, row = next(one for one in parts["closed"] if one[0] != "education")
    slot = next(place for place, _ in parts["files"] if "." not in place and "/" not in place)
    _, file = parts["files"][0]

    tried = {endpoint_of(app, f"{address}/sections/x", "PATCH")}

    def send(path: str, **values: Any) -> int:
        tried.add(endpoint_of(app, f"{address}{path}", "POST"))
        answer = applicant.client.post(f"{address}{path}", data={**sent, **values})
        return answer.status_code

    statuses = {
        "section": send(f"/sections/{closed_section}", version="1"),
        "photo": send(
            f"/sections/{closed_section}", version="1", photo=(BytesIO(CERTIFICATE), "照片.jpg")
        ),
        "autosave": applicant.client.patch(
            f"{address}/sections/{closed_section}",
            json={"version": 1, "data": {}},
            headers={"X-CSRF-Token": sent["csrf_token"], "X-Requested-With": "fetch"},
        ).status_code,
        "row": send(f"/rows/{list_id}/{row}", version="1"),
        "remove": send(f"/rows/{list_id}/{row}/remove"),
        "move": send(f"/rows/{list_id}/{row}/up"),
        "move in a list of which a row is marked": send(
            f"/rows/education/{parts['open'][0][1]}/up"
        ),
        "order": send(f"/rows/{list_id}/order", row=row),
        "pick": send(f"/picks/{list_id}", record="x"),
        "upload": send(f"/files/{slot}", file=(BytesIO(CERTIFICATE), "新.jpg")),
        "rename": send(f"/file/{file}/rename", name="别名"),
        "remove file": send(f"/file/{file}/remove"),
        "pledge": send("/pledge/pledge", agreed="1"),
        "profile": send(f"/profile/{closed_section}", version="1", field="name"),
        "choice": send("/choice", mode="exceptional", version="1", confirmed="1"),
        "delete": send("/delete"),
        "update of a pick": send(f"/picks/{list_id}/{row}/update", version="1"),
        "move file": send(f"/file/{file}/down"),
        "signing": send(f"/signing/{closed_section}/photo"),
    }

    assert {name: status for name, status in statuses.items() if status != 403} == {}
    assert state_of(returned) == before
    assert events(returned) == told
    assert writing_endpoints(app) - tried == OTHERWISE


OTHERWISE = {
    "check.submit",
    "tracking.take_back",
    "applications.restore",
    "application_exams.ask",
    "application_exams.withdraw",
    "stamped.change",
    "urging.urge",
}
"""What writes to an application without changing what is filled in."""


def endpoint_of(app: Flask, path: str, method: str) -> str:
    """The endpoint that answers a path."""
    found: str = app.url_map.bind("localhost").match(path, method=method)[0]
    return found


def writing_endpoints(app: Flask) -> set[str]:
    """Everything below an application that takes what is sent."""
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/applications/<id>/")
        and {"POST", "PATCH"} & (rule.methods or set())
    }


def test_marked_row_is_replaced_and_the_others_stay(app: Flask, returned: Case) -> None:
    (list_id, row), *_ = parts_of(app, returned)["open"]
    assert list_id == "education"
    applicant = returned.applicant
    with database.connection_context():
        record = Row.get_by_id(row).record

    applicant.open(f"{returned.address}/pages/education_page").send(f"/rows/education/{row}/remove")
    assert applicant.status == 200
    applicant.open(f"{returned.address}/picks/education")
    applicant.send("/picks/education", record=[record])

    with database.connection_context():
        again = Row.get(Row.list == "education", Row.record == record)
    assert again.id != row


def test_return_of_the_whole_opens_everything(arrange: Arrange) -> None:
    case = arrange("demo-shandong-returned", "demo-shandong-company")
    applicant = case.applicant.open(case.address)
    assert "审核不通过" in applicant.text
    assert "各部分都可以修改" in applicant.text

    applicant.open(f"{case.address}/choice")
    assert applicant.status == 200
    applicant.open(f"{case.address}/overview")
    changes = [text for text, _ in applicant.links() if text.startswith("修改")]
    assert len(changes) > 3


@pytest.mark.requirement("SD-17")
def test_after_confirming_nothing_can_be_changed_until_it_comes_back(arrange: Arrange) -> None:
    case = arrange("demo-shandong-done", "demo-shandong-company")
    sent = {"csrf_token": token(case.applicant), "version": "1", "text": "改"}
    case.applicant.post(f"{case.address}/sections/summary", sent)
    assert case.applicant.status == 403

    decide(case, "return", opinion="工作总结没有写明本人作用。")

    case.applicant.open(f"{case.address}/pages/summary_page")
    assert "工作总结没有写明本人作用" in case.applicant.text
    case.applicant.send("/sections/summary", text="本人在各项目中任负责人。")
    assert "已保存" in case.applicant.text


def test_correction_that_makes_something_else_wrong_opens_it(app: Flask, returned: Case) -> None:
    applicant = returned.applicant
    row = parts_of(app, returned)["open"][0][1]
    with database.connection_context():
        others = Row.select().where(Row.list == "education", Row.id != row).count()

    applicant.open(f"{returned.address}/pages/education_page").send(f"/rows/education/{row}/remove")

    applicant.open(f"{returned.address}/check?run=1")
    if others == 0:
        assert "检测通过" not in applicant.text
    assert applicant.open(f"{returned.address}/picks/education").status == 200


def test_save_into_another_return_than_the_page_was_of_is_refused(returned: Case) -> None:
    applicant = returned.applicant.open(f"{returned.address}/pages/summary_page")
    form = applicant.form("/sections/summary")
    applicant.open(f"{returned.address}/submit").send(f"{returned.address}/submit")
    decide(returned, "return", opinion="学历再补", marks={"education": ""})

    applicant.post(form.action, dict(form.values))

    assert applicant.status == 403
    with database.connection_context():
        marks = Mark.select().join(Review).where(Review.round == 2)
        assert [mark.path for mark in marks] == ["education"]
