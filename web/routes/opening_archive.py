"""Opening the archive of whoever is asking."""

from __future__ import annotations

from web.context import site
from web.identity import current_account, current_person
from web.services.archive import Archive


def open_archive() -> Archive:
    """The archive of the applicant who is signed in, at server time."""
    person = current_person()
    return Archive(
        person=person,
        province=site().packs.province(person.province),
        actor=current_account(),
        now=site().clock.now(),
    )
