"""A table of one page that is too long for it: said with what to shorten, never clipped."""

from __future__ import annotations

import pytest

from engine.printing.pdf import TooLong
from engine.tables.layout import TableLayout
from tests.web.after.conftest import Case
from web.services.printing import Printer


class Full:
    """A renderer for which nothing fits."""

    def render_pdf(self, layout: TableLayout, images: object) -> bytes:
        """Refuse it."""
        raise TooLong(layout.name, 2, 7, ["任现职以来…（812 字）"])


def test_what_is_too_long_for_its_page_is_told(
    handed_in: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Printer, "_ready", lambda self: Full())

    page = handed_in.applicant.open(f"{handed_in.address}/tables/jilin/summary.pdf")

    assert page.status == 409
    assert "一人一页，缩到 7 磅仍印不下" in page.text
    assert "请精简内容较长的栏目：“任现职以来…（812 字）”" in page.text


def test_list_says_whose_page_is_too_long(handed_in: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    operator = handed_in.operator.open("/reviews")
    monkeypatch.setattr(Printer, "_ready", lambda self: Full())

    operator.send("/lists/printed", what="summary")

    assert operator.status == 409
    assert "的专业技术资格申报人员综合情况表" in operator.text
