"""Cropping a photo before it is sent, in a real browser."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image, ImageDraw
from playwright.sync_api import Page

from tests.web.steps import begin
from tests.web.visitor import Visitor
from web.models import Answers, Person, database
from web.services.demo_pictures import draw_portrait

pytestmark = pytest.mark.browser


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    """A picture that lies on its side, as phones save them, with red where its top left is."""
    image = Image.new("RGB", (1600, 1200), (67, 142, 219))
    ImageDraw.Draw(image).rectangle((0, 0, 160, 160), fill=(220, 0, 0))
    exif = Image.Exif()
    exif[0x0112] = 6
    path = tmp_path / "手机照片.jpg"
    image.save(path, exif=exif)
    return path


def stored_photo() -> dict[str, object]:
    with database.connection_context():
        found: dict[str, object] = Person.get(Person.name == "李晓").account["career"]["photo"]
    return found


@pytest.mark.requirement("AH-92")
def test_photo_is_turned_zoomed_cut_and_sent(page: Page, snapshot: Path) -> None:
    page.goto("/profile")
    page.set_input_files("input[type=file]", snapshot)
    page.wait_for_selector(".cropper-container")
    for tool in ("放大", "向左旋转", "缩小", "还原"):
        page.click(f".photo-window button:text-is('{tool}')")
    assert page.locator(".photo-preview img").count() == 1

    page.click(".photo-window button:text-is('提交')")
    page.wait_for_selector("text=“电子照片”已上传")

    stored = stored_photo()
    assert (stored["width"], stored["height"]) == (575, 805)
    assert stored["name"] == "手机照片.jpg"
    content = page.request.get(f"/files/{stored['id']}/content").body()
    with Image.open(io.BytesIO(content)) as image:
        red, _, blue = image.convert("RGB").getpixel((570, 4))  # type: ignore[misc]
    assert red > blue  # upright, the corner stands on the right


def test_turning_there_and_back_keeps_the_frame_around_the_picture(
    page: Page, tmp_path: Path
) -> None:
    portrait = tmp_path / "证件照.jpg"
    portrait.write_bytes(draw_portrait())
    page.goto("/profile")
    page.set_input_files("input[type=file]", portrait)
    page.wait_for_selector(".cropper-container")
    for tool in ("向右旋转", "向左旋转"):
        page.click(f".photo-window button:text-is('{tool}')")

    page.click(".photo-window button:text-is('提交')")
    page.wait_for_selector("text=“电子照片”已上传")

    stored = stored_photo()
    content = page.request.get(f"/files/{stored['id']}/content").body()
    with Image.open(io.BytesIO(content)) as image:
        line = [image.convert("RGB").getpixel((x, 280)) for x in range(image.width)]
    hair = [x for x, (_, _, blue) in enumerate(line) if blue < 90]  # type: ignore[misc]
    assert (
        abs(hair[0] - (image.width - 1 - hair[-1])) < 12
    )  # as far from the left as from the right


def test_leaving_the_window_sends_nothing(page: Page, snapshot: Path) -> None:
    page.goto("/profile")
    page.set_input_files("input[type=file]", snapshot)
    page.wait_for_selector(".cropper-container")

    page.keyboard.press("Escape")

    page.wait_for_selector(".photo-window", state="detached")
    assert page.locator("text=未选择文件").count() == 1
    with database.connection_context():
        assert "photo" not in Person.get(Person.name == "李晓").account["career"]


def test_what_cannot_be_shown_is_sent_and_the_server_answers(page: Page, tmp_path: Path) -> None:
    broken = tmp_path / "坏的.jpg"
    broken.write_bytes(b"no picture")
    page.goto("/profile")

    page.set_input_files("input[type=file]", broken)

    page.wait_for_selector("text=没有上传")


def test_photo_of_an_application_is_cut_the_same_way(
    page: Page, app: Flask, snapshot: Path
) -> None:
    application = begin(Visitor(app.test_client()).sign_in_as("demo"))
    page.goto(f"{application}/pages/basic")
    page.set_input_files("[data-field=photo] input[type=file]", snapshot)
    page.wait_for_selector(".cropper-container")

    page.click(".photo-window button:text-is('提交')")

    page.wait_for_selector("[data-field=photo] img.thumbnail")
    with database.connection_context():
        photo = Answers.get(Answers.section == "personal").values["photo"]
    assert (photo["width"], photo["height"]) == (575, 805)
