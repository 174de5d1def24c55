"""Opening the application that a request is about."""

from __future__ import annotations

from web.context import site
from web.identity import current_account, current_person
from web.services.draft import Draft, open_draft


def open_application(id: str) -> Draft:
    """The application with this id, of the person who is signed in, at server time.

    :raises NotFound, NotYours: as `open_draft`
    """
    return open_draft(
        site().packs, current_person(), id, now=site().clock.now(), actor=current_account()
    )
