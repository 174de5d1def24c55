"""Typing answers into the controls that a page really has, whatever type the question is of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator


def answer_all(form: Locator, values: Mapping[str, Any], prefix: str = "") -> None:
    """Answer the questions of a form that it asks; what it only shows is passed over."""
    for name, value in values.items():
        answer(form, f"{prefix}{name}", value)


def answer(form: Locator, name: str, value: Any) -> None:
    """Type, choose or tick one answer as the control of this name wants it."""
    if isinstance(value, Mapping):
        answer_all(form, value, f"{name}-")
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        for number, row in enumerate(value):
            answer_all(form, {k: v for k, v in row.items() if k != "id"}, f"{name}-{number}-")
    else:
        controls = form.locator(f'[name="{name}"]:not([type=hidden])')
        if controls.count():
            _enter(controls, value)


def _enter(controls: Locator, value: Any) -> None:
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else value
    first = controls.first
    kind = first.evaluate("control => control.type")
    if kind in ("radio", "checkbox"):
        for one in text if isinstance(text, list) else [text]:
            controls.and_(controls.page.locator(f'[value="{one}"]')).check()
    elif kind == "select-one":
        first.select_option(str(text))
    elif kind != "file":
        first.fill(str(text))
