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
