"""Who can sign in, and what signing in leaves behind."""

from __future__ import annotations

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField

from web.models.columns import InstantColumn, JSONColumn, new_id
from web.models.database import Base
from web.models.person import Person
from web.models.unit import Unit


class Account(Base):
    """Someone who can sign in to a province: an applicant (`person`), an operator of a unit
    (`unit`: employer, department, committee or issuer), an expert, or staff of the province.

    `duties` are what an operator or staff may do: manage, review, report of operators (none named:
    all), system, security, audit of staff, who have each of them only if it is named. `email` gets
    notices, as `mail` says: now, daily (a digest) or never.

    `own_number` is the identity number of an operator, by which nobody decides about themselves; it
    signs nobody in, so that the same person may have an account as an applicant, too.

    `login`, `id_number` and `mobile` sign in, each unique in the province (山东手册 L26). An empty
    `password` means that only a portal signs this account in. `state` is active, pending or refused
    (registration is reviewed), blocked, or incomplete: a portal signed somebody in whose profile is
    not answered yet (安徽手册 L56).
    """

    person_id: str | None
    unit_id: str | None

    id = CharField(primary_key=True, max_length=26, default=new_id)
    province = CharField()
    role = CharField()
    state = CharField(default="active")
    opinion = CharField(max_length=2000, default="")
    login = CharField()
    id_number = CharField(null=True)
    mobile = CharField(null=True)
    own_number = CharField(default="")
    name = CharField(default="")
    email = CharField(default="")
    mail = CharField(default="now")
    duties = JSONColumn(default=list)
    password = CharField(default="", max_length=255)
    password_changed_at = InstantColumn(null=True)
    former_passwords = JSONColumn(default=list)
    person = ForeignKeyField(Person, null=True, backref="accounts", on_delete="CASCADE")
    unit = ForeignKeyField(Unit, null=True, backref="operators", on_delete="CASCADE")
    created_at = InstantColumn()

    class Meta:
        indexes = (
            (("province", "login"), True),
            (("province", "id_number"), True),
            (("province", "mobile"), True),
        )


class SignedIn(Base):
    """A session: known by the sha256 of its token, ended by signing out, by idleness, by its end
    or by a change of password."""

    account_id: str

    token = CharField(primary_key=True, max_length=64)
    account = ForeignKeyField(Account, backref="sessions", on_delete="CASCADE")
    begun_at = InstantColumn()
    seen_at = InstantColumn()
    ended_at = InstantColumn(null=True)
    browser = CharField(default="", max_length=200)


class Attempts(Base):
    """How often something was tried: `key` says what and by whom (`sign-in:<province>:<login>`)."""

    key = CharField(primary_key=True, max_length=200)
    count = IntegerField(default=0)
    since = InstantColumn()
    until = InstantColumn(null=True)


class KeptForm(Base):
    """A form that was sent when its session had ended by idleness: `fields` are its texts as
    [name, text] pairs, kept for its own account until it is sent again or put aside."""

    account_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    account = ForeignKeyField(Account, backref="kept_forms", on_delete="CASCADE")
    path = CharField(max_length=500)
    page = CharField(max_length=500, default="")
    fields = JSONColumn(default=list)
    had_files = BooleanField(default=False)
    kept_at = InstantColumn()


class PortalIdentity(Base):
    """A person as a single sign-on portal knows them (OpenID Connect: issuer and subject)."""

    issuer = CharField()
    subject = CharField()
    account = ForeignKeyField(Account, backref="portal_identities", on_delete="CASCADE")
    linked_at = InstantColumn()

    class Meta:
        indexes = ((("issuer", "subject"), True),)


class ResetCode(Base):
    """A code for setting a new password, kept as its sha256, used once."""

    code = CharField(primary_key=True, max_length=64)
    account = ForeignKeyField(Account, backref="reset_codes", on_delete="CASCADE")
    made_at = InstantColumn()
    ends_at = InstantColumn()
    used_at = InstantColumn(null=True)


class SecondFactor(Base):
    """The second factor of an account: the secret that its device makes codes with (RFC 6238), and
    the sha256 of recovery codes that were not used yet.

    Until `confirmed_at` it was only shown. `last_step` is the last half minute whose code was used,
    so that none is used twice.
    """

    account_id: str

    account = ForeignKeyField(Account, primary_key=True, on_delete="CASCADE")
    secret = CharField(max_length=64)
    begun_at = InstantColumn()
    confirmed_at = InstantColumn(null=True)
    last_step = IntegerField(default=0)
    recovery = JSONColumn(default=list)
