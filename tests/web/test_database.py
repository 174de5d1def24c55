"""The database: durable, one writer at a time, all or nothing."""

from __future__ import annotations

import threading

import pytest

from web.models import Person, database, write
from web.models.columns import canonical, digest_of, new_id
from web.site import Site


def test_sqlite_keeps_what_it_has_acknowledged_through_a_power_cut(site: Site) -> None:
    with database.connection_context():
        mode = database.execute_sql("pragma journal_mode").fetchone()[0]
        synchronous = database.execute_sql("pragma synchronous").fetchone()[0]

    assert (mode, synchronous) == ("wal", 2)


def test_failed_transaction_leaves_nothing(site: Site) -> None:
    def fail() -> None:
        with write():
            Person.create(name="甲", province="anhui")
            raise RuntimeError

    with database.connection_context():
        with pytest.raises(RuntimeError):
            fail()
        assert Person.select().count() == 0


def test_writers_of_several_threads_all_get_their_turn(site: Site) -> None:
    def add(number: int) -> None:
        with database.connection_context(), write():
            last = Person.select().count()
            Person.create(name=str(last), province="anhui")

    threads = [threading.Thread(target=add, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.connection_context():
        assert sorted(int(p.name) for p in Person.select()) == list(range(16))


def test_ids_sort_by_the_time_they_were_made() -> None:
    ids = [new_id() for _ in range(3)]

    assert {len(id) for id in ids} == {26}
    assert ids[0][:9] <= ids[1][:9] <= ids[2][:9]


def test_digest_does_not_depend_on_the_order_of_keys() -> None:
    assert canonical({"b": 1, "a": "字"}) == '{"a":"字","b":1}'
    assert digest_of({"b": 1, "a": 2}) == digest_of({"a": 2, "b": 1})
