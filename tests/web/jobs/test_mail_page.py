"""消息邮件: everyone chooses where and when they are written to."""

from __future__ import annotations

import pytest

from tests.web.visitor import Visitor
from web.models import Account, Event, Mail, database
from web.site import Site


def account() -> Account:
    with database.connection_context():
        found: Account = Account.get(Account.login == "demo")
    return found


def test_address_and_choice_are_kept(visitor: Visitor) -> None:
    visitor.open("/account/sessions").follow("消息邮件")
    assert "没有设置邮件服务器" in visitor.text
    visitor.send("/account/mail", email=" li@example.cn ", mail="daily")

    assert "已保存" in visitor.text
    assert (account().email, account().mail) == ("li@example.cn", "daily")
    with database.connection_context():
        details = Event.get(Event.action == "mail-chosen").details
    assert details == {"mail": "daily", "has_address": True}


@pytest.mark.parametrize(
    ("address", "choice", "said"),
    [
        ("坏地址", "now", "写法不对"),
        ("a@b.cn\r\nBcc: c@d.cn", "now", "写法不对"),
        ("a@" + "b" * 300 + ".cn", "now", "写法不对"),
        ("", "now", "请填写电子邮箱"),
        ("a@b.cn", "hourly", "请选择"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    visitor: Visitor, address: str, choice: str, said: str
) -> None:
    visitor.open("/account/mail")
    visitor.send("/account/mail", email=address, mail=choice)

    assert (visitor.status, said in visitor.text) == (422, True)
    assert account().email == ""


def test_who_wants_no_letters_gets_none_of_those_that_wait(visitor: Visitor, site: Site) -> None:
    now = site.clock.now()
    with database.connection_context():
        Mail.create(account=account(), key="k", subject="s", text="t", made_at=now, next_at=now)

    visitor.open("/account/mail")
    visitor.send("/account/mail", email="", mail="never")

    with database.connection_context():
        assert not Mail.select().exists()
