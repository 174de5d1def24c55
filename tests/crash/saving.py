"""Many applicants whose browsers save what they type, again and again, until the server is gone."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from tests.crash.served import Applicant, ServedSite

SECTION, FIELD = "personal", "birth_place"
PATIENCE = 90.0


def typed(applicant: Applicant, version: int) -> str:
    """What an applicant types to make this version."""
    return f"{applicant.number}-{version}"


@dataclass(kw_only=True)
class Saving:
    """What the clients know: the last version that each was told is saved, what else they were
    told, and how long each save took in seconds."""

    acknowledged: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    took: list[float] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many saves were acknowledged."""
        return sum(list(self.acknowledged.values()))

    def wait_for(self, count: int) -> None:
        """Wait until so many were; the first ones take their time, since packs are read."""
        until = time.monotonic() + PATIENCE
        while self.count < count:
            assert time.monotonic() < until, self.refused[:3]
            time.sleep(0.05)


@contextmanager
def saving(site: ServedSite, applicants: Sequence[Applicant]) -> Iterator[Saving]:
    """Let the applicants save in loops while the block lasts; ends when all of them have ended."""
    known, over = Saving(), threading.Event()
    threads = [
        threading.Thread(target=_save_on, args=(site, one, known, over)) for one in applicants
    ]
    for thread in threads:
        thread.start()
    try:
        yield known
    finally:
        over.set()
        for thread in threads:
            thread.join(60)
            assert not thread.is_alive()


def _save_on(site: ServedSite, applicant: Applicant, known: Saving, over: threading.Event) -> None:
    version = 0
    with closing(site.connect()) as connection:
        while not over.is_set():
            begun = time.monotonic()
            try:
                status, text = save(connection, applicant, version)
            except (OSError, http.client.HTTPException):
                return  # the server is gone; whether this save was stored, nobody knows
            if status == 200:
                version = known.acknowledged[applicant.application] = json.loads(text)["version"]
                known.took.append(time.monotonic() - begun)
            else:
                known.refused.append(f"{status}: {text[:300]}")
                time.sleep(0.05)


def save(
    connection: http.client.HTTPConnection, applicant: Applicant, version: int
) -> tuple[int, str]:
    """One autosave of the version after `version`; the answer's status and text."""
    body = {
        "version": version,
        "save_id": typed(applicant, version + 1),
        "data": {FIELD: [typed(applicant, version + 1)]},
    }
    connection.request(
        "PATCH",
        f"/applications/{applicant.application}/sections/{SECTION}",
        body=json.dumps(body),
        headers=applicant.headers(**{"Content-Type": "application/json"}),
    )
    with connection.getresponse() as answer:
        return answer.status, answer.read().decode()
