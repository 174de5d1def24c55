"""What every change of an application shares: one transaction that looks at its state again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from engine.checks import check
from engine.dossier import dossier_from
from web.models import Application, write
from web.models.prepared import by_key
from web.services import events
from web.services.applications import check_editing
from web.services.draft import Draft
from web.services.errors import NotWritable

Json = dict[str, Any]

_APPLICATION = by_key(Application)


@contextmanager
def editing(draft: Draft, action: str, **details: Any) -> Iterator[None]:
    """A transaction on an application that is still being edited when the change is made; it
    leaves an event that tells what was done, by whom, with what.

    :raises NotWritable: it was handed in between opening it and writing to it; it may even have
        come back with other marks since
    """
    id = draft.application.id
    subject = f"application:{id}"
    with write(subject):
        now = _APPLICATION.get(id)
        check_editing(now)
        if (now.state, now.round) != (draft.application.state, draft.application.round):
            raise NotWritable("申报的状态已有变化，请刷新页面后再修改。")
        yield
        events.record(subject, action, actor=draft.actor, now=draft.now, details=details)


def values_with(draft: Draft, section: str, values: Json) -> Mapping[str, Any]:
    """What conditions would see if the answers of one section were these."""
    sections = {**draft.data["sections"], section: values}
    report = check(draft.plan, dossier_from({**draft.data, "sections": sections}), draft.facts)
    return report.values
