"""Picking records of the archive: only usable ones, once, as snapshots."""

from __future__ import annotations

import pytest

from tests.web.steps import begin, pick
from tests.web.visitor import Visitor
from web.models import Record, Row, database


def offered(visitor: Visitor, application: str, list_id: str) -> set[str]:
    """The ids of records that can be ticked."""
    visitor.open(f"{application}/picks/{list_id}")
    values = visitor.html.split('name="record" value="')[1:]
    return {value.partition('"')[0] for value in values}


@pytest.mark.requirement("AH-42", "AH-52")
def test_only_verified_records_of_the_right_kind_are_offered(
    visitor: Visitor, records: dict[str, str]
) -> None:
    application = begin(visitor)

    found = offered(visitor, application, "training")

    assert found == {records["training_science"], records["training_public"]}


@pytest.mark.requirement("AH-53")
def test_picked_record_is_not_offered_again_anywhere(
    visitor: Visitor, records: dict[str, str]
) -> None:
    application = begin(visitor)
    pick(visitor, application, "edu_award", records["city_teacher"])

    assert records["city_teacher"] not in offered(visitor, application, "edu_award")
    assert records["city_teacher"] not in offered(visitor, application, "tenure_honor")


@pytest.mark.requirement("AH-53")
def test_record_cannot_be_picked_twice_nor_when_it_is_not_offered(
    visitor: Visitor, records: dict[str, str]
) -> None:
    application = begin(visitor)
    pick(visitor, application, "edu_award", records["city_teacher"])
    visitor.open(f"{application}/picks/edu_award")
    token = dict(visitor.form("/picks/edu_award").values)["csrf_token"]

    wrong = [records["city_teacher"], records["county_honor"], records["bachelor"]]
    visitor.post(f"{application}/picks/edu_award", {"csrf_token": token, "record": wrong})

    with database.connection_context():
        assert [row.record for row in Row.select()] == [records["city_teacher"]]


@pytest.mark.requirement("AH-44", "AH-54")
def test_removed_pick_stays_in_the_archive_and_is_offered_again(
    visitor: Visitor, records: dict[str, str]
) -> None:
    application = begin(visitor)
    pick(visitor, application, "work", records["work_now"])
    with database.connection_context():
        row = Row.get().id

    visitor.open(f"{application}/pages/work_page").send(f"/{row}/remove")

    assert records["work_now"] in offered(visitor, application, "work")
    with database.connection_context():
        assert Record.get_or_none(Record.id == records["work_now"]) is not None


@pytest.mark.requirement("AH-43", "AH-54")
def test_picks_move_up_and_down(visitor: Visitor, records: dict[str, str]) -> None:
    application = begin(visitor)
    pick(visitor, application, "work", records["work_now"], records["work_before"])
    with database.connection_context():
        second = Row.get(Row.position == 2)

    visitor.open(f"{application}/pages/work_page").send(f"/{second.id}/up")

    with database.connection_context():
        assert Row.get(Row.position == 1).record == second.record


@pytest.mark.requirement("AH-45", "AH-55")
def test_pick_unfolds_its_details_and_files(visitor: Visitor, records: dict[str, str]) -> None:
    application = begin(visitor)
    pick(visitor, application, "education", records["bachelor"])

    visitor.open(f"{application}/pages/education_page")

    for part in ("学制（年） 4", "学历证书编号 103701201205000001", "毕业证书.jpg", "合格学历"):
        assert part in visitor.text


def test_state_of_a_pick_is_called_as_the_province_calls_it(
    visitor: Visitor, records: dict[str, str]
) -> None:
    application = begin(visitor)
    pick(visitor, application, "education", records["bachelor"])
    row = picked_row(records["bachelor"])
    with database.connection_context():
        Row.update(snapshot={**row.snapshot, "status": "returned"}).where(
            Row.id == row.id
        ).execute()

    visitor.open(f"{application}/pages/education_page")

    assert "退回修改" in visitor.text


@pytest.mark.requirement("AH-55")
def test_achievement_shows_kind_date_title_and_rank(
    visitor: Visitor, records: dict[str, str]
) -> None:
    application = begin(visitor)
    pick(visitor, application, "tenure_honor", records["lesson_award"])

    visitor.open(f"{application}/pages/ideology_page")

    for part in ("项目获奖情况", "2020年6月1日", "基于核心素养的小学科学实验教学", "排名 1/10"):
        assert part in visitor.text


@pytest.mark.requirement("AH-51")
def test_category_tells_how_many_are_asked_for(visitor: Visitor) -> None:
    application = begin(visitor)

    visitor.open(f"{application}/pages/performance_page")

    assert "温馨提示： 本类别共 8 个项目，最少 2 个不同项目" in visitor.text


@pytest.mark.requirement("AH-87")
def test_pick_keeps_what_the_record_said_and_is_marked_when_it_changed(
    visitor: Visitor, records: dict[str, str]
) -> None:
    application = begin(visitor)
    pick(visitor, application, "edu_award", records["city_teacher"])
    with database.connection_context():
        record = Record.get_by_id(records["city_teacher"])
        record.values = {**record.values, "name": "省优秀教师"}
        record.save()

    visitor.open(f"{application}/pages/performance_page")

    assert "市优秀教师" in visitor.text
    assert "省优秀教师" not in visitor.text
    assert "业绩库中已有变化" in visitor.text


def change(record_id: str, **values: object) -> None:
    """Let the archive say something else about a record that stays verified."""
    with database.connection_context():
        record = Record.get_by_id(record_id)
        record.values = {**record.values, **values}
        record.save()


def picked_row(record_id: str) -> Row:
    """The pick of a record."""
    with database.connection_context():
        return Row.get(Row.record == record_id)


def test_changed_pick_is_compared_and_taken_again_with_its_answers(
    visitor: Visitor, records: dict[str, str]
) -> None:
    application = begin(visitor)
    record = records["bachelor"]
    pick(visitor, application, "education", record)
    row = picked_row(record).id
    visitor.open(f"{application}/pages/education_page")
    visitor.send(f"{application}/rows/education/{row}", **{f"{row}-qualified": "true"})
    change(record, diploma_number="103701201205009999")

    visitor.open(f"{application}/pages/education_page").follow("更新")

    assert "学历证书编号 103701201205000001 103701201205009999" in visitor.text
    assert picked_row(record).snapshot["values"]["diploma_number"] == "103701201205000001"
    visitor.send(f"/{row}/update")
    now = picked_row(record)
    assert "已更新为现在的内容" in visitor.text
    assert "已有变化" not in visitor.text
    assert now.snapshot["values"]["diploma_number"] == "103701201205009999"
    assert now.values == {"qualified": True}


def test_pick_that_changes_again_while_it_is_looked_at_is_shown_again(
    visitor: Visitor, records: dict[str, str]
) -> None:
    application = begin(visitor)
    record = records["city_teacher"]
    pick(visitor, application, "edu_award", record)
    row = picked_row(record).id
    change(record, name="省优秀教师")
    visitor.open(f"{application}/picks/edu_award/{row}/update")
    change(record, name="全国优秀教师")

    visitor.send(f"/{row}/update")

    assert (visitor.status, "全国优秀教师" in visitor.text) == (409, True)
    assert picked_row(record).snapshot["values"]["name"] == "市优秀教师"


@pytest.mark.parametrize("state", ["unreviewed", "returned", "failed"])
def test_pick_whose_record_lost_its_verification_can_only_be_removed(
    visitor: Visitor, records: dict[str, str], state: str
) -> None:
    application = begin(visitor)
    record = records["city_teacher"]
    pick(visitor, application, "edu_award", record)
    row = picked_row(record)
    visitor.open(f"{application}/picks/edu_award/{row.id}/update")
    assert "不需要更新" in visitor.text
    with database.connection_context():
        Record.update(status=state).where(Record.id == record).execute()

    visitor.open(f"{application}/picks/edu_award/{row.id}/update")

    assert "现在的状态不能用于申报" in visitor.text
    with pytest.raises(AssertionError):
        visitor.form(f"{application}/picks/edu_award/{row.id}/update")
    visitor.send(f"/{row.id}/remove")
    with database.connection_context():
        assert Row.select().count() == 0


def test_pick_whose_record_is_gone_says_so(visitor: Visitor, records: dict[str, str]) -> None:
    application = begin(visitor)
    pick(visitor, application, "edu_award", records["city_teacher"])
    row = picked_row(records["city_teacher"]).id
    with database.connection_context():
        Record.update(deleted_at=visitor.site.clock.now()).execute()

    visitor.open(f"{application}/picks/edu_award/{row}/update")

    assert "已不在个人业绩库中" in visitor.text


def test_only_picks_are_compared(visitor: Visitor) -> None:
    application = begin(visitor)

    assert visitor.open(f"{application}/picks/edu_award/nothing/update").status == 404


@pytest.mark.requirement("AH-88")
def test_missing_record_is_entered_in_the_archive_not_here(visitor: Visitor) -> None:
    application = begin(visitor)

    visitor.open(f"{application}/picks/education")

    assert "申报页面不直接添加业绩" in visitor.text
    visitor.follow("录入学历教育")
    assert visitor.path == "/archive/new/education"


def test_many_records_are_looked_for_by_words_kind_and_year(
    visitor: Visitor, records: dict[str, str]
) -> None:
    application = begin(visitor)
    with database.connection_context():
        one = Record.get_by_id(records["training_science"])
        for n in range(40):
            Record.create(
                person=one.person_id, kind=one.kind, status="passed", changed_at=one.changed_at,
                values={**one.values, "content": f"第{n}期研修"},
            )  # fmt: skip

    assert len(offered(visitor, application, "training")) == 30
    assert len(offered(visitor, application, "training?page=2")) == 12
    assert len(offered(visitor, application, "training?text=第17期")) == 1
    assert "没有符合条件的记录" in visitor.open(f"{application}/picks/training?text=没有").text
