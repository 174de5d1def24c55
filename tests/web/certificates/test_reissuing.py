"""补换证 in both cases of the manual: lists, words, chain, races (安徽手册 L914-1080)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.web.after.steps import token
from tests.web.certificates.conftest import Holder
from tests.web.steps import CERTIFICATE as PAPER
from tests.web.steps import PORTRAIT
from tests.web.visitor import Visitor
from web.models import Certificate, Event, Notice, Person, Reissue, database
from web.services.certificates.reissue_chain import series_of
from web.services.certificates.reissue_proofs import proofs_of
from web.services.certificates.reissuing import begin
from web.site import Site

NINETEEN = (
    *("姓名", "性别", "出生日期", "证件类型", "证件号码", "联系方式", "证书编号", "系列名称"),
    *("专业名称", "职称级别", "资格名称", "取得资格时间", "批准文号", "资格性质", "发证日期"),
    *("发证机构", "评委会名称", "取得资格时所在单位", "申请补(换)发事由"),
)
PLEDGE = "本人承诺所提供信息及资料均真实有效, 如有不实, 愿承担相应后果"
CHANGEABLE = ("取得资格时所在单位", "资格性质", "系列名称", "专业名称", "资格名称")
OTHER = {
    "phone": "13800000000",
    "number": "2352116414",
    "series": "中小学教师",
    "branch": "中学数学",
    "level": "中级",
    "title": "一级教师",
    "obtained_on": "2013-06-30",
    "approval_number": "皖人社〔2013〕16号",
    "nature": "社会化",
    "issued_on": "2013-07-09",
    "issuer": "合肥市人社局",
    "committee": "合肥市中小学教师中级评审委员会",
    "unit": "蚌埠市青山小学",
    "reason": "原证书遗失",
}


def at_desk(holder: Holder) -> Visitor:
    """An operator of whoever has the only request now."""
    with database.connection_context():
        request = Reissue.get(Reissue.state == "submitted")
        login = request.holder.operators.first().login
    return holder.browser(login)


def decide(holder: Holder, action: str, opinion: str = "") -> Visitor:
    """Let whoever has the only request decide."""
    with database.connection_context():
        request = Reissue.get(Reissue.state == "submitted")
    desk = at_desk(holder).open(f"/reissues/{request.id}")
    return desk.send(f"/reissues/{request.id}", action=action, opinion=opinion)


def pass_all(holder: Holder) -> Reissue:
    """Let everybody pass it; the request afterwards."""
    for _ in range(5):
        with database.connection_context():
            found: Reissue = Reissue.get()
        if found.state != "submitted":
            break
        decide(holder, "pass")
    return found


def hand_in_other(holder: Holder, **changes: Any) -> Visitor:
    """情况一: everything filled in and handed in."""
    page = holder.visitor.open("/certificates/new")
    values = {**OTHER, "proof": ("原证书.jpg", PAPER), "agreed": "1", "action": "submit"}
    return page.send("/certificates/new", **{**values, **changes})


def hand_in_listed(holder: Holder, made: Certificate, **values: Any) -> Visitor:
    """情况二: of a certificate in the list."""
    page = holder.visitor.open("/certificates")
    page.send(f"/certificates/{made.id}/reissue")
    said = {"reason": "单位名称有误", "proof": ("证明.jpg", PAPER), "agreed": "1"}
    return page.send("/certificates/reissues/", **{**said, **values}, action="submit")


@pytest.mark.requirement("AH-104", "AH-108")
def test_form_of_an_unlisted_certificate_asks_everything_of_the_manual(holder: Holder) -> None:
    page = holder.visitor.open("/certificates/new")

    at = [page.text.index(f"{name} *") for name in NINETEEN]
    assert at == sorted(at)
    assert PLEDGE in page.text
    assert "340104199006079988" in page.text  # who it is comes from 个人信息
    assert 'name="id_number"' not in page.html


@pytest.mark.requirement("AH-102")
def test_unlisted_certificate_is_added_handed_in_and_its_chain_seen(holder: Holder) -> None:
    assert "新增" in holder.visitor.open("/certificates").text

    page = hand_in_other(holder)

    assert "已提交" in page.text
    row = holder.visitor.open("/certificates")
    assert "2352116414" in row.text
    assert "补换证审核中" in row.text
    assert "流程" in row.follow("补换证").text


@pytest.mark.requirement("AH-103")
def test_chain_shows_the_applicant_first_and_then_the_unit(holder: Holder) -> None:
    page = hand_in_other(holder)

    begun = page.text.index("个人补换证发起 通过")
    assert "提交于 2022-07-01" in page.text[begun:]
    assert page.text.index("单位审核 审核中") > begun
    assert "蚌埠市青山小学" in page.text[begun:]


@pytest.mark.requirement("AH-101", "AH-105")
def test_unlisted_certificate_passes_all_nodes_and_waits_for_the_photo(holder: Holder) -> None:
    hand_in_other(holder)

    decide(holder, "pass")
    decide(holder, "pass")
    done = decide(holder, "pass")

    assert "已通过" in done.text
    with database.connection_context():
        made = Certificate.get(Certificate.reissue == Reissue.get().id)
    assert made.number == "9342013000101000001"
    assert (made.state, made.photo_id) == ("valid", None)
    assert made.values["branch"] == "中学数学"
    page = holder.visitor.open("/certificates").follow("上传")
    page.send(f"/certificates/{made.id}/photo", photo=("照片.jpg", PORTRAIT))
    holder.work()
    answer = holder.visitor.client.get(f"/certificates/{made.id}/file?download=1")
    assert answer.data[:5] == b"%PDF-"
    answer.close()


@pytest.mark.requirement("AH-106", "AH-107")
def test_listed_certificate_is_replaced_with_what_was_chosen(holder: Holder) -> None:
    old = holder.certify()
    page = holder.visitor.open("/certificates")
    page.send(f"/certificates/{old.id}/reissue")
    for words in (*CHANGEABLE, "如仅需补发证书, 则此项无需选择", "保存", "提交", "取消", PLEDGE):
        assert words in page.text

    page.send(
        "/certificates/reissues/",
        change=["unit"],
        **{"new-unit": "合肥市红旗中学", "new-title": "正高级教师"},  # not ticked: nothing
        reason="单位名称有误",
        proof=("证明.jpg", PAPER),
        agreed="1",
        action="submit",
    )
    request = pass_all(holder)

    with database.connection_context():
        new = Certificate.get(Certificate.reissue == request.id)
        kept = Certificate.get_by_id(old.id)
        events = [
            one.action for one in Event.select().where(Event.subject == f"reissue:{request.id}")
        ]
    assert (new.values["unit"], new.values["title"]) == ("合肥市红旗中学", "一级教师")
    assert new.number != old.number
    assert (kept.state, kept.replaced_by) == ("replaced", new.id)
    assert events.count("reissue-pass") == 3
    holder.work()
    assert holder.stored(new).pdf_id is not None  # the photo of the old one is taken over
    listed = holder.visitor.open("/certificates").text
    assert "已补换" in listed
    page = Visitor(holder.app.test_client()).open(f"/verify/{old.number}?t={old.token}")
    assert "旧证书作废" in page.text


@pytest.mark.requirement("AH-107")
def test_nothing_chosen_means_the_same_certificate_again(holder: Holder) -> None:
    old = holder.certify()

    hand_in_listed(holder, old)
    request = pass_all(holder)

    with database.connection_context():
        new = Certificate.get(Certificate.reissue == request.id)
    same = ("unit", "nature", "series", "branch", "title", "obtained_on", "approval_number")
    assert {name: new.values[name] for name in same} == {name: old.values[name] for name in same}


@pytest.mark.requirement("AH-108")
def test_without_pledge_reason_and_proof_nothing_is_handed_in_and_nothing_lost(
    holder: Holder,
) -> None:
    page = hand_in_other(holder, agreed=None, reason="", proof=None)

    assert page.status == 422
    for words in ("请阅读并勾选承诺", "请填写申请补(换)发事由", "请上传佐证材料"):
        assert words in page.text
    with database.connection_context():
        kept = Reissue.get()
    assert kept.state == "editing"
    assert kept.values["approval_number"] == OTHER["approval_number"]


def test_who_somebody_is_cannot_be_typed(holder: Holder) -> None:
    page = holder.visitor.open("/certificates/new")

    page.post(
        "/certificates/new",
        {**OTHER, "csrf_token": token(page), "name": "王某", "id_number": "1", "action": "save"},
    )

    with database.connection_context():
        values = Reissue.get().values
    assert (values["name"], values["id_number"]) == ("李晓", "340104199006079988")


def test_desk_sees_numbers_in_full_for_a_purpose_that_is_recorded(holder: Holder) -> None:
    hand_in_other(holder)
    with database.connection_context():
        request = Reissue.get()
    desk = at_desk(holder).open(f"/reissues/{request.id}")
    assert "340104199006079988" not in desk.html

    desk.send(f"/reissues/{request.id}/numbers", purpose="")
    assert desk.status == 422
    desk.open(f"/reissues/{request.id}").send(f"/reissues/{request.id}/numbers", purpose="核对")

    assert "340104199006079988" in desk.html
    with database.connection_context():
        proof = proofs_of(request)[0]
        looked = [
            (one.action, one.details.get("purpose"))
            for one in Event.select().where(Event.subject == f"reissue:{request.id}")
        ]
    assert ("look", "核对") in looked
    desk.client.get(f"/reissues/{request.id}/files/{proof.id}").close()
    with database.connection_context():
        taken = Event.get(Event.action == "download")
    assert (taken.subject, taken.details) == (f"reissue:{request.id}", {"file": "原证书.jpg"})


def test_return_says_why_and_the_request_is_handed_in_again(holder: Holder) -> None:
    hand_in_other(holder)
    empty = decide(holder, "return")
    assert empty.status == 422
    assert "请填写原因" in empty.text

    decide(holder, "return", "佐证材料不清楚")

    with database.connection_context():
        request = Reissue.get()
        told = Notice.select().where(Notice.text.contains("佐证材料不清楚")).count()
    assert (request.state, told) == ("returned", 1)
    page = holder.visitor.open(f"/certificates/reissues/{request.id}")
    assert "佐证材料不清楚" in page.text
    page.send("/certificates/reissues/", agreed="1", action="submit")
    assert "已提交" in page.text
    with database.connection_context():
        assert Reissue.get().round == 2


def test_refused_request_ends_and_the_old_certificate_stays(holder: Holder) -> None:
    old = holder.certify()
    hand_in_listed(holder, old)

    decide(holder, "refuse", "证书内容无误，不需要变更")

    assert holder.stored(old).state == "valid"
    with database.connection_context():
        assert Reissue.get().state == "refused"
        assert Certificate.select().count() == 1
    page = holder.visitor.open("/certificates")
    page.send(f"/certificates/{old.id}/reissue")  # may be asked for anew
    with database.connection_context():
        assert Reissue.select().count() == 2


def test_second_decision_is_told_who_was_first(holder: Holder) -> None:
    hand_in_other(holder)
    with database.connection_context():
        request = Reissue.get()
    late = at_desk(holder).open(f"/reissues/{request.id}")
    decide(holder, "pass")

    late.send(f"/reissues/{request.id}", action="refuse", opinion="不同意")

    assert late.status in (403, 409)
    with database.connection_context():
        assert Reissue.get().state == "submitted"


def test_two_requests_for_one_certificate_are_one(holder: Holder) -> None:
    old = holder.certify()
    province = holder.site.packs.province("anhui")

    def ask(_: int) -> str:
        with database.connection_context():
            actor = holder.person.accounts.first()
            return str(begin(province, holder.person, old.id, actor=actor, now=holder.now).id)

    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(ask, range(4)))

    assert len(made) == 1
    with database.connection_context():
        assert Reissue.select().count() == 1


def test_number_that_is_in_the_list_is_not_added_beside_it(holder: Holder) -> None:
    old = holder.certify()

    page = hand_in_other(holder, number=old.number)

    assert page.status == 422
    assert "已在“我的职称”里" in page.text


def test_certificate_from_elsewhere_is_replaced_once(holder: Holder) -> None:
    hand_in_other(holder)
    pass_all(holder)

    page = hand_in_other(holder)

    assert page.status == 422
    assert "已经补换过" in page.text
    with database.connection_context():
        assert Certificate.select().count() == 1
        assert Reissue.select().count() == 1


def test_certificate_that_was_revoked_meanwhile_is_not_replaced(holder: Holder) -> None:
    old = holder.certify()
    hand_in_listed(holder, old)
    issuer = holder.browser("demo-anhui-issuer").open(f"/issuing/certificates/{old.id}")
    issuer.send(f"/issuing/certificates/{old.id}/revoke", reason="造假")

    with database.connection_context():
        assert Reissue.get().state == "refused"
        assert Certificate.select().count() == 1


def test_request_that_was_never_handed_in_can_be_given_up(holder: Holder) -> None:
    page = hand_in_other(holder, action="save", agreed=None)
    assert "还没有提交" in page.text

    page.send("/certificates/reissues/", action="give_up")

    with database.connection_context():
        assert Reissue.select().count() == 0


def test_requests_of_others_and_at_other_desks_are_closed(holder: Holder) -> None:
    hand_in_other(holder)
    with database.connection_context():
        request = Reissue.get()
    elsewhere = holder.browser("demo-hongqi")

    assert elsewhere.client.get(f"/reissues/{request.id}").status_code == 403
    assert "没有等待审核" in elsewhere.open("/reissues").text
    assert elsewhere.client.get(f"/certificates/reissues/{request.id}").status_code == 403


def test_number_of_somebody_else_is_warned_of_on_both_sides(holder: Holder) -> None:
    theirs = holder.certify()
    with database.connection_context():
        other = Person.create(name="旁人", province="anhui", account={})
        Certificate.update(person=other).where(Certificate.id == theirs.id).execute()

    page = hand_in_other(holder, number=theirs.number)

    assert (page.status, "登记在他人名下，请核对证书编号" in page.text) == (422, True)
    page.send("/certificates/reissues/", agreed="1", sure="1", action="submit")
    assert "补换证申请已提交" in page.text
    with database.connection_context():
        request = Reissue.get(Reissue.state == "submitted")
    desk = at_desk(holder).open(f"/reissues/{request.id}")
    assert f"证书编号 {theirs.number} 在本系统登记在他人名下" in desk.text
    assert "旁人" not in desk.text


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        ("工程技术人员", "engineering"),
        ("工程", "engineering"),
        ("中小学教师系列", "school-teacher"),
        ("艺术专业人员", "arts"),
        ("", ""),
        ("某系列", ""),
    ],
)
def test_series_of_an_old_certificate_is_known_by_its_shorter_name(
    site: Site, named: str, meant: str
) -> None:
    assert series_of(site.packs.province("anhui"), named) == meant
