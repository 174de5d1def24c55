"""What pages ask of the database with the data of a whole province: few statements, few rows."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.large.counting import Asked, counting
from tests.web.large.pages import CHAIN, LISTS, OWN, REVIEWS, WHOLE, Page
from tests.web.large.seed import Large
from tests.web.visitor import Visitor

Site = tuple[Flask, Large]
MOST_BYTES = 100_000
"""Of a list, however much there is."""


def _asked(site: Site, page: Page) -> tuple[Asked, Visitor]:
    """What a second visit asks: a process reads the pinned rules once."""
    app, large = site
    visitor = Visitor(app.test_client()).sign_in_as(page.login)
    address = page.address.format(large=large)
    visitor.open(address)
    with counting() as asked:
        visitor.open(address)
    return asked, visitor


@pytest.mark.parametrize(
    "page", [*LISTS, *OWN, *REVIEWS, *CHAIN, *WHOLE], ids=lambda page: page.address
)
def test_page_asks_few_statements_and_reads_few_rows(large: Site, page: Page) -> None:
    asked, visitor = _asked(large, page)
    assert visitor.status == 200
    assert page.shows in visitor.text
    assert asked.number <= page.statements, "\n".join(asked.statements)
    assert asked.rows <= page.rows
    assert page not in (*LISTS, *CHAIN) or len(visitor.page.data) < MOST_BYTES
