"""公示: five working days at least, objections by real name, nobody goes on before the end."""

from __future__ import annotations

import dataclasses

import pytest

from tests.web.batches.conftest import Office
from tests.web.chains import AT, bring_to, holder
from web.jobs import run_all
from web.models import Account, Application, Batch, Objection, Publicity, Shown
from web.services import objections, publicising
from web.services.errors import BadChoice, Decided, NotWritable, NotYours, OwnApplication
from web.services.objections import ObjectionAnswers
from web.services.publicity_words import PublicityAnswers
from web.services.reviewing import Decision, ReviewDesk, decide

ASKED = PublicityAnswers(starts_on="2026-11-02", place="单位公示栏")
TEXT = "所报论文第二篇系他人作品，可核对期刊原文。"


def passes(office: Office, id: str) -> Application:
    """What happens when the unit's operator passes an application."""
    application = Application.get_by_id(id)
    desk = office.desk(holder(id))
    return decide(
        desk,
        Decision(
            application=id,
            action="pass",
            opinion="同意推荐。",
            round=application.round,
            node=application.node,
        ),
    )


def desk_at(office: Office, id: str, day: str = "2026-11-02") -> ReviewDesk:
    return office.on(day).desk(holder(id))


def test_unit_passes_only_what_was_shown_for_its_days(office: Office) -> None:
    [id] = office.hand_in()
    with pytest.raises(NotWritable, match="请先在“单位内公示”中发起公示"):
        passes(office, id)

    made = publicising.start_unit(desk_at(office, id), [id], ASKED)

    assert (made.starts_on, made.ends_on, made.days) == ("2026-11-02", "2026-11-09", 5)
    office.on("2026-11-09")
    with pytest.raises(NotWritable, match="到 2026-11-09 结束"):
        passes(office, id)
    office.on("2026-11-10")
    assert passes(office, id).node == "department"
    assert Shown.get().state == "passed"


def test_days_are_working_days_as_they_are_arranged(office: Office) -> None:
    [id] = office.on("2026-09-23").hand_in()
    desk = office.desk(holder(id))

    made = publicising.start_unit(
        desk, [id], PublicityAnswers(starts_on="2026-09-23", place="公示栏")
    )

    # 25 to 27 September are off (中秋节), and so is October until the 7th
    assert made.ends_on == "2026-10-08"


def test_year_that_no_calendar_arranges_is_said(office: Office) -> None:
    [id] = office.on("2026-12-28").hand_in()

    with pytest.raises(NotWritable, match=r"日历中没有 2027 年.*请联系系统管理员"):
        publicising.start_unit(
            office.desk(holder(id)), [id], PublicityAnswers(starts_on="2026-12-28", place="公示栏")
        )
    assert Publicity.select().count() == 0


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"days": 4}, {"days": "公示不少于 5 个工作日"}),
        ({"starts_on": "2026-11-01"}, {"starts_on": "公示从今天或以后开始，不能补填过去的日期"}),
        ({"starts_on": "明天"}, {"starts_on": "请填写公示开始日期，如 2026-11-02"}),
        ({"place": ""}, {"place": "请填写公示地点或方式，如 单位公示栏、门户网站"}),
    ],
)
def test_what_is_wrong_with_a_publicity_is_told_by_field(
    office: Office, changed: dict[str, object], wrong: dict[str, str]
) -> None:
    [id] = office.hand_in()
    given = {"starts_on": "2026-11-02", "place": "公示栏", **changed}

    with pytest.raises(BadChoice) as raised:
        publicising.start_unit(desk_at(office, id), [id], PublicityAnswers(**given))  # type: ignore[arg-type]  # as the cases say

    assert raised.value.problems == wrong


def test_unit_starts_shows_and_ends_on_its_pages(office: Office) -> None:
    ids = office.hand_in(2)
    window = office.operator(holder(ids[0])).open("/unit/publicity")
    asked = {"application": ids, "place": "公告栏", "starts_on": "2026-11-02"}
    window.send("/unit/publicity", **asked, days="五")
    assert (window.status, "公示不少于 5 个工作日" in window.text) == (422, True)
    window.send("/unit/publicity", **asked, days="5")
    publicity = Publicity.get()
    assert (window.status, "到 2026-11-09 结束" in window.text) == (200, True)
    assert "结束公示" not in window.text
    assert "没有需要公示的申报" in window.open("/unit/publicity").text
    public = f"/publicity/{publicity.id}"
    assert window.open(public).follow("单位内公示").path.startswith("/unit/publicity")
    room = f'href="/unit/publicity/{publicity.id}"'
    assert room in window.open(public).html
    assert room not in office.stranger().open(public).html

    office.on("2026-11-10")
    window = office.operator(holder(ids[0])).open(f"/unit/publicity/{publicity.id}")
    window.do(action="end")

    assert "公示已办结" in window.text
    assert {one.state for one in Shown.select()} == {"passed"}
    assert passes(office, ids[0]).node == "department"


def test_two_operators_show_the_same_once(office: Office) -> None:
    [id] = office.hand_in()
    desk = desk_at(office, id)
    first, second = (office.operator(holder(id)).open("/unit/publicity") for _ in range(2))

    first.send("/unit/publicity", application=[id], place="甲", starts_on="2026-11-02")
    second.send("/unit/publicity", application=[id], place="乙", starts_on="2026-11-02")

    assert (second.status, "正在公示" in second.text) == (409, True)
    assert [one.place for one in Publicity.select()] == ["甲"]
    with pytest.raises(Decided):
        publicising.start_unit(desk, [id], ASKED)
    with pytest.raises(NotYours):
        publicising.start_unit(office.desk(office.committee()), [id], ASKED)


def test_withdrawn_publicity_counts_for_nothing(office: Office) -> None:
    [id] = office.hand_in()
    desk = desk_at(office, id)
    made = publicising.start_unit(desk, [id], ASKED)
    with pytest.raises(BadChoice):
        publicising.withdraw(desk, made.id, "")

    publicising.withdraw(desk, made.id, "地点写错")

    office.on("2026-11-10")
    with pytest.raises(NotWritable, match="请先在“单位内公示”中发起公示"):
        passes(office, id)
    with pytest.raises(Decided):
        publicising.withdraw(desk, made.id, "再次")
    assert office.stranger().open(f"/publicity/{made.id}").status == 404


def object_to(office: Office, made: Publicity, day: str, text: str = TEXT) -> Objection:
    shown = Shown.get(Shown.publicity == made)
    asked = ObjectionAnswers(shown=shown.id, name="王某", contact="13800000001", text=text)
    return objections.object_to(made, asked, source="hand", now=office.on(day).now)


def test_unit_decides_an_objection_before_anybody_passes(office: Office) -> None:
    [id] = office.hand_in()
    made = publicising.start_unit(desk_at(office, id), [id], ASKED)
    objection = object_to(office, made, "2026-11-05")
    office.on("2026-11-10")
    with pytest.raises(NotWritable, match="还有 1 条异议没有处理"):
        passes(office, id)
    with pytest.raises(NotWritable, match="还有 1 条异议"):
        publicising.end(desk_at(office, id, "2026-11-10"), made.id)
    with pytest.raises(BadChoice):
        objections.decide(
            desk_at(office, id, "2026-11-10"), objection.id, sustained=False, finding=""
        )

    objections.decide(
        desk_at(office, id, "2026-11-10"), objection.id, sustained=False, finding="系本人作品。"
    )

    assert passes(office, id).node == "department"


def test_what_was_rightly_objected_to_at_the_unit_cannot_pass(office: Office) -> None:
    [id] = office.hand_in()
    made = publicising.start_unit(desk_at(office, id), [id], ASKED)
    objection = object_to(office, made, "2026-11-05")

    objections.decide(
        desk_at(office, id, "2026-11-06"), objection.id, sustained=True, finding="确系他人作品。"
    )

    office.on("2026-11-10")
    with pytest.raises(NotWritable, match="异议经核实成立"):
        passes(office, id)
    assert Application.get_by_id(id).state == "submitted"


@pytest.mark.parametrize("way", ["withdrawn", "anew"])
def test_objection_is_not_undone_by_showing_anew(office: Office, way: str) -> None:
    [id] = office.hand_in()
    made = publicising.start_unit(desk_at(office, id), [id], ASKED)
    objection = object_to(office, made, "2026-11-05")
    desk = desk_at(office, id, "2026-11-06")
    if way == "anew":
        objections.decide(desk, objection.id, sustained=True, finding="确系他人作品。")
    else:
        publicising.withdraw(desk, made.id, "地点写错")
    again = dataclasses.replace(ASKED, starts_on="2026-11-06")
    publicising.start_unit(desk, [id], again)

    office.on("2026-11-20")
    with pytest.raises(NotWritable, match="成立" if way == "anew" else "还有 1 条异议"):
        passes(office, id)
    if way == "withdrawn":
        desk = desk_at(office, id, "2026-11-20")
        objections.decide(desk, objection.id, sustained=False, finding="系本人作品。")
        assert passes(office, id).node == "department"


def test_nobody_decides_an_objection_against_themselves(office: Office) -> None:
    [id] = office.hand_in()
    made = publicising.start_unit(desk_at(office, id), [id], ASKED)
    objection = object_to(office, made, "2026-11-05")
    person = Application.get_by_id(id).person
    Account.update(person=person).where(
        Account.id == desk_at(office, id, "2026-11-06").operator.id
    ).execute()

    with pytest.raises(OwnApplication):
        objections.decide(
            desk_at(office, id, "2026-11-06"), objection.id, sustained=False, finding="无此事。"
        )

    assert Objection.get().state == "open"


def test_results_are_shown_to_everybody_without_numbers(office: Office) -> None:
    batch = office.shown(2)
    window = office.operator(office.committee()).open("/committee/publicity")
    window.send("/committee/publicity", batch=batch.id, place="门户网站", starts_on="2026-11-02")
    assert window.status == 200, window.text
    publicity, [first, second] = Publicity.get(Publicity.kind == "result"), office.made

    stranger = office.on("2026-11-03").stranger().open("/publicity")
    assert publicity.title in stranger.text
    stranger.open(f"/publicity/{publicity.id}")

    assert stranger.status == 200
    assert "还剩 4 个" in stranger.text
    for id in (first, second):
        person = Application.get_by_id(id).person
        known = person.account["person"]
        assert person.name in stranger.text
        assert known["id_number"] not in stranger.html
        assert known["mobile"] not in stranger.html
        assert id not in stranger.html
    assert Batch.get_by_id(batch.id).state == "publicised"
    assert (
        person.name
        not in office.on("2026-11-10").stranger().open(f"/publicity/{publicity.id}").text
    )


def test_strangers_object_by_real_name_while_it_is_shown(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = office.shown()
    made = publicising.start_result(office.desk(office.committee()), batch.id, ASKED)
    monkeypatch.setattr("web.routes.publicity.is_solved", lambda: True)
    stranger = office.stranger().open(f"/publicity/{made.id}")

    stranger.send(f"/publicity/{made.id}", shown="", name="", contact="", text="短")
    assert stranger.status == 422
    assert "请写明具体事实，不少于 10 字" in stranger.text
    shown = Shown.get(Shown.publicity == made)
    sent = {"shown": shown.id, "name": "张某某", "contact": "13800000002", "text": TEXT}
    stranger.send(f"/publicity/{made.id}", **sent)
    assert "异议已提交" in stranger.text
    assert "张某某" not in stranger.open(f"/publicity/{made.id}").html

    for _ in range(4):
        stranger.send(f"/publicity/{made.id}", **sent)
    stranger.send(f"/publicity/{made.id}", **sent)
    assert (stranger.status, "过于频繁" in stranger.text) == (429, True)
    assert Objection.select().count() == 5
    window = office.operator(office.committee()).open(f"/committee/publicity/{made.id}")
    assert "13800000002" in window.text


def test_objection_needs_its_captcha_and_its_days(office: Office) -> None:
    batch = office.shown()
    made = publicising.start_result(office.desk(office.committee()), batch.id, ASKED)
    stranger = office.stranger().open(f"/publicity/{made.id}")

    stranger.send(f"/publicity/{made.id}", captcha="00000", name="张某某", text=TEXT)
    assert (stranger.status, "验证码不正确" in stranger.text) == (422, True)
    assert TEXT in stranger.html

    shown = Shown.get(Shown.publicity == made)
    asked = ObjectionAnswers(shown=shown.id, name="王某", contact="13800000001", text=TEXT)
    late = office.on("2026-11-10").now
    with pytest.raises(NotWritable, match="公示期间"):
        objections.object_to(made, asked, source="public", now=late)


def test_everybody_moves_on_after_the_end_and_not_before(office: Office) -> None:
    batch = office.shown(3)
    made = publicising.start_result(office.desk(office.committee()), batch.id, ASKED)
    refused = Shown.select().where(Shown.publicity == made).first()
    objection = object_to(office, made, "2026-11-05")
    assert objection.application_id == refused.application_id
    with pytest.raises(NotWritable, match="期满后才能办结"):
        publicising.end(office.on("2026-11-09").desk(office.committee()), made.id)
    desk = office.on("2026-11-10").desk(office.committee())
    objections.decide(desk, objection.id, sustained=True, finding="确系他人作品。")
    with pytest.raises(Decided):
        objections.decide(desk, objection.id, sustained=False, finding="又改主意。")

    publicising.end(desk, made.id)
    with pytest.raises(Decided):
        publicising.end(desk, made.id)
    run_all(office.site, office.now)

    states = {one.id: (one.state, one.node) for one in Application.select()}
    ended = states.pop(refused.application_id)
    assert ended == ("terminated", "publicity")
    assert set(states.values()) == {("submitted", "issue")}
    assert Publicity.get_by_id(made.id).state == "finished"
    assert Batch.get_by_id(batch.id).state == "finished"


def test_batch_is_not_shown_before_all_have_a_result(office: Office) -> None:
    batch = office.accepted(2)
    desk = office.desk(office.committee())
    with pytest.raises(NotWritable, match="封存并登记"):
        publicising.start_result(desk, batch.id, ASKED)
    Batch.update(state="voted").where(Batch.id == batch.id).execute()
    bring_to(office.site.packs, office.made[0], "publicity", now=AT)

    with pytest.raises(NotWritable, match="还有 1 份申报没有评审结果"):
        publicising.start_result(desk, batch.id, ASKED)
