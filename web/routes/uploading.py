"""Files that are answers of a form: photos, signatures. They come with the form that asks them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, request

from engine.packs.model import Field
from web.context import site
from web.services.draft import Draft
from web.services.errors import BadFile
from web.services.receiving import read_sent
from web.services.uploads import upload_answer

UPLOADED = frozenset({"photo", "signature", "file"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file that was put at a place, or taken away from it (None)."""

    place: str
    file: dict[str, Any] | None


def take_upload(
    draft: Draft, fields: Sequence[Field], place: str, asked: dict[str, Any]
) -> Sent | None:
    """Take the file that was sent with a form, or its removal, into the answers `asked`.

    A file that is refused is told of; the other answers are saved all the same.
    """
    for field in fields:
        if field.type not in UPLOADED or field.readonly:
            continue
        if request.form.get("remove_upload") == field.id:
            asked[field.id] = None
            return Sent(place=f"{place}.{field.id}", file=None)
        sent = request.files.get(field.id)
        if sent is None or not sent.filename:
            continue
        try:
            content = read_sent(field, sent.filename, sent.stream, draft.standard.messages)
            file = upload_answer(
                draft, field, f"{place}.{field.id}", sent.filename, content, site().files
            )
        except BadFile as mistake:
            flash(f"“{mistake.name}”没有上传：{mistake.reason}", "bad")
            continue
        asked[field.id] = file
        return Sent(place=f"{place}.{field.id}", file=file)
    return None
