"""Two requests at the same moment, on both databases: one of them wins, the other is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from peewee import IntegrityError

from tests.web.database.test_writing import together
from web.models import (
    Account,
    Answers,
    Application,
    Binding,
    Event,
    Person,
    Row,
    Unit,
    database,
    write,
)
from web.services import events
from web.services.changing_passwords import Passwords
from web.services.choosing import Choice
from web.services.draft import open_draft
from web.services.errors import ServiceError
from web.services.picks import pick
from web.services.pledging import agree
from web.services.sections import save_section
from web.services.starting import start
from web.site import Site

Applicant = tuple[Person, dict[str, str]]
CHOICE = Choice(mode="normal", standard="anhui/k12-senior", branch="小学科学", title="高级教师")


def outcomes(*works: Callable[[], Any]) -> Counter[str]:
    """How often works that were done at the same moment ended how: by what they returned, or by
    the name of what they refused with."""
    found: Counter[str] = Counter()

    def counted(work: Callable[[], Any]) -> None:
        try:
            found[str(work())] += 1
        except ServiceError as error:
            found[type(error).__name__] += 1

    together(*[partial(counted, work) for work in works])
    return found


@pytest.fixture
def begin(site: Site, applicant: Applicant) -> Callable[[], str]:
    """Begins the applicant's application; its state."""
    plan = site.packs.plan("anhui/2022-bengbu-teachers")
    with database.connection_context():
        bundle = site.packs.pin(plan.id)

    def begun() -> str:
        return str(start(applicant[0], plan, bundle, CHOICE, now=site.clock.now()).state)

    return begun


@pytest.fixture
def draft(site: Site, applicant: Applicant, begin: Callable[[], str]) -> Callable[[], Any]:
    """Opens the applicant's application as one request does; its pledge was agreed to."""

    def opened() -> Any:
        id = Application.get().id
        return open_draft(site.packs, applicant[0], id, now=site.clock.now())

    with database.connection_context():
        begin()
        first = opened()
        agree(first, first.open_pledge, {})
    return opened


def test_application_is_begun_once(begin: Callable[[], str]) -> None:
    assert outcomes(*[begin] * 6) == {"editing": 1, "AlreadyApplied": 5}

    with database.connection_context():
        assert Application.select().count() == 1


def test_one_of_those_who_save_the_same_version_wins(draft: Callable[[], Any]) -> None:
    with database.connection_context():
        drafts = [draft() for _ in range(6)]

    def save(one: Any, number: int) -> int:
        return save_section(one, "profession", {"teaching_years": number}, 0).version

    works = [partial(save, one, number) for number, one in enumerate(drafts)]

    assert outcomes(*works) == {"1": 1, "Conflict": 5}
    with database.connection_context():
        assert Answers.get(Answers.section == "profession").version == 1
        assert events.broken_chains() == {}


def test_record_is_picked_once(draft: Callable[[], Any], records: dict[str, str]) -> None:
    with database.connection_context():
        drafts = [draft() for _ in range(4)]

    works = [partial(pick, one, "training", [records["training_science"]]) for one in drafts]

    assert outcomes(*works) == {"1": 1, "0": 3}
    with database.connection_context():
        assert [row.record for row in Row.select()] == [records["training_science"]]


def test_database_knows_one_bound_unit_and_one_request_a_person(
    site: Site, applicant: Applicant
) -> None:
    now = site.clock.now()

    def bind(state: str) -> str:
        try:
            with write(f"person:{applicant[0].id}"):
                unit = Unit.create(province="anhui", name="另一单位", created_at=now)
                Binding.create(person=applicant[0], unit=unit, state=state, requested_at=now)
        except IntegrityError:
            return "refused"
        return state

    works = [partial(bind, state) for state in ("bound", "requested", "requested", "ended")]

    assert outcomes(*works) == {"refused": 2, "requested": 1, "ended": 1}


def test_code_for_a_new_password_is_used_once(site: Site, applicant: Applicant) -> None:
    passwords = Passwords(province=site.packs.province("anhui"), now=site.clock.now())
    with database.connection_context():
        code = passwords.make_code(Account.get(Account.login == "demo"), by=None)

    def reset(number: int) -> list[str]:
        account = Account.get(Account.login == "demo")
        return passwords.reset("demo", account, code, f"Strong-Word-{number}")

    found = outcomes(*[partial(reset, number) for number in range(3)])

    assert found == {"[]": 1, "['code-wrong']": 2}
    with database.connection_context():
        assert Event.select().where(Event.action == "password-reset").count() == 1
