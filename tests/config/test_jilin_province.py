"""What the Jilin manual says of accounts, units, self check, statuses and returns."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.checks import CheckReport
from engine.packs.library import Library
from engine.packs.model import Standard
from engine.packs.province import Province
from engine.workflow.chain import actions_for, after

Reports = Callable[[str], CheckReport]
CASES = "jilin/2026-engineering-senior/"


@pytest.fixture(scope="module")
def province(library: Library) -> Province:
    return library.province("jilin")


@pytest.fixture(scope="module")
def standard(library: Library) -> Standard:
    return library.plan("jilin/2026-engineering-senior").standards[0]


@pytest.mark.requirement("JL-02", "JL-03")
def test_people_sign_in_through_the_portal_or_by_scanning(province: Province) -> None:
    assert [(portal.name, portal.hint) for portal in province.account.portals] == [
        ("吉事办", "用吉事办 app 扫码直接登录"),
        ("吉林省统一身份认证平台", "个人账号登录"),
    ]


@pytest.mark.requirement("JL-04", "JL-06")
def test_captcha_is_always_asked_and_nobody_reviews_registrations(province: Province) -> None:
    assert province.account.captcha == "always"
    assert not province.account.register.review


@pytest.mark.requirement("JL-17", "JL-18", "JL-19")
def test_units_are_found_by_code_alone_and_left_before_another(province: Province) -> None:
    binding = province.binding

    assert binding.search == ("credit_code",)
    assert binding.change == "unbind_first"
    assert province.unit is not None
    assert province.unit.name == "推荐单位"


@pytest.mark.requirement("JL-14")
def test_binding_is_asked_before_anything_is_handed_in(
    standard: Standard, report_of: Reports
) -> None:
    assert "unit_binding" in standard.prohibitions
    assert [finding.code for finding in report_of(CASES + "not-bound").problems] == ["not-bound"]


@pytest.mark.requirement("JL-20", "JL-21")
def test_self_check_comes_first_and_says_what_to_mind(province: Province) -> None:
    assert province.start.self_check == "required"
    assert province.word("self_check") == "条件自检"
    assert province.word("begin") == "确认并开始申报"
    assert "推荐单位" in province.start.notes[0]


@pytest.mark.requirement("JL-28")
def test_chain_has_the_roles_of_the_manual(standard: Standard) -> None:
    nodes = standard.workflow.nodes

    assert [(node.name, node.by) for node in nodes] == [
        ("推荐单位审核", "unit"),
        ("业务部门审核", "department"),
        ("评委会评审", "committee"),
        ("公示", "committee"),
        ("发证", "issuer"),
    ]


@pytest.mark.requirement("JL-29", "JL-30", "JL-31", "JL-32", "JL-33")
def test_statuses_follow_what_is_decided_along_the_chain(standard: Standard) -> None:
    workflow = standard.workflow
    at_unit = after(workflow, "editing", "", "hand_in")
    at_department = after(workflow, *at_unit, "pass")
    at_committee = after(workflow, *at_department, "pass")
    behind_committee = after(workflow, *at_committee, "pass")

    assert workflow.status(*at_unit) == "已申报"
    assert workflow.status(*at_department) == "已申报"
    assert workflow.status(*at_committee) == "已申报"
    assert workflow.status(*behind_committee) == "终审通过"
    assert {
        workflow.status(*after(workflow, *at, "return")) for at in (at_unit, at_department)
    } == {"被退回"}
    assert {
        workflow.status(*after(workflow, *at, "terminate")) for at in (at_unit, at_department)
    } == {"审核不通过终止审核"}
    assert workflow.status("passed") == "终审通过"


@pytest.mark.requirement("JL-34", "JL-36")
def test_returned_applications_can_be_handed_in_again_by_parts(standard: Standard) -> None:
    assert standard.workflow.returning == "parts"
    assert actions_for(standard.workflow, "returned", "unit", "applicant") == ("hand_in",)


@pytest.mark.requirement("JL-27")
def test_pledge_is_the_manuals_sentence(standard: Standard, report_of: Reports) -> None:
    pledge = standard.section_of["pledge"]

    assert pledge.agree == "本人承诺，申报所提供的材料真实、准确，如有违诺情况，本人愿承担所有责任"
    assert not report_of(CASES + "pledge-not-agreed").passed


def test_archive_is_a_subset_with_three_kinds_for_teachers(province: Province) -> None:
    names = {kind.id for kind in province.kinds.values()}

    assert len(names) == 17
    assert {"care_work", "lesson", "guidance"} <= names
    assert not {"academic_post", "reward_punish", "other"} & names
