"""Every kind of every province: its form, its list, its spreadsheet."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.visitor import Visitor
from web.models import database
from web.services.demo import Demo
from web.services.import_template import build_template, columns_of, header_of
from web.services.spreadsheet import read_lines
from web.site import Site


@pytest.mark.databases("sqlite")
@pytest.mark.requirement("YN-11", "AH-20", "SD-15")
@pytest.mark.parametrize("login", ["demo", "demo-yunnan", "demo-jilin", "demo-shandong"])
def test_every_kind_has_a_form_a_list_and_a_template(app: Flask, site: Site, login: str) -> None:
    with database.connection_context():
        demo = Demo(packs=site.packs, store=site.files, now=site.clock.now())
        person, _ = demo.make_applicant(login)
    province = site.packs.province(person.province)
    visitor = Visitor(app.test_client()).sign_in_as(login)

    assert province.word("archive") in visitor.open("/archive").text
    for kind in province.kinds.values():
        visitor.open(f"/archive/new/{kind.id}")
        assert (visitor.status, f"新增{kind.name}" in visitor.text) == (200, True)
        for field in kind.fields:
            assert field.name in visitor.text
        assert visitor.open(f"/archive/records?kind={kind.id}").status == 200
        (head,) = read_lines(build_template(kind))
        texts = [text for text in head.texts if text]
        assert texts == [header_of(field) for field in columns_of(kind)]
