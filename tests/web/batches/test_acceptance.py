"""受理: into batches, once, by one; batches that close, open again and change names."""

from __future__ import annotations

import pytest

from tests.web.batches.conftest import PLAN, Office
from tests.web.chains import act, bring_to, holder
from web.models import Application, Batch, Event, Notice, Task
from web.services import acceptance, batches, rosters
from web.services.draft import open_draft
from web.services.errors import BadChoice, Decided, NotWritable, NotYours
from web.services.submitting import submit


def names_of(batch: Batch) -> list[str]:
    return sorted(one.person.name for one in Application.select().where(Application.batch == batch))


@pytest.mark.requirement("JL-37")
def test_office_accepts_several_at_once_into_a_batch(office: Office) -> None:
    office.at_committee(2)
    visitor = office.operator(office.committee())
    visitor.open("/committee")
    assert "等待受理的申报" in visitor.html

    visitor.send("/committee/accept", application=office.made)
    assert (visitor.status, "请选择编入哪个批次" in visitor.text) == (422, True)
    visitor.open("/committee/batches")
    visitor.send("/committee/batches", plan=PLAN, name="2026 年第一批")
    batch = Batch.get()
    visitor.send("/committee/accept", application=office.made, batch=batch.id)

    assert "已受理 2 份申报" in visitor.text
    assert len(names_of(batch)) == 2
    assert acceptance.waiting_for(office.desk(office.committee())) == []
    told = Notice.select().where(Notice.text.contains("已由")).count()
    events = Event.select().where(Event.action == "accepted").count()
    assert (told, events) == (2, 2)
    visitor.open(f"/committee/batches/{batch.id}?order=name")
    assert "高级工程师 2 人" in visitor.text


def test_who_accepts_second_is_told_and_changes_nothing(office: Office) -> None:
    [id] = office.at_committee()
    desk = office.desk(office.committee())
    first, second = (batches.make_batch(desk, PLAN, name) for name in ("甲", "乙"))
    window = office.operator(office.committee()).open("/committee")

    acceptance.accept(desk, id, first.id)
    window.send("/committee/accept", application=[id], batch=second.id)

    assert "已经处理过（已受理，编入“甲”）" in window.text
    assert Application.get_by_id(id).batch_id == first.id
    assert Event.select().where(Event.action == "accepted").count() == 1


def test_only_the_committee_that_it_came_to_accepts(office: Office) -> None:
    [id] = office.at_committee()
    batch = batches.make_batch(office.desk(office.committee()), PLAN, "第一批")
    other = office.desk(Task.get(Task.application == id).unit)

    with pytest.raises(NotYours):
        acceptance.accept(other, id, batch.id)


def test_nobody_accepts_into_a_closed_batch(office: Office) -> None:
    first, second = office.at_committee(2)
    desk = office.desk(office.committee())
    batch = batches.make_batch(desk, PLAN, "第一批")
    with pytest.raises(NotWritable, match="还没有申报"):
        batches.close(desk, batch.id)
    acceptance.accept(desk, first, batch.id)

    batches.close(desk, batch.id)

    with pytest.raises(Decided):
        batches.close(desk, batch.id)
    with pytest.raises(NotWritable, match="已封存"):
        acceptance.accept(desk, second, batch.id)
    with pytest.raises(BadChoice):
        batches.reopen(desk, batch.id, " ")
    batches.reopen(desk, batch.id, "漏收一份")
    acceptance.accept(desk, second, batch.id)
    assert len(rosters.roster_of(desk, batch)) == 2


def test_application_moves_between_open_batches_with_a_reason(office: Office) -> None:
    batch = office.accepted()
    desk, [id] = office.desk(office.committee()), office.made
    other = batches.make_batch(desk, PLAN, "第二批")

    with pytest.raises(BadChoice):
        batches.move_to(desk, id, other.id, "")
    batches.move_to(desk, id, other.id, "按专业调整")

    assert (names_of(batch), len(names_of(other))) == ([], 1)
    assert Event.get(Event.action == "batch-changed").details["reason"] == "按专业调整"


def test_names_of_batches_are_told_apart(office: Office) -> None:
    batch = office.accepted()
    desk = office.desk(office.committee())

    for name, said in (("", "请填写"), ("第一批", "同名"), ("长" * 61, "60")):
        with pytest.raises(BadChoice) as raised:
            batches.make_batch(desk, PLAN, name)
        assert said in raised.value.problems["name"]
    assert batches.rename(desk, batch.id, "甲批").name == "甲批"


def test_what_was_sent_back_leaves_its_batch_and_is_accepted_again(office: Office) -> None:
    batch = office.accepted()
    [id] = office.made
    act(office.site.packs, id, "return", marks={}, now=office.now)
    person, packs = Application.get_by_id(id).person, office.site.packs
    submit(open_draft(packs, person, id, now=office.now), packs)

    stored = Application.get_by_id(id)
    assert (stored.state, stored.batch_id) == ("submitted", None)
    bring_to(office.site.packs, id, "committee", now=office.now)
    assert holder(id) == office.committee()
    acceptance.accept(office.desk(office.committee()), id, batch.id)
    assert names_of(batch) != []


def test_empty_office_says_what_comes(office: Office) -> None:
    office.hand_in()
    visitor = office.operator(office.committee())

    assert "没有等待受理的申报" in visitor.open("/committee").text
    assert "还没有批次" in visitor.open("/committee/batches").text
    assert "没有可以公示的批次" in visitor.open("/committee/publicity").text
    assert "还没有考试场次" in visitor.open("/committee/sittings").text
    assert "没有等待审核的免试申请" in visitor.open("/committee/exemptions").text
    assert "现在没有评审结果公示" in visitor.open("/publicity").text


def test_desk_counts_what_each_of_its_lists_shows(office: Office) -> None:
    office.at_committee(3)
    desk = office.desk(office.committee())
    batch = batches.make_batch(desk, PLAN, "第一批")
    acceptance.accept(desk, office.made[0], batch.id)

    page = office.operator(office.committee()).open("/unit")

    assert "待受理的申报 2 份" in page.text
    assert "没有办结的批次 1 个" in page.text


def test_nobody_is_offered_to_pass_what_a_meeting_decides(office: Office) -> None:
    office.at_committee(1)

    page = office.operator(office.committee()).open("/reviews")

    assert ("批量通过" in page.text, "打印所选一览表" in page.text) == (False, True)
