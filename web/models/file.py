"""Stored files, once per content, and the places where they are used."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField, IntegerField

from web.models.application import Application
from web.models.columns import InstantColumn, new_id
from web.models.database import Base
from web.models.person import Person


class StoredFile(Base):
    """The content with this sha256, in the folder of files. Sizes in bytes and pixels, the
    background of a picture as `#rrggbb`."""

    sha256 = CharField(primary_key=True, max_length=64)
    type = CharField()
    bytes = IntegerField()
    width = IntegerField(null=True)
    height = IntegerField(null=True)
    pages = IntegerField(null=True)
    background = CharField(default="")
    stored_at = InstantColumn()


class FileUse(Base):
    """A file in its place. `place` is a slot id, `row-id/slot` for a file of a row,
    `section.field` for a photo; a file of an archive record has no application."""

    application_id: str | None
    content_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    person = ForeignKeyField(Person, backref="files", on_delete="CASCADE")
    application = ForeignKeyField(Application, backref="files", null=True, on_delete="CASCADE")
    place = CharField()
    position = IntegerField(default=0)
    name = CharField()
    content = ForeignKeyField(StoredFile, on_delete="RESTRICT")

    class Meta:
        indexes = ((("application", "place"), False),)
