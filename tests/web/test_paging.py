"""The ways to the pages of a list, as every list shows them."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask

from web.pages.paging import paged


def _ways(app: Flask, total: int, number: int) -> tuple[str, list[str]]:
    """The markup, and what leads to other pages or is the one that is shown."""
    template: Any = app.jinja_env.get_template("partials/paging.html").module
    page = paged(range(total), number)
    markup = str(template.paging(page, "page", {"state": "待审核"}, "list", "业绩"))
    return markup, re.findall(r"<li[^>]*>(?:<[^>]+>)?([^<]+)", markup)


def test_paging_of_one_page_says_only_how_many_there_are(app: Flask) -> None:
    markup, ways = _ways(app, 7, 1)

    assert "共 7 条" in markup
    assert "页" not in re.sub(r"<[^>]+>", "", markup)
    assert ways == []


def test_paging_of_a_long_list_leads_to_neighbours_and_ends(app: Flask) -> None:
    markup, ways = _ways(app, 2000, 100)

    assert ways == ["上一页", "1", "…", "98", "99", "100", "101", "102", "…", "200", "下一页"]
    assert "第 100 / 200 页" in markup
    assert 'aria-label="分页：业绩"' in markup


def test_paging_keeps_what_else_the_address_says(app: Flask) -> None:
    markup, ways = _ways(app, 25, 1)

    assert ways == ["1", "2", "3", "下一页"]
    assert 'href="?state=%E5%BE%85%E5%AE%A1%E6%A0%B8&amp;page=2#list"' in markup
