"""权限申请: a unit registers, keeps a draft, hands it in, is refused, corrects it, is approved."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import expect

from tests.browser.steps.entering import solve_captcha
from tests.browser.steps.window import Window
from tests.web.accounts.accounting import PASSWORD


def begin(window: Window, province: str, answers: Mapping[str, str], login: str) -> None:
    """From the first page to a draft that is kept, and an account that is signed in."""
    window.go("/")
    window.follow("单位注册")
    window.follow(province)
    fill_in(window, answers)
    for field, text in (
        ("operator", "边经办"), ("number", "340104199006079988"), ("login", login),
        ("password", PASSWORD), ("again", PASSWORD),
    ):  # fmt: skip
        window.page.locator(f"#{field}").fill(text)
    solve_captcha(window)
    window.press("注册并保存申请")
    expect(window.page.locator(".page-head .badge")).to_have_text("待提交")


def fill_in(window: Window, answers: Mapping[str, str]) -> None:
    """Type and choose by the ids of the questions."""
    for field, value in answers.items():
        control = window.page.locator(f"#{field}")
        if control.evaluate("control => control.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)


def refused_by_code(window: Window, link: str, answers: Mapping[str, str]) -> None:
    """A credit code that cannot be is told of at once, and nothing typed is lost."""
    window.go("/unit/registration")
    window.follow(link)
    fill_in(window, answers)
    window.press("提交申请")
    expect(window.page.locator("#credit_code-error")).to_contain_text("校验位")
    for field, value in answers.items():
        expect(window.page.locator(f"#{field}")).to_have_value(value)


def hand_in(window: Window, link: str, answers: Mapping[str, str]) -> None:
    """提交申请; from then on it can only be read."""
    window.go("/unit/registration")
    window.follow(link)
    fill_in(window, answers)
    window.press("提交申请")
    expect(window.page.locator(".page-head .badge")).to_have_text("待审核")
    expect(window.page.get_by_role("link", name=link)).to_have_count(0)


def list_units(staff: Window, units: Mapping[str, str]) -> None:
    """导入名录: names and codes of units."""
    lines = ["单位名称,统一社会信用代码", *(f"{name},{code}" for name, code in units.items())]
    staff.go("/staff/units")
    staff.follow("单位名录")
    table = {"name": "名录.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}
    staff.page.locator("#file").set_input_files(table)  # type: ignore[arg-type]  # a file
    staff.press("导入")
    staff.says(f"共 {len(units)} 个单位")


def open_registration(staff: Window, name: str) -> None:
    """From an administrator's desk to a unit that waits."""
    staff.go("/staff")
    staff.follow("待审核的单位注册")
    staff.follow(f"审核{name}")


def refuse(staff: Window, name: str, opinion: str) -> None:
    """不通过, which needs a reason."""
    open_registration(staff, name)
    staff.press("不通过")
    expect(staff.page.get_by_role("alert")).to_be_visible()
    staff.page.locator("#opinion").fill(opinion)
    staff.press("不通过")


def approve(staff: Window, name: str) -> None:
    """通过 of a unit whose name and code are in the directory."""
    open_registration(staff, name)
    staff.says("名称与代码同单位名录一致")
    staff.press("通过")
