"""上报: a way upward asked for and approved, what passed sent up as a job, never without a way."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.steps.stage import Stage
from tests.browser.steps.window import Window


def ask_for_path(unit: Window, upper: str, series: str = "", level: str = "") -> None:
    """新增路径: the upper unit by its name, series and level by their names, "" for all."""
    page = unit.page
    unit.go("/unit")
    unit.follow("路径申请", within="header")
    unit.follow("新增路径")
    page.get_by_label("上报单位名称").fill(upper)
    unit.press("查询")
    page.get_by_label(upper, exact=True).check()
    for label, value in (("职称系列", series), ("职称等级", level)):
        if value:
            page.get_by_label(label).select_option(label=value)
    unit.press("保存")
    row = page.get_by_role("row").filter(has_text=upper)
    expect(row.first).to_contain_text("待上级审核")


def decide_path(upper: Window, unit: str, *, refuse: str = "") -> None:
    """The upper unit finds the request on its desk and agrees, or refuses for this reason."""
    upper.go("/unit")
    upper.follow("待审核的上报路径")
    upper.follow(f"审核{unit}")
    if not refuse:
        upper.press("同意")
        return
    upper.press("不同意")  # what is wanted is a reason
    expect(upper.page.get_by_role("alert")).to_be_visible()
    upper.page.get_by_label("审核意见").fill(refuse)
    upper.press("不同意")


def open_reports(unit: Window) -> None:
    """From one's desk to what waits to be reported."""
    unit.go("/unit")
    unit.follow("待上报的申报")


def refused_without_path(unit: Window, name: str) -> None:
    """What has no way upward is named with the reason, and nothing can be confirmed."""
    open_reports(unit)
    unit.says("未开通路径")
    unit.page.get_by_role("checkbox", name=name).check()
    unit.press("数据上报")
    unit.look("refused")
    unit.says("没有开通上报路径，不能上报")
    expect(unit.page.get_by_role("button", name="确定")).to_have_count(0)
    unit.follow("申请路径")
    unit.says("新增路径")


def sort_by(unit: Window, column: str, *names: str) -> None:
    """Up and down by a column: these people in this order, and the other way round. Arrows stand
    beside the columns; where there is no room for columns, the search asks for the order."""
    open_reports(unit)
    rows, order = unit.page.locator("tbody tr"), unit.page.get_by_label("排序")
    for way, expected in (("升序", names), ("降序", names[::-1])):
        if order.is_visible():
            order.select_option(label=f"{column}{way}")
            unit.press("查询")
        else:
            unit.follow(f"按{column}{way}")
        expect(rows).to_contain_text(expected)


def report_all(stage: Stage, unit: Window, upper: str, number: int) -> None:
    """全选本页, see to whom all goes, confirm, and watch the job until it is done."""
    open_reports(unit)
    box = unit.page.get_by_role("checkbox", name="全选本页")
    box.and_(unit.page.locator(":visible")).first.check()
    unit.press("数据上报")
    unit.says(f"共选择 {number} 份")
    expect(unit.page.locator(".notice li")).to_have_text(f"{upper}：{number} 份")
    unit.press("确定")
    expect(unit.page.locator("progress").first).to_be_visible()
    stage.work()
    unit.page.reload()
    unit.look("done")
    unit.says("已完成")
    unit.says(f"成功 {number} 项")
    unit.follow("返回数据上报")
    unit.says("没有等待上报的数据")
