"""Addresses are remembered, and never one for another."""

from __future__ import annotations

import pytest
from flask import Flask, url_for


def test_address_is_the_same_the_second_time(app: Flask) -> None:
    with app.test_request_context("/"):
        first = url_for("rows.edit", id="a", list="b", row="c", _anchor="b.c")
        assert url_for("rows.edit", id="a", list="b", row="c", _anchor="b.c") == first
        assert first.endswith("/b/c#b.c")


def test_another_value_anchor_or_type_is_another_address(app: Flask) -> None:
    with app.test_request_context("/"):
        found = [
            url_for("applications.index", page=1),
            url_for("applications.index", page=2),
            url_for("applications.index", page=True),
            url_for("applications.index", page=["1", "2"]),
            url_for("applications.index", page=None),
            url_for("applications.index", page=1, _anchor="list"),
            url_for("applications.index", page=1, _external=True),
        ]
    assert len(set(found)) == len(found)
    assert found[-1].startswith("http://")


@pytest.mark.parametrize("mounted", ["", "/zhiping"])
def test_address_knows_where_the_site_is_mounted(app: Flask, mounted: str) -> None:
    environ = {"SCRIPT_NAME": mounted}
    with app.test_request_context("/", environ_overrides=environ):
        assert url_for("applications.index") == f"{mounted}/applications"
