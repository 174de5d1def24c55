"""Browsers as people know them, from what they say of themselves."""

from __future__ import annotations

BROWSERS = (
    ("MicroMessenger/", "微信"),
    ("Edg/", "Edge"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows 电脑"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "安卓手机"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)


def device_of(agent: str) -> str:
    """A device in few words: “Chrome，Windows 电脑”."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "其他浏览器")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return f"{browser}，{system}" if system else browser
