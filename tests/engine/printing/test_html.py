"""The preview: the same words as the layout, escaped, each answer findable."""

import html
import re

from engine.printing import render_html, render_html_body
from engine.tables.layout import CellLayout, CoverLayout, CoverLineLayout, Line, PhotoLayout
from tests.engine.printing.layouts import cell, grid, layout_of

ATTACK = '<script>alert("x")</script>{{ 7*7 }}'


def test_preview_escapes_what_applicants_wrote() -> None:
    page = render_html(layout_of(grid((cell(ATTACK),))))

    assert "<script" not in page
    assert html.escape(ATTACK, quote=True).replace("&quot;", "&#34;") in page
    assert "49" not in page


def test_preview_names_the_answer_of_each_cell() -> None:
    row = (cell("姓名"), cell("李晓", path="person.name"))

    page = render_html(layout_of(grid(row)))

    assert re.findall(r'data-path="([^"]*)"', page) == ["person.name"]


def test_html_without_preview_names_no_answers() -> None:
    page = render_html(layout_of(grid((cell("李晓", path="person.name"),))), preview=False)

    assert 'data-path="' not in page


def test_preview_obeys_a_strict_content_security_policy() -> None:
    cover = CoverLayout(
        title="评审表",
        subtitle="",
        lines=(CoverLineLayout(name="姓名", value="李晓"),),
        foot=(),
        code="ABC",
    )
    layout = layout_of(cover, grid((cell("甲", height=20),)), code="ABC", code_size=12.0)

    page = render_html(layout, stylesheet="/static/preview.css")

    assert '<link rel="stylesheet" href="/static/preview.css">' in page
    assert "<style" not in page
    assert " style=" not in page
    assert "data:" not in page


def test_photo_has_the_address_that_the_site_gives_it() -> None:
    photo = CellLayout(role="photo", photo=PhotoLayout(sha256="ab12"), path="personal.photo")

    body = render_html_body(
        layout_of(grid((photo,))), image_address=lambda sha256: f"/files/{sha256}"
    )

    assert '<img src="/files/ab12" alt="照片"' in body


def test_lines_of_a_cell_are_parted() -> None:
    lines = (Line(text="一"), Line(text="二"))

    body = render_html_body(layout_of(grid((CellLayout(role="label", lines=lines),))))

    assert "一<br>二" in body
