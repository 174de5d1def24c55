"""Signing with a finger on a phone for the page on the desk (云南手册 L46)."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.steps.window import Window
from web.services.demo_pictures import draw_signature


def ask_for_code(desk: Window) -> str:
    """The page on the desk shows a code; the link that it stands for."""
    link = desk.page.get_by_role("link", name="手机扫码签名")
    if desk.has_scripts:
        link.click()
        place = desk.page.get_by_role("dialog", name="手机扫码签名")
    else:
        desk.click(link)
        desk.press("生成二维码")
        place = desk.page.locator("main")
    expect(place.get_by_role("img")).to_be_visible()
    return place.locator(".address").inner_text()


def sign(phone: Window, link: str) -> None:
    """On the phone: write on the glass, or send a picture of the signature where no script runs."""
    phone.go(link)
    if phone.has_scripts:
        box = phone.page.locator("canvas").bounding_box()
        assert box is not None
        phone.page.mouse.move(box["x"] + 40, box["y"] + 40)
        phone.page.mouse.down()
        for right, down in ((120, 90), (180, 50), (240, 110)):
            phone.page.mouse.move(box["x"] + right, box["y"] + down, steps=6)
        phone.page.mouse.up()
    else:
        picture = {"name": "签名.png", "mimeType": "image/png", "buffer": draw_signature()}
        phone.page.locator("#signature").set_input_files([picture])  # type: ignore[list-item]
    phone.press("确认签名")
    expect(phone.page.get_by_role("heading", name="签名已提交")).to_be_visible()


def see_signature(desk: Window) -> None:
    """The desk has signature and day: by itself, or on coming back."""
    if not desk.has_scripts:
        desk.follow("我已在手机上签名")
    expect(desk.page.locator("[data-signature] img.thumbnail")).to_be_visible()
