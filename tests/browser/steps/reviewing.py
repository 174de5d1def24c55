"""申报审核 by an operator: found from the desk, read, marked, decided."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import expect

from tests.browser.steps.window import Window


def desk_counts(operator: Window, line: str, number: int) -> None:
    """The first page says how many of something wait."""
    operator.go("/unit")
    expect(
        operator.page.locator("main .desk li, main li").filter(has_text=line).first
    ).to_contain_text(str(number))


def open_review(operator: Window, name: str) -> None:
    """From the first page to an application that waits."""
    operator.go("/unit")
    operator.follow("待审核的申报")
    operator.follow("审核" + name)
    expect(operator.page.locator("h1")).to_have_text(name)


def mark(operator: Window, marks: Mapping[str, str]) -> None:
    """Put a × on parts, by path, each with what is wrong."""
    for path, comment in marks.items():
        box = f'input[name="mark"][value="{path}"]'
        for fold in operator.page.locator(f"details:has({box})").all():  # the outer one first
            if not fold.evaluate("details => details.open"):
                fold.locator("> summary").click()
        operator.page.locator(box).check()
        said = operator.page.locator(f'[name="comment:{path}"]')
        if said.count():
            said.fill(comment)


def decide(operator: Window, action: str, opinion: str = "") -> None:
    """Write the opinion and press the button."""
    operator.page.locator("#opinion").fill(opinion)
    operator.click(operator.page.locator(".decide").get_by_role("button", name=action).first)


def review(operator: Window, name: str, action: str, opinion: str) -> None:
    """From the first page to the decision about somebody's application."""
    open_review(operator, name)
    decide(operator, action, opinion)


def verify_doubt(operator: Window, back_to: str) -> None:
    """From an application to a record in it that was not verified, which is; and back again."""
    operator.follow("去审核这项业绩")
    operator.look("from a review")
    operator.press("通过")
    expect(operator.page.locator("h1")).to_have_text(back_to)


def pass_all(operator: Window, action: str, number: int) -> None:
    """Let everything that waits pass at once: shown first, then confirmed."""
    operator.go("/unit")
    operator.follow("待审核的申报")
    operator.page.get_by_role("checkbox", name="全选本页").first.check()
    operator.press(f"批量{action}（上方）")
    operator.says(f"批量{action}：{number} 份")
    operator.press(f"确认{action}")
    operator.says(f"已{action} {number} 份申报")
