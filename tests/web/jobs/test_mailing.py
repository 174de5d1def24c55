"""Letters about notices: to whoever wants them, once, in Chinese, by a real mail server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from time import sleep

import pytest

from tests.web.jobs.mail_server import Letters, serving
from tests.web.units.parties import make_operator, make_person, make_unit
from web.clock import ZONE, machine_now
from web.models import Account, Mail, Notice, Person, Unit, database, write
from web.post import NotSent, open_post
from web.services import mailing
from web.services.mailing import Desk
from web.services.notices import mark_read, notify
from web.site import Site

NOW = datetime(2022, 7, 1, 9, 30, tzinfo=ZONE)


@pytest.fixture
def letters() -> Letters:
    return Letters()


@pytest.fixture
def desk(letters: Letters) -> Iterator[Desk]:
    with serving(letters) as url:
        server = open_post(url)
        assert server is not None
        yield Desk(server=server, sender="职评 <zc@example.cn>", site_url="https://zc.example.cn")


@pytest.fixture
def person(site: Site) -> Iterator[Person]:
    with database.connection_context():
        person = make_person("zhang")
        Account.update(email="zhang@example.cn").execute()
        yield person


def tell(to: Person | Unit, text: str = "您的申报已通过审核。", key: str = "one") -> None:
    sleep(0.002)  # ids sort by the thousandth of a second
    with write():
        notify(to, text, link="/applications/1/track", key=key, now=NOW)


def post(desk: Desk, now: datetime = NOW) -> int:
    mailing.write_letters(desk, now=now)
    mailing.write_digests(desk, now=now)
    return mailing.send_letters(desk)


def states() -> list[str]:
    return [mail.state for mail in Mail.select().order_by(Mail.id)]


def test_notice_arrives_with_its_link_and_once(
    desk: Desk, letters: Letters, person: Person
) -> None:
    tell(person)

    assert [post(desk), post(desk), post(desk)] == [1, 0, 0]

    [(to, subject, text)] = letters.texts
    assert (to, subject) == ("zhang@example.cn", "【职评】您的申报已通过审核。")
    assert "https://zc.example.cn/applications/1/track" in text
    assert "改为每日摘要或不再接收：https://zc.example.cn/account/mail" in text
    assert letters.arrived[0]["Auto-Submitted"] == "auto-generated"


def test_every_operator_of_a_unit_who_wants_letters_has_one(
    desk: Desk, letters: Letters, site: Site
) -> None:
    with database.connection_context():
        unit = make_unit("青山小学", "qs1")
        for number, (address, choice, state) in enumerate(
            [
                ("a@example.cn", "now", "active"),
                ("b@example.cn", "never", "active"),
                ("", "now", "active"),
                ("c@example.cn", "now", "blocked"),
            ]
        ):
            one = make_operator(unit, f"more{number}")
            Account.update(email=address, mail=choice, state=state).where(
                Account.id == one.id
            ).execute()
        tell(unit)

        post(desk)

    assert [to for to, _, _ in letters.texts] == ["a@example.cn"]


def test_digest_comes_once_a_day_with_all_that_was_gathered(
    desk: Desk, letters: Letters, person: Person
) -> None:
    Account.update(mail="daily").execute()
    early = NOW.replace(hour=7)
    for number in range(3):
        tell(person, f"第 {number} 条消息", key=str(number))

    assert post(desk, early) == 0
    assert post(desk) == 1
    tell(person, "下午的消息", key="late")
    assert post(desk, NOW + timedelta(hours=6)) == 0
    assert post(desk, NOW + timedelta(days=1)) == 1

    assert [subject for _, subject, _ in letters.texts] == [
        "【职评】消息摘要（3 条）",
        "【职评】消息摘要（1 条）",
    ]
    assert "2. 第 1 条消息" in letters.texts[0][2]


def test_what_was_read_or_is_old_is_not_written_about(
    desk: Desk, letters: Letters, person: Person
) -> None:
    tell(person, key="read")
    mark_read(Account.get(), [], now=NOW)
    assert post(desk) == 0
    tell(person, key="old")

    assert post(desk, NOW + timedelta(days=2)) == 0
    assert letters.arrived == []
    assert not Notice.select().where(Notice.mailed_at.is_null()).exists()


def test_busy_server_is_tried_again_later_and_later(
    desk: Desk, letters: Letters, person: Person
) -> None:
    tell(person)
    letters.refuse = "451 busy"

    assert post(desk) == 0
    mail = Mail.get()
    assert (mail.state, mail.tries, mail.next_at > machine_now()) == ("waiting", 1, True)
    assert post(desk) == 0
    assert Mail.get().tries == 1

    letters.refuse = ""
    Mail.update(next_at=machine_now()).execute()
    assert post(desk) == 1
    assert len(letters.arrived) == 1


@pytest.mark.parametrize("answer", ["550 no such user", "451 busy for ever"])
def test_address_that_is_refused_is_given_up(
    desk: Desk, letters: Letters, person: Person, answer: str
) -> None:
    tell(person)
    letters.refuse = answer

    for _ in range(mailing.MOST_TRIES):
        post(desk)
        Mail.update(next_at=machine_now()).execute()

    assert states() == ["failed"]
    assert letters.arrived == []


def test_letter_that_may_have_been_taken_is_not_sent_again(
    desk: Desk, letters: Letters, person: Person
) -> None:
    tell(person)
    letters.hang_up = True
    mailing.write_letters(desk, now=NOW)

    with pytest.raises(NotSent):
        mailing.send_letters(desk)
    letters.hang_up = False

    assert (states(), post(desk), len(letters.arrived)) == (["unsure"], 0, 1)


def test_letter_of_a_worker_that_was_killed_is_not_sent_again(
    desk: Desk, letters: Letters, person: Person
) -> None:
    tell(person)
    mailing.write_letters(desk, now=NOW)
    assert mailing._claim(Mail.get())
    assert post(desk) == 0
    assert states() == ["sending"]

    Mail.update(claimed_at=machine_now() - mailing.STUCK - timedelta(seconds=1)).execute()

    assert (post(desk), states(), letters.arrived) == (0, ["unsure"], [])


def test_two_workers_send_a_letter_once(desk: Desk, letters: Letters, person: Person) -> None:
    tell(person)
    mailing.write_letters(desk, now=NOW)
    seen_by_both = Mail.get()

    with desk.server.connected() as carrier:
        sent = [mailing._send(desk, carrier, seen_by_both) for _ in range(2)]

    assert (sent, len(letters.arrived)) == ([1, 0], 1)


def test_text_of_a_notice_is_no_header(desk: Desk, letters: Letters, person: Person) -> None:
    tell(person, "通过\r\nBcc: everyone@example.cn\r\n\r\n假的正文")

    post(desk)

    assert letters.arrived[0]["Bcc"] is None
    assert str(letters.arrived[0]["Subject"]).startswith("【职评】通过 Bcc:")


def test_site_without_a_mail_server_sends_nothing(site: Site) -> None:
    assert open_post("") is None
    assert open_post("smtps://u%40x:p%2F1@mail.example.cn") == mailing.MailServer(
        host="mail.example.cn", port=465, user="u@x", password="p/1", encrypted=True
    )
    with pytest.raises(ValueError, match="ZHIPING_SMTP_URL"):
        open_post("http://mail.example.cn")


def test_password_goes_to_no_other_machine_in_clear(letters: Letters) -> None:
    with serving(letters, "127.0.0.2") as url:
        server = open_post(url.replace("//", "//u:secret@"))
        assert server is not None
        with pytest.raises(NotSent), server.connected():
            pass
