"""kill -9 between ballots: none that was acknowledged is lost, none is counted twice."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from tests.crash.served import ServedSite
from tests.crash.test_kill import durable_postgres, own_database, served
from tests.crash.voting import Held, Voting, prepare, send, vote_all
from web.models import Ballot, Voted, close_database, use_database
from web.services import events

__all__ = ["durable_postgres", "own_database", "served"]
MEMBERS, APPLICATIONS = 25, 30


def check_stored(url: str, held: Held, known: Voting) -> set[str]:
    """That every acknowledged vote is in whole, and no vote by half; who is marked."""
    opened = use_database(url)
    with opened.connection_context():
        marks = list(Voted.select())
        marked = {one.seat_id for one in marks}
        assert known.told <= marked
        assert len(marks) == len(marked) * APPLICATIONS
        for poll in held.polls:
            assert Ballot.select().where(Ballot.poll == poll).count() == len(marked)
        assert events.broken_chains() == {}
        recorded = events.events_of(f"meeting:{held.meeting}").count()
        assert recorded == len(marked)
    close_database()
    return marked


def test_killed_server_has_lost_no_vote_and_counts_none_twice(
    served: ServedSite, tmp_path: Path
) -> None:
    held, known = prepare(served, MEMBERS, APPLICATIONS), Voting()
    served.start()

    threads = vote_all(served, held, known)
    known.wait_for(5)
    served.kill()
    for thread in threads:
        thread.join(60)

    marked = check_stored(served.url, held, known)
    assert known.refused == []
    served.start()
    for member in held.members:
        with closing(served.connect()) as connection:
            expected = 409 if member.seat in marked else 303
            assert send(connection, held, member) == expected
    served.kill()
    assert len(check_stored(served.url, held, known)) == MEMBERS
