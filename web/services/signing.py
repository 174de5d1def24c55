"""Signing on a phone for a page on the desk (云南手册 L46): short-lived links, each used once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.fields import signature
from engine.packs.model import Field, Section
from web.models import Application, SigningLink, write
from web.services.draft import Draft, open_draft
from web.services.errors import LinkEnded, NotFound
from web.services.packs import Packs
from web.services.sections import save_section
from web.services.sessions import kept_as
from web.services.uploads import forget_others, upload_answer
from web.storage import FileStore

LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """A signature that a link asks for: whose application, which question."""

    draft: Draft
    section: Section
    field: Field


def begin(draft: Draft, section_id: str, field_id: str) -> str:
    """The token of a new link to sign a question by; the question's earlier links end.

    :raises NotFound: there is no such question to sign
    :raises NotWritable, PlanNotOpen, NotPledged: as `Draft.writable_section`
    """
    section = draft.writable_section(section_id)
    field = signature_field(draft, section, field_id)
    token = secrets.token_urlsafe(24)
    with write(f"application:{draft.application.id}"):
        _end_links(draft.application, section, field, draft.now)
        SigningLink.create(
            token=kept_as(token),
            application=draft.application,
            section=section.id,
            field=field.id,
            made_at=draft.now,
            ends_at=draft.now + LASTS,
        )
    return token


def signature_field(draft: Draft, section: Section, id: str) -> Field:
    """A question of a section that is answered by a signature.

    :raises NotFound: there is none
    """
    for field in section.fields:
        if field.id == id and field.type == "signature" and draft.shows(field):
            return field
    raise NotFound("签名")


def open_link(packs: Packs, token: str, *, now: datetime) -> Signing:
    """What a link asks to be signed; notes that it was opened.

    :raises LinkEnded: it was used, has expired, or there is no such link
    :raises NotWritable, PlanNotOpen, NotPledged: as `Draft.writable_section`
    """
    link = _find(token, now)
    application = link.application
    draft = open_draft(packs, application.person, application.id, now=now)
    section = draft.writable_section(link.section)
    if link.opened_at is None:
        with write(f"application:{application.id}"):
            SigningLink.update(opened_at=now).where(SigningLink.token == link.token).execute()
    return Signing(draft=draft, section=section, field=signature_field(draft, section, link.field))


def sign(
    packs: Packs, token: str, content: bytes, name: str, store: FileStore, *, now: datetime
) -> None:
    """Put a signature and its day in their places and use the link up.

    :raises LinkEnded: it was used, has expired, or there is no such link
    :raises BadFile: the content is no picture of a right size
    :raises NotWritable, PlanNotOpen, NotPledged: as `Draft.writable_section`
    """
    subject = f"application:{_find(token, now).application_id}"
    with write(subject):
        signing = open_link(packs, token, now=now)
        draft, section, field = signing.draft, signing.section, signing.field
        place = f"{section.id}.{field.id}"
        file = upload_answer(draft, field, place, name, content, store)
        answers: dict[str, object] = {field.id: file}
        if dated := _options(field).dated:
            answers[dated] = now.date().isoformat()
        save_section(draft, section.id, answers, version_of(draft, section.id))
        forget_others(draft, place, file)
        SigningLink.update(used_at=now).where(SigningLink.token == kept_as(token)).execute()


def version_of(draft: Draft, section_id: str) -> int:
    """The version that a section is stored in, 0 before it was."""
    stored = draft.material.answers.get(section_id)
    return int(stored.version) if stored else 0


def state_of(draft: Draft, section_id: str, field_id: str) -> str:
    """How far the newest link of a question is: none, waiting, opened, signed or expired."""
    link = (
        SigningLink.select()
        .where(
            SigningLink.application == draft.application,
            SigningLink.section == section_id,
            SigningLink.field == field_id,
        )
        .order_by(SigningLink.made_at.desc(), SigningLink.ends_at.desc())
        .first()
    )
    if link is None:
        return "none"
    if link.used_at is not None:
        return "signed"
    if link.ends_at <= draft.now:
        return "expired"
    return "waiting" if link.opened_at is None else "opened"


def _find(token: str, now: datetime) -> SigningLink:
    link = SigningLink.get_or_none(SigningLink.token == kept_as(token))
    if link is None or link.used_at is not None or link.ends_at <= now:
        raise LinkEnded
    found: SigningLink = link
    return found


def _end_links(application: Application, section: Section, field: Field, now: datetime) -> None:
    """End the links of a question that nobody has used: only the code shown last shall work."""
    SigningLink.update(ends_at=now).where(
        SigningLink.application == application,
        SigningLink.section == section.id,
        SigningLink.field == field.id,
        SigningLink.used_at.is_null(),
    ).execute()


def _options(field: Field) -> signature.Options:
    options = field.options
    assert isinstance(options, signature.Options)
    return options
