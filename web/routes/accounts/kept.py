"""What was sent when its session had ended: shown after signing in, sent again or put aside."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import SIGNED_IN, admit_to
from web.identity import current_account
from web.services import kept_forms
from web.way_in import own_address

pages = admit_to(Blueprint("kept", __name__, url_prefix="/kept"), SIGNED_IN)


@pages.get("")
def index() -> ResponseReturnValue:
    """Every form that is kept, with its texts."""
    forms = kept_forms.kept_by(current_account())
    after = own_address(request.args.get("next", ""), "/")
    if not forms:
        return redirect(after)
    return render_template("accounts/kept.html", forms=forms, after=after)


@pages.post("/<id>/send")
def send(id: str) -> ResponseReturnValue:
    """Send a kept form again: the browser repeats this very post at the form's own address."""
    form = kept_forms.take(current_account(), id)
    return redirect(form.path, 307)


@pages.post("/<id>/drop")
def drop(id: str) -> ResponseReturnValue:
    """Put a kept form aside for good."""
    kept_forms.take(current_account(), id)
    flash("已放弃这份没有保存的内容。", "good")
    return redirect(url_for("kept.index"), 303)
