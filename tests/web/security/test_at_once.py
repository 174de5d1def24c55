"""The same thing asked for several times at the same moment is given once."""

from __future__ import annotations

import threading
from collections.abc import Callable

from flask import Flask

from tests.web.accounts.accounting import give_password
from web.models import Account, Person, ResetCode, database
from web.services.captcha import Captcha
from web.services.changing_passwords import Passwords
from web.site import Site

Applicant = tuple[Person, dict[str, str]]
TIMES = 6


def at_once(ask: Callable[[int], object]) -> list[object]:
    """What several threads get that ask together."""
    together, found = threading.Barrier(TIMES), []

    def run(number: int) -> None:
        together.wait()
        with database.connection_context():
            found.append(ask(number))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(TIMES)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found


def test_reset_code_sets_one_password(app: Flask, site: Site, applicant: Applicant) -> None:
    give_password("demo")
    service = Passwords(province=site.packs.province("anhui"), now=site.clock.now())
    with database.connection_context():
        account = Account.get(Account.login == "demo")
        code = service.make_code(account, by=None)

    def reset(number: int) -> object:
        mine = Account.get(Account.login == "demo")
        return service.reset("demo", mine, code, f"Another-{number}-2022")

    found = at_once(reset)

    assert sum(one == [] for one in found) == 1
    with database.connection_context():
        assert ResetCode.get().used_at is not None


def test_captcha_is_solved_once(app: Flask, site: Site) -> None:
    captcha = Captcha(str(app.secret_key))
    token = captcha.new()
    digits = captcha._digits(captcha._nonce(token) or "")

    found = at_once(lambda number: captcha.is_solved(token, digits, now=site.clock.now()))

    assert len(found) == TIMES
    assert sum(map(bool, found)) == 1
