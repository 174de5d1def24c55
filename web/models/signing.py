"""Links by which a phone signs for a page on the desk."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField

from web.models.application import Application
from web.models.columns import InstantColumn
from web.models.database import Base


class SigningLink(Base):
    """A single-use link to sign one field, kept as the sha256 of its token (云南手册 L46)."""

    application_id: str

    token = CharField(primary_key=True, max_length=64)
    application = ForeignKeyField(Application, backref="signing_links", on_delete="CASCADE")
    section = CharField()
    field = CharField()
    made_at = InstantColumn()
    ends_at = InstantColumn()
    opened_at = InstantColumn(null=True)
    used_at = InstantColumn(null=True)
