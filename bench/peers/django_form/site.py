"""Address, form, view and WSGI application."""

from __future__ import annotations

import hashlib
import json
import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.peers.django_form.settings")
django.setup()

from django import forms  # noqa: E402
from django.contrib.auth.decorators import login_required  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import get_object_or_404, redirect, render  # noqa: E402
from django.urls import path  # noqa: E402

from bench.form.questions import QUESTIONS, Question  # noqa: E402
from bench.peers.django_form.models import Draft, Event  # noqa: E402


def _field(question: Question) -> forms.Field:
    common: dict[str, Any] = {
        "label": question.name,
        "required": question.required,
        "help_text": question.hint,
    }
    if question.choices:
        choices = [(choice, choice) for choice in question.choices]
        if len(choices) <= 5:
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
        return forms.ChoiceField(choices=[("", "请选择"), *choices], **common)
    return {
        "text": lambda: forms.CharField(max_length=200, **common),
        "long_text": lambda: forms.CharField(max_length=3000, widget=forms.Textarea, **common),
        "boolean": lambda: forms.BooleanField(**common),
        "date": lambda: forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **common),
        "integer": lambda: forms.IntegerField(**common),
    }[question.type]()


SixtyForm = type("SixtyForm", (forms.Form,), {q.id: _field(q) for q in QUESTIONS})


@login_required
def edit(request: HttpRequest, id: int) -> HttpResponse:
    """Show the form, or save it if nobody has saved it since."""
    draft = get_object_or_404(Draft, id=id, owner=request.user)
    if request.method != "POST":
        return render(
            request, "form.html", {"form": SixtyForm(initial=draft.values), "draft": draft}
        )
    form = SixtyForm(request.POST)
    if not form.is_valid():
        return render(request, "form.html", {"form": form, "draft": draft}, status=422)
    version = int(request.POST["version"])
    values = {key: str(value) for key, value in form.cleaned_data.items()}
    with transaction.atomic():
        saved = Draft.objects.filter(id=id, version=version).update(
            values=values, version=version + 1
        )
        if not saved:
            return HttpResponse("conflict", status=409)
        _record(draft, {"fields": sorted(values)})
    return redirect("edit", id=id)


def _record(draft: Draft, details: dict[str, Any]) -> None:
    last = draft.events.order_by("-number").first()
    number, previous = (last.number + 1, last.hash) if last else (1, "")
    said = json.dumps([draft.id, number, details, previous])
    Event.objects.create(
        draft=draft,
        number=number,
        details=details,
        previous=previous,
        hash=hashlib.sha256(said.encode()).hexdigest(),
    )


urlpatterns = [path("drafts/<int:id>", edit, name="edit")]
application = get_wsgi_application()
