"""Slots: told before anyone tries, ordered, named, templates, the same content pointed out."""

from __future__ import annotations

from io import BytesIO

import pytest
from werkzeug.datastructures import MultiDict

from tests.engine.attachments.made import image, pdf
from tests.web.steps import CERTIFICATE, LIVE_PLAN, add_held_title, begin
from tests.web.visitor import Visitor
from web.models import Event, FileUse, Person, database
from web.services.same_content import used_by_others


@pytest.fixture
def application(visitor: Visitor) -> str:
    """The address of an application, its page of attachments open."""
    begun = begin(visitor)
    visitor.open(f"{begun}/pages/files_page")
    return begun


def send(visitor: Visitor, slot: str, *files: tuple[str, bytes]) -> None:
    """Send files to a slot at once."""
    form = visitor.form(f"/files/{slot}")
    sent: MultiDict[str, object] = MultiDict(form.values)
    for name, content in files:
        sent.add("file", (BytesIO(content), name))
    visitor.post(form.action, sent)


def names(slot: str = "other_material") -> list[str]:
    with database.connection_context():
        uses = FileUse.select().where(FileUse.place == slot).order_by(FileUse.position)
        return [use.name for use in uses]


def id_of(name: str) -> str:
    with database.connection_context():
        return str(FileUse.get(FileUse.name == name).id)


@pytest.mark.requirement("AMB-20", "AMB-15", "AH-48", "YN-41")
def test_slot_tells_everything_before_the_upload(visitor: Visitor, application: str) -> None:
    told = visitor.text

    assert "职称填报承诺书 必传 只能上传 pdf/jpg/png 文件，单个不超过 10MB，最多 10 个" in told
    assert "其他相关附件 选传" in told


@pytest.mark.requirement("AH-82", "AH-84")
def test_slot_says_what_the_paper_must_be(visitor: Visitor, application: str) -> None:
    assert "必须有本人手写签名" in visitor.text
    assert "原件的扫描件或照片，复印件须有单位盖章证明" in visitor.text
    assert "不得涂改" in visitor.text


def test_files_of_a_slot_move_up_and_down(visitor: Visitor, application: str) -> None:
    send(visitor, "other_material", *((f"{n}.png", image(n + 9, 9, form="PNG")) for n in (1, 2, 3)))

    visitor.send(f"{application}/file/{id_of('3.png')}/up")
    assert names() == ["1.png", "3.png", "2.png"]
    visitor.send(f"{application}/file/{id_of('1.png')}/down")
    assert names() == ["3.png", "1.png", "2.png"]


@pytest.mark.requirement("AH-85")
def test_name_of_the_slot_is_offered_and_the_ending_stays(
    visitor: Visitor, application: str
) -> None:
    send(visitor, "pledge_scan", ("IMG_0001.jpg", CERTIFICATE))

    visitor.send(f"{application}/file/{id_of('IMG_0001.jpg')}/rename", suggested="职称填报承诺书")

    assert names("pledge_scan") == ["职称填报承诺书.jpg"]
    with database.connection_context():
        told = [one.details for one in Event.select().where(Event.action == "rename-file")]
    assert told == [{"place": "pledge_scan", "old": "IMG_0001.jpg", "new": "职称填报承诺书"}]


def test_same_content_in_one_application_is_pointed_out(visitor: Visitor, application: str) -> None:
    send(visitor, "pledge_scan", ("承诺.jpg", CERTIFICATE))

    row = add_held_title(visitor, application)  # the same picture as proof

    assert "内容与“职称填报承诺书”中的“承诺.jpg”相同" in visitor.text
    visitor.open(f"{application}/pages/files_page")
    assert (
        "内容与“现有职称情况·专业技术资格证书及评聘情况”中的“一级教师证书.jpg”相同" in visitor.text
    )
    assert row


def test_same_content_in_the_archive_is_told_at_the_upload(
    visitor: Visitor, application: str, records: dict[str, str]
) -> None:
    with database.connection_context():
        use = FileUse.get(FileUse.place.startswith(f"record/{records['city_teacher']}/"))
    content = visitor.site.files.read(use.content_id)

    send(visitor, "other_material", ("证书.jpg", content))

    assert "“证书.jpg”的内容也用于个人业绩库“市优秀教师”" in visitor.text
    visitor.follow("证书.jpg")
    assert "相同内容的文件还用于个人业绩库“市优秀教师”" in visitor.text


def test_what_others_use_is_told_to_reviewers_only(visitor: Visitor, application: str) -> None:
    send(visitor, "other_material", ("甲.jpg", CERTIFICATE))
    with database.connection_context():
        use = FileUse.get(FileUse.name == "甲.jpg")
        other = Person.create(name="王某", province="anhui")
        assert used_by_others(use.person, [use.content_id]) == frozenset()
        FileUse.create(person=other, place="other_material", name="乙.jpg", content=use.content)

        assert used_by_others(use.person, [use.content_id, "0"]) == {use.content_id}
    assert "王某" not in visitor.open(f"/files/{use.id}").text


def test_pdf_is_read_in_a_sandboxed_window_of_its_own(visitor: Visitor, application: str) -> None:
    send(visitor, "other_material", ("聘书.pdf", pdf(3)))

    visitor.follow("聘书.pdf")
    assert "3 页" in visitor.text
    opened = dict(visitor.links())["在新窗口打开"]
    with visitor.client.get(opened) as answer:
        assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")
        assert answer.headers["Content-Disposition"].startswith("inline")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    with visitor.client.get(opened.partition("?")[0]) as answer:
        assert answer.mimetype == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.requirement("AH-60")
def test_picture_is_turned_without_a_script(visitor: Visitor, application: str) -> None:
    send(visitor, "other_material", ("横.png", image(300, 200, form="PNG")))
    visitor.follow("横.png")

    visitor.follow("向右旋转")

    assert 'viewBox="0 0 200 300"' in visitor.html
    assert 'transform="translate(200 0) rotate(90)"' in visitor.html
    assert visitor.follow("向左旋转").html.count("<svg") == 0
    assert visitor.open(f"/files/{id_of('横.png')}?zoom=x&turn=-7").status == 200


def test_template_of_a_slot_is_offered_beside_it(visitor: Visitor) -> None:
    application = begin(visitor, LIVE_PLAN)
    visitor.open(f"{application}/pages/basic")

    visitor.follow("下载模板：申请表")

    assert visitor.page.get_data(as_text=True) == "申请表（测试用）\n"
    name = visitor.page.headers["Content-Disposition"]
    assert name.endswith(".txt")
    assert "attachment" in name
    visitor.page.close()


def test_template_outside_of_the_packs_is_not_given_out(visitor: Visitor) -> None:
    application = begin(visitor, LIVE_PLAN)

    assert visitor.open(f"{application}/templates/lost_form").status == 404


def test_slot_with_a_limit_for_all_files_tells_what_is_used(visitor: Visitor) -> None:
    application = begin(visitor, LIVE_PLAN)
    visitor.open(f"{application}/pages/basic")

    send(visitor, "filled_form", ("甲.jpg", CERTIFICATE))

    assert "已上传 1 个，共 " in visitor.text
    assert "（合计不超过 15MB）" in visitor.text


def test_slot_without_a_template_offers_none(visitor: Visitor, application: str) -> None:
    assert visitor.open(f"{application}/templates/pledge_scan").status == 404
    assert visitor.open(f"{application}/templates/nothing").status == 404
