"""What a returned application says on top of every page: why, what to correct, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from web.pages.places import Places
from web.services.draft import Draft
from web.services.markable import markable, name_of
from web.services.returns import may_return


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPart:
    """A part that was marked with ×: what is wrong with it, and where it is."""

    name: str
    comment: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnPart:
    """A return: `word` is what the province calls it, `by` the name of the node that decided,
    `all_open` whether everything may be corrected and not only what was marked; `is_last` that it
    cannot come back once more."""

    word: str
    by: str
    at: datetime
    opinion: str
    closes: str
    marks: tuple[MarkPart, ...]
    all_open: bool
    is_last: bool


def build_return(draft: Draft) -> ReturnPart | None:
    """The return that an application is being corrected after, None if it is not."""
    returned = draft.returned
    if returned is None or draft.snapshot is not None:
        return None
    node = draft.standard.workflow.node(returned.review.node)
    places, names = Places(draft), markable(draft)
    return ReturnPart(
        word=draft.standard.workflow.actions["return"],
        by=node.name if node else "审核部门",
        at=returned.review.at,
        opinion=returned.review.opinion,
        closes=draft.closes,
        marks=tuple(
            MarkPart(
                name=name_of(names, mark.path), comment=mark.comment, url=places.url(mark.path)
            )
            for mark in returned.marks
        ),
        all_open=draft.mask is None or draft.mask.everything,
        is_last=not may_return(draft.standard.workflow, draft.application),
    )
