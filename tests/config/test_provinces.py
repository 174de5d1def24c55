"""What the provinces that ship say of people, accounts, units and review, against their manuals."""

from __future__ import annotations

import pytest

from engine.packs.library import Library
from engine.packs.province import Province
from engine.workflow.chain import after, reached

SHIPPED = ("anhui", "jilin", "shandong", "yunnan")


@pytest.fixture(params=SHIPPED)
def province(library: Library, request: pytest.FixtureRequest) -> Province:
    return library.province(request.param)


def test_four_provinces_ship_and_their_base_is_none(library: Library) -> None:
    assert library.province_ids() == SHIPPED


def test_who_somebody_is_cannot_be_changed(province: Province) -> None:
    assert {"person.name", "person.id_number", "person.gender"} <= set(province.account.immutable)


def test_profile_can_be_filled_and_every_kind_is_complete(province: Province) -> None:
    assert province.profile[0].id == "person"
    assert set(province.account.register.asks) >= {"person.name", "person.id_number"}
    for kind in province.kinds.values():
        names = {field.id for field in kind.fields}
        assert kind.title in names, kind.id


def test_archive_holds_every_kind_that_a_plan_of_the_province_can_pick(
    library: Library, province: Province
) -> None:
    for plan in (library.plan(id) for id in library.plan_ids()):
        if plan.province == province.id:
            for standard in plan.standards:
                for kind in standard.kinds.values():
                    held = province.kinds[kind.id]
                    assert {f.id for f in kind.fields} <= {f.id for f in held.fields}
                    assert {s.id for s in kind.slots} <= {s.id for s in held.slots}


def test_chain_leads_from_the_unit_to_the_end(province: Province) -> None:
    workflow = province.workflow
    at = after(workflow, "editing", "", "hand_in")

    assert reached(workflow) == workflow.nodes
    assert at == ("submitted", "unit")
    while at[0] == "submitted":
        node = workflow.node(at[1])
        assert node is not None
        at = after(workflow, *at, "pass" if "pass" in node.actions else "report")
    assert at == ("passed", "")


@pytest.mark.requirement("YN-14")
def test_yunnan_reviews_registrations_walks_steps_and_reports_to_the_unit(
    library: Library,
) -> None:
    yunnan = library.province("yunnan")

    assert yunnan.account.register.review
    assert tuple(yunnan.record_statuses.values()) == ("待审核", "未审核", "通过", "不通过", "退回")
    assert yunnan.navigation == "steps"
    assert yunnan.workflow.destination == "unit"


@pytest.mark.requirement("YN-11")
def test_yunnan_archive_has_seventeen_kinds(library: Library) -> None:
    assert len(library.province("yunnan").kinds) == 17


def test_anhui_offers_the_unit_at_once_and_local_departments_to_freelancers(
    library: Library,
) -> None:
    anhui = library.province("anhui")

    assert anhui.account.register.choose_unit
    assert anhui.account.series_max == 3
    assert anhui.binding.freelancers
    assert anhui.binding.freelancer_hint == "自由职业者请选择当地人社部门作为自己的单位"
    assert anhui.navigation == "side"
    assert anhui.choice == ("mode", "branch", "title")


def test_portals_answer_what_cannot_be_typed_later(library: Library) -> None:
    portals = {id: library.province(id).account.portals for id in SHIPPED}

    assert [portal.name for portal in portals["anhui"]] == ["安徽政务服务网"]
    assert [portal.name for portal in portals["jilin"]] == ["吉事办", "吉林省统一身份认证平台"]
    for portal in (*portals["anhui"], *portals["jilin"]):
        assert portal.claims["person.id_number"] == "id_number"


@pytest.mark.requirement("AH-09")
def test_anhui_asks_at_registration_what_its_form_asks(library: Library) -> None:
    asked = library.province("anhui").account.register.asks

    assert [path.partition(".")[2] for path in asked] == [
        *("name", "id_type", "id_number", "other_id_number", "mobile", "gender", "birth_date"),
        *("political", "ethnic", "email", "address", "work_from", "highest_education"),
        *("title", "skill_level", "degree", "telephone"),
    ]


def test_jilin_asks_for_a_captcha_finds_units_by_code_and_checks_first(library: Library) -> None:
    jilin = library.province("jilin")

    assert jilin.account.captcha == "always"
    assert jilin.binding.search == ("credit_code",)
    assert jilin.binding.change == "unbind_first"
    assert jilin.start.self_check == "required"
    assert jilin.start.notes


@pytest.mark.requirement("JL-29", "JL-30", "JL-31", "JL-32")
def test_jilin_names_the_states_as_its_manual_does_and_opens_marked_parts(
    library: Library,
) -> None:
    workflow = library.province("jilin").workflow

    assert workflow.status("submitted", "unit") == "已申报"
    assert workflow.status("passed") == "终审通过"
    assert workflow.status("returned") == "被退回"
    assert workflow.status("terminated") == "审核不通过终止审核"
    assert workflow.returning == "parts"


def test_shandong_signs_in_by_two_names_and_calls_a_return_a_refusal(library: Library) -> None:
    shandong = library.province("shandong")
    workflow = shandong.workflow

    assert shandong.account.sign_in == ("login", "id_number")
    assert shandong.start.pledge is not None
    assert shandong.start.pledge.name == "职称初定申报承诺书"
    assert shandong.start.pledge.agree == "我同意"
    assert shandong.choice[:3] == ("level", "title", "branch")
    assert workflow.actions["return"] == "不通过"
    assert [workflow.status(state) for state in ("submitted", "passed", "returned")] == [
        *("待审核", "审核通过", "审核不通过"),
    ]
    assert workflow.returning == "whole"


@pytest.mark.requirement("AH-07")
def test_people_choose_among_the_national_series_alone(province: Province) -> None:
    assert len(province.series) == 27
    assert "school-teacher" in province.series
    assert not any("/" in id for id in province.series)
