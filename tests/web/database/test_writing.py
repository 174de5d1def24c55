"""Writing: durable, all or nothing, and what was read stays true until it is written."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from peewee import OperationalError

from web.models import Application, Person, database, write
from web.models.columns import canonical, digest_of, new_id
from web.models.database import UnknownDatabase, use_database
from web.models.sqlite import UnsafeSqlite, check_version
from web.site import Site


def together(*works: Callable[[], object]) -> None:
    """Do these in threads of their own, at the same time, each on its own connection."""

    def connected(work: Callable[[], object]) -> None:
        with database.connection_context():
            work()

    threads = [threading.Thread(target=connected, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()


def count_person() -> None:
    """Add a person whose name is how many there were: wrong if anybody writes in between."""
    with write():
        Person.create(name=str(Person.select().count()), province="anhui")


def test_failed_block_leaves_nothing(site: Site) -> None:
    def fail() -> None:
        with write():
            Person.create(name="甲", province="anhui")
            raise RuntimeError

    with database.connection_context():
        with pytest.raises(RuntimeError):
            fail()
        assert Person.select().count() == 0


def test_failed_block_inside_another_leaves_the_other_whole(site: Site) -> None:
    def fail() -> None:
        with write():
            Person.create(name="乙", province="anhui")
            raise RuntimeError

    with database.connection_context():
        with write():
            Person.create(name="甲", province="anhui")
            with pytest.raises(RuntimeError):
                fail()
        assert [person.name for person in Person.select()] == ["甲"]


def test_writers_without_names_come_one_after_another(site: Site) -> None:
    together(*[count_person] * 24)

    with database.connection_context():
        assert sorted(int(person.name) for person in Person.select()) == list(range(24))


def test_writers_of_one_name_come_one_after_another(site: Site) -> None:
    with database.connection_context():
        person = Person.create(name="0", province="anhui")

    def count() -> None:
        with write(f"person:{person.id}"):
            read = int(Person.get_by_id(person.id).name)
            Person.update(name=str(read + 1)).where(Person.id == person.id).execute()

    together(*[count] * 24)

    with database.connection_context():
        assert Person.get_by_id(person.id).name == "24"


def test_writers_with_and_without_names_do_not_mix(site: Site) -> None:
    def named() -> None:
        with write(f"person:{new_id()}"):
            Person.create(name="-1", province="anhui")

    def counting() -> None:
        with write():
            before = Person.select().count()
            Person.create(name=str(before), province="anhui")
            assert Person.select().count() == before + 1

    together(*[named, counting] * 12)

    with database.connection_context():
        assert Person.select().count() == 24


def test_one_failing_among_many_takes_nobody_with_it(site: Site) -> None:
    def fail() -> None:
        with suppress(RuntimeError), write():
            Person.create(name="失败", province="anhui")
            raise RuntimeError

    together(*[count_person, fail] * 12)

    with database.connection_context():
        assert sorted(int(person.name) for person in Person.select()) == list(range(12))


def test_names_of_several_subjects_never_wait_in_a_circle(site: Site) -> None:
    def forth() -> None:
        with write("unit:a", "person:b"):
            Person.create(name="甲", province="anhui")

    def back() -> None:
        with write("person:b", "unit:a"):
            Person.create(name="乙", province="anhui")

    together(*[forth, back] * 10)

    with database.connection_context():
        assert Person.select().count() == 20


def test_reading_sees_nothing_before_it_is_committed(site: Site) -> None:
    written, read = threading.Event(), threading.Event()
    seen: list[int] = []

    def writer() -> None:
        with write():
            Person.create(name="甲", province="anhui")
            written.set()
            read.wait(10)

    def reader() -> None:
        written.wait(10)
        seen.append(Person.select().count())
        read.set()

    together(writer, reader)

    assert seen == [0]


@pytest.mark.databases("sqlite")
def test_sqlite_keeps_what_it_has_acknowledged_through_a_power_cut(site: Site) -> None:
    with database.connection_context():
        assert database.execute_sql("pragma journal_mode").fetchone() == ("wal",)
        assert database.execute_sql("pragma synchronous").fetchone() == (2,)
        with write():
            assert database.execute_sql("pragma synchronous").fetchone() == (2,)


@pytest.mark.databases("sqlite")
def test_failed_commit_fails_for_everyone_who_shared_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing:
        def __init__(self, connection: object) -> None:
            self.connection = connection

        def __getattr__(self, name: str) -> object:
            return getattr(self.connection, name)

        def commit(self) -> None:
            raise OSError("disk full")

    with database.connection_context():
        count_person()
    turns = database.obj._turns
    monkeypatch.setattr(turns, "_connection", Failing(turns._connection))
    failed: list[str] = []

    def save() -> None:
        try:
            count_person()
        except OperationalError as error:
            failed.append(str(error))

    together(*[save] * 8)
    monkeypatch.undo()

    with database.connection_context():
        assert (len(failed), Person.select().count()) == (8, 1)
        count_person()
        assert Person.select().count() == 2


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 44, 5), (3, 50, 6), (3, 51, 2)])
def test_sqlite_that_may_lose_pages_is_refused(version: tuple[int, int, int]) -> None:
    with pytest.raises(UnsafeSqlite, match=r"walresetbug.*3\.51\.3"):
        check_version(version)


@pytest.mark.parametrize("version", [(3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 54, 0)])
def test_sqlite_without_that_mistake_is_taken(version: tuple[int, int, int]) -> None:
    check_version(version)


def test_unknown_database_is_refused_with_what_there_is() -> None:
    with pytest.raises(UnknownDatabase, match=r"mysql.*sqlite:文件路径.*postgresql://"):
        use_database("mysql://root:secret@host/db")


def test_texts_have_the_length_that_is_stored(site: Site) -> None:
    long = "长" * 3000

    with database.connection_context():
        with write():
            person = Person.create(name=long, province="anhui")
        assert Person.get_by_id(person.id).name == long
    assert Application.plan.max_length is None


def test_ids_sort_by_the_time_they_were_made() -> None:
    ids = [new_id() for _ in range(3)]

    assert {len(id) for id in ids} == {26}
    assert ids[0][:9] <= ids[1][:9] <= ids[2][:9]


def test_digest_does_not_depend_on_the_order_of_keys() -> None:
    assert canonical({"b": 1, "a": "字"}) == '{"a":"字","b":1}'
    assert digest_of({"b": 1, "a": 2}) == digest_of({"a": 2, "b": 1})


def test_ids_of_one_moment_sort_in_the_order_of_their_making() -> None:
    ids = [new_id() for _ in range(500)]

    assert ids == sorted(set(ids))
