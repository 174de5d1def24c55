"""The partials of `templates/partials/fields`, rendered as a site renders them."""

from __future__ import annotations

from random import Random

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html

from engine.fields import FIELD_TYPES
from engine.fields.answers import build_inputs
from engine.fields.inputs import AnswerInput
from engine.forms import TEMPLATE_GLOBALS
from engine.packs.model import Field
from engine.share import share_folder
from tests.engine.fields.declared import declared
from tests.engine.forms.sent import Sent

SITE = Environment(
    loader=FileSystemLoader(share_folder("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=False,
)
SITE.globals.update(TEMPLATE_GLOBALS)
EXAMPLES = {name: declared(kind.EXAMPLE) for name, kind in FIELD_TYPES.items()}
UPLOADS = ("file", "photo", "signature")


def rendered(field: Field, value: object, **given: object) -> html.HtmlElement:
    template = SITE.get_template(f"partials/fields/{field.type}.html")
    return html.fromstring(f"<form>{template.module.input(field, value, **given)}</form>")


def sent_by(form: html.HtmlElement) -> Sent:
    """What a browser would send of the form."""
    sent = Sent()
    for control in form.xpath(".//input | .//select | .//textarea"):
        kind = control.get("type", "text")
        if kind == "file" or (kind in ("radio", "checkbox") and control.get("checked") is None):
            continue
        if control.tag == "select":
            chosen = control.xpath(".//option[@selected]") or control.xpath(".//option")
            value = chosen[0].get("value")
        elif control.tag == "textarea":
            value = (control.text or "").removeprefix("\n")
        else:
            value = control.get("value", "")
        sent.setdefault(control.get("name"), []).append(value)
    return sent


@pytest.mark.parametrize("name", sorted(set(FIELD_TYPES) - set(UPLOADS)))
def test_partial_sends_back_what_it_shows(name: str) -> None:
    field = EXAMPLES[name]
    value = FIELD_TYPES[name].sample(field, Random(5))
    form = build_inputs([field])

    form.process(sent_by(rendered(field, value)))

    bound = form._fields[field.id]
    assert isinstance(bound, AnswerInput)
    assert bound.asked
    assert bound.data == value


@pytest.mark.parametrize("name", sorted(set(FIELD_TYPES) - set(UPLOADS)))
@pytest.mark.parametrize("typed", ['读不懂的"<内容>', None])
def test_partial_keeps_what_could_not_be_read(name: str, typed: str | None) -> None:
    field = EXAMPLES[name]
    form = build_inputs([field])

    form.process(sent_by(rendered(field, typed)))

    kept = form._fields[field.id].data
    if typed is None or name in ("boolean", "choices", "rows"):
        assert kept is None
    elif name == "date_range":
        assert kept == {"from": typed, "to": None}
    elif name in ("mobile", "email", "resident_id", "uscc"):
        assert FIELD_TYPES[name].parse(typed, field) == kept
    else:
        assert kept == typed


@pytest.mark.parametrize("name", sorted(FIELD_TYPES))
def test_partial_names_every_control_and_ties_hint_and_errors_to_it(name: str) -> None:
    example = FIELD_TYPES[name].EXAMPLE
    field = EXAMPLES[name]

    form = rendered(field, None, errors=["有误"], warnings=["请核对"], id="a.b", required=True)

    ids = form.xpath(".//@id")
    assert example
    assert len(ids) == len(set(ids))
    for control in form.xpath(".//input[not(@type='hidden')] | .//select | .//textarea"):
        labelled = form.xpath(f".//label[@for='{control.get('id')}']") if control.get("id") else []
        assert labelled or control.getparent().tag == "label"
    described = form.xpath(".//*[@aria-describedby][1]")[0].get("aria-describedby").split()
    assert described[-2:] == ["a.b-error", "a.b-warning"]
    assert set(described) <= set(ids)
    assert "必填" in form.text_content()
    assert form.xpath(".//*[@maxlength]") == []


@pytest.mark.parametrize("name", sorted(FIELD_TYPES))
def test_partial_of_a_fixed_answer_has_no_control(name: str) -> None:
    field = EXAMPLES[name]
    value = FIELD_TYPES[name].sample(field, Random(5))

    form = rendered(field, value, readonly=True)

    assert form.xpath(".//input | .//select | .//textarea | .//button") == []
    assert FIELD_TYPES[name].display(value, field).split("\n")[0] in form.text_content()


def test_few_choices_are_radio_buttons_and_many_are_a_select() -> None:
    few = declared("{id: a, name: 甲, type: choice, choices: [一, 二, 三, 四, 五]}")
    many = declared("{id: a, name: 甲, type: choice, choices: [一, 二, 三, 四, 五, 六]}")

    assert len(rendered(few, None, required=True).xpath(".//input[@type='radio']")) == 5
    assert rendered(many, "六").xpath(".//select/option[@selected]/@value") == ["六"]


def test_cascade_names_its_parent_and_groups_by_it() -> None:
    city = declared("{id: city, name: 市, type: code, table: region, parent: province}")

    form = rendered(city, "530100", name="row1-city")

    assert form.xpath(".//select/@data-parent") == ["row1-province"]
    assert form.xpath(".//optgroup/@label") == ["甲省", "甲市", "乙省"]
    assert form.xpath(".//option[@selected]/@data-below") == ["530000"]


def test_uploads_work_without_a_script() -> None:
    field = EXAMPLES["photo"]
    stored = FIELD_TYPES["photo"].sample(field, Random(5))

    form = rendered(field, stored, name="photo")

    assert form.xpath(".//input[@type='file']/@accept") == [".jpg,.jpeg,.png"]
    assert form.xpath(".//button[@name='upload']/@formenctype") == ["multipart/form-data"]
    assert "宽高比 4.5:7 至 6:7" in form.text_content()
    assert "背景颜色蓝色" in form.text_content()
