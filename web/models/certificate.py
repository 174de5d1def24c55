"""Certificates, the serials of their numbers, the seals of issuers, requests for new ones."""

from __future__ import annotations

from typing import Any

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField

from web.models.application import Application
from web.models.columns import InstantColumn, JSONColumn, new_id
from web.models.database import Base
from web.models.file import StoredFile
from web.models.person import Person
from web.models.unit import Unit


class Serial(Base):
    """How far the serial of a rule key has come: it goes up by one, in the transaction that uses
    it, so that no number is missing and none is given twice."""

    key = CharField(primary_key=True)
    value = IntegerField(default=0)


class Seal(Base):
    """The electronic seal of an issuer or a committee (安徽手册 L887)."""

    content_id: str

    unit = ForeignKeyField(Unit, primary_key=True, backref="seals", on_delete="CASCADE")
    content = ForeignKeyField(StoredFile, on_delete="RESTRICT")
    uploaded_at = InstantColumn()
    uploaded_by = CharField(default="")


class Certificate(Base):
    """A certificate that was issued: `values` by the names of `engine.certificates.wording`.

    `state` is valid, replaced or revoked. It is drawn once there is a `photo`: then `pdf` is its
    file, signed or not. `token` opens the public page (the QR code says it). `rules` is the digest
    of the bundle that says how it looks, "" for those of the province now. `reissue` is the request
    that it came from, `replaced_by` the certificate that came after it. `job` draws it.
    """

    person_id: str
    application_id: str | None
    issuer_id: str | None
    committee_id: str | None
    photo_id: str | None
    pdf_id: str | None

    id = CharField(primary_key=True, max_length=26, default=new_id)
    person = ForeignKeyField(Person, backref="certificates", on_delete="CASCADE")
    application = ForeignKeyField(
        Application, null=True, backref="certificates", on_delete="SET NULL"
    )
    province = CharField()
    number = CharField(unique=True)
    state = CharField(default="valid")
    values = JSONColumn()
    year = IntegerField()
    plan = CharField(default="")
    rules = CharField(default="")
    issuer = ForeignKeyField(Unit, null=True, backref="issued", on_delete="SET NULL")
    committee = ForeignKeyField(Unit, null=True, on_delete="SET NULL")
    photo = ForeignKeyField(StoredFile, null=True, on_delete="RESTRICT")
    pdf = ForeignKeyField(StoredFile, null=True, on_delete="RESTRICT")
    is_signed = BooleanField(default=False)
    token = CharField()
    job = CharField(default="")
    reissue = CharField(default="")
    replaced_by = CharField(default="")
    issued_at = InstantColumn()
    issued_by = CharField(default="")
    drawn_at = InstantColumn(null=True)
    ended_at = InstantColumn(null=True)
    ended_by = CharField(default="")
    reason = CharField(default="")

    class Meta:
        indexes = ((("person", "issued_at"), False), (("issuer", "issued_at"), False))


Certificate.add_index(
    Certificate.application,
    unique=True,
    where=Certificate.application.is_null(False),
    name="certificate_one_per_application",
)


class Reissue(Base):
    """A request for a new certificate (补换证, 安徽手册 L916): of one in the list, or of one from
    elsewhere; then `certificate` is empty and `values` are all that AH-104 asks.

    `changes` are the values to be changed, nothing for a lost one. `state` is editing, submitted,
    returned, refused or passed; `node` is where in the declared chain it waits, for `holder`.
    """

    person_id: str
    certificate_id: str | None
    holder_id: str | None
    steps: Any

    id = CharField(primary_key=True, max_length=26, default=new_id)
    person = ForeignKeyField(Person, backref="reissues", on_delete="CASCADE")
    province = CharField()
    certificate = ForeignKeyField(Certificate, null=True, backref="reissues", on_delete="CASCADE")
    values = JSONColumn(default=dict)
    changes = JSONColumn(default=dict)
    reason = CharField(default="")
    state = CharField(default="editing")
    node = CharField(default="")
    round = IntegerField(default=0)
    version = IntegerField(default=1)
    unit = ForeignKeyField(Unit, null=True, on_delete="SET NULL")
    holder = ForeignKeyField(Unit, null=True, backref="reissues", on_delete="SET NULL")
    begun_at = InstantColumn()
    submitted_at = InstantColumn(null=True)
    arrived_at = InstantColumn(null=True)
    ended_at = InstantColumn(null=True)

    class Meta:
        indexes = ((("holder", "state"), False), (("person", "begun_at"), False))


Reissue.add_index(
    Reissue.certificate,
    unique=True,
    where=Reissue.certificate.is_null(False)
    & Reissue.state.in_(("editing", "submitted", "returned")),
    name="reissue_one_open",
)


class ReissueStep(Base):
    """What was done with a request: handed in, or decided at a node, by whom and when."""

    id = CharField(primary_key=True, max_length=26, default=new_id)
    reissue = ForeignKeyField(Reissue, backref="steps", on_delete="CASCADE")
    round = IntegerField()
    node = CharField(default="")
    action = CharField()
    opinion = CharField(default="")
    actor = CharField(default="")
    unit = ForeignKeyField(Unit, null=True, on_delete="SET NULL")
    at = InstantColumn()
