"""A browser without JavaScript for tests: it follows links and sends the forms that a page has."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from web.identity import TOKEN
from web.models import Account, database
from web.services import sessions
from web.site import Site

Upload = tuple[str, bytes]
"""The name and the content of a file that is chosen."""


@dataclass
class Form:
    """A form of a page and what it would send untouched; files and unchecked boxes send nothing."""

    action: str
    method: str
    values: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


class Forms(HTMLParser):
    """Reads the forms and links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self._form: Form | None = None
        self._select = ""
        self._area: tuple[str, list[str]] | None = None
        self._link: tuple[str, list[str]] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self._link = (given.get("href", ""), [given.get("aria-label", "")])
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get"))
            self.forms.append(self._form)
        if self._form is None:
            return
        name = given.get("name", "")
        if tag in ("input", "select", "textarea", "button") and name:
            self._form.names.add(name)
        if tag == "select":
            self._select = name
        if tag == "textarea":
            self._area = (name, [])
        if tag == "option" and "selected" in given:
            self._form.values.append((self._select, given.get("value", "")))
        if tag == "input" and name and given.get("type") != "file":
            chosen = given.get("type") not in ("checkbox", "radio") or "checked" in given
            if chosen:
                self._form.values.append((name, given.get("value", "")))

    def handle_data(self, data: str) -> None:
        for open_part in (self._area, self._link):
            if open_part is not None:
                open_part[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "textarea" and self._area and self._form:
            self._form.values.append((self._area[0], "".join(self._area[1]).removeprefix("\n")))
            self._area = None
        if tag == "a" and self._link:
            self.links.append((" ".join("".join(self._link[1]).split()), self._link[0]))
            self._link = None


class Visitor:
    """One person's browser window: `page` is what it shows, `text` its words."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page: TestResponse = None  # type: ignore[assignment]  # until `open`

    @property
    def site(self) -> Site:
        """The parts of the site that is visited."""
        found: Site = self.client.application.extensions["zhiping"]
        return found

    def sign_in_as(self, login: str) -> Visitor:
        """Begin a session for the account with this login, without its password."""
        with database.connection_context():
            account = Account.get(Account.login == login)
            token = sessions.begin(account, now=self.site.clock.now())
        with self.client.session_transaction() as session:
            session[TOKEN] = token
        return self

    def open(self, address: str) -> Visitor:
        """Go to an address and follow where it leads."""
        here = self.path if self.page else "/"
        address = urljoin(here, address).partition("#")[0]
        self.page = self.client.get(address, follow_redirects=True)
        return self

    @property
    def html(self) -> str:
        return self.page.get_data(as_text=True)

    @property
    def status(self) -> int:
        return self.page.status_code

    @property
    def path(self) -> str:
        """The path of the page that is shown."""
        return self.page.request.path

    @property
    def text(self) -> str:
        """What the page says, without tags, in single spaces."""
        body = re.sub(r"<script.*?</script>", "", self.html, flags=re.S)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())

    def follow(self, words: str) -> Visitor:
        """Follow the first link whose text (or label) holds these words."""
        for text, address in Forms(self.html).links:
            if words in text:
                return self.open(address)
        raise AssertionError(f"no link “{words}” on {self.path}")

    def links(self) -> list[tuple[str, str]]:
        """All links of the page as (text, address)."""
        return Forms(self.html).links

    def form(self, action: str) -> Form:
        """The form whose address is `action`, else the first whose address holds it."""
        found = {urljoin(self.path, one.action): one for one in reversed(Forms(self.html).forms)}
        if action in found:
            return found[action]
        for address, one in reversed(found.items()):
            if action in address:
                return one
        raise AssertionError(f"no form “{action}” on {self.path}")

    def send(self, action: str, /, **values: Any) -> Visitor:
        """Fill in a form of the page and send it. A value is a text, a list of texts, None for
        leaving the control out, or an `Upload`; names may be prefixed by `{prefix}`."""
        form = self.form(action)
        sent: MultiDict[str, Any] = MultiDict(form.values)
        for name, value in values.items():
            assert name in form.names or name in ("upload", "remove_upload"), f"{name} not asked"
            sent.poplist(name)
            if isinstance(value, tuple):
                sent[name] = (BytesIO(value[1]), value[0])
            elif value is not None:
                sent.setlist(name, value if isinstance(value, list) else [value])
        return self.post(urljoin(self.path, form.action), sent, form.method)

    def post(self, address: str, sent: Any, method: str = "post") -> Visitor:
        """Send values to an address and follow where it leads."""
        if method == "get":
            self.page = self.client.get(
                address.partition("#")[0], query_string=sent, follow_redirects=True
            )
        else:
            self.page = self.client.post(address, data=sent)
            if self.page.status_code == 307:  # the same again, elsewhere
                return self.post(self.page.location, sent)
            if self.page.status_code in (301, 302, 303):
                self.page = self.client.get(self.page.location, follow_redirects=True)
        return self
