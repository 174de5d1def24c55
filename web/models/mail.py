"""Letters by e-mail that tell of notices, and what became of each."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField, IntegerField, TextField

from web.models.account import Account
from web.models.columns import InstantColumn, new_id
from web.models.database import Base


class Mail(Base):
    """A letter to one account; `key` names its occasion, so that it is written once.

    `state` is gathered (for the day's digest), waiting, sending, sent, failed, or unsure: a worker
    ended while it was sending, and a letter too few is better than one too many, since what it
    tells of stands in the site. `next_at` is when it may be tried again.
    """

    account_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    account = ForeignKeyField(Account, backref="mails", on_delete="CASCADE")
    key = CharField(unique=True)
    subject = CharField()
    text = TextField()
    link = CharField(default="")
    state = CharField(default="waiting")
    tries = IntegerField(default=0)
    made_at = InstantColumn()
    next_at = InstantColumn()
    claimed_at = InstantColumn(null=True)
    sent_at = InstantColumn(null=True)
    error = CharField(default="")


Mail.add_index(
    Mail.state,
    Mail.next_at,
    where=Mail.state.in_(("gathered", "waiting", "sending")),
    name="mail_to_send",
)
