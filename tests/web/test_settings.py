"""What a site is told by its environment, and that docs/deploy.md tells all of it."""

import re
from pathlib import Path

import pytest
from flask import Flask, request

from web.security import trust_proxies
from web.settings import PortalSettings, read_settings

ROOT = Path(__file__).parents[2]
DEPLOY = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
READERS = ("web/settings.py", "engine/share.py", "engine/printing/fonts.py")
READ = re.compile(r'environ\.get\("(ZHIPING_\w+)"')


def test_deploy_page_lists_every_variable_that_is_read() -> None:
    code = [(ROOT / name).read_text("utf-8") for name in READERS]

    listed = re.findall(r"^\| `(ZHIPING_\w+)` \|", DEPLOY, re.MULTILINE)

    assert set(listed) == {name for text in code for name in READ.findall(text)}
    assert len(listed) == len(set(listed))


def test_portals_of_the_deploy_page_are_read() -> None:
    said = dict(re.findall(r"^(ZHIPING_(?:PORTALS|SITE_URL))=(.+)$", DEPLOY, re.MULTILINE))

    settings = read_settings(said)

    assert settings.site_url == "https://zc.example.gov.cn"
    assert settings.portals == {
        "anhui/gov": PortalSettings(
            issuer="https://sso.example.gov.cn", client_id="zhiping", client_secret="…"
        )
    }


def test_environment_without_variables_gives_a_site_of_one_machine(tmp_path: Path) -> None:
    settings = read_settings({"ZHIPING_DATA": str(tmp_path)})

    assert settings.database_url == f"sqlite:{tmp_path / 'zhiping.sqlite3'}"
    assert (settings.proxies, settings.secure_cookies, settings.send_command) == (0, False, "")


@pytest.mark.parametrize(
    ("proxies", "seen"),
    [(0, "10.0.0.1 http://localhost/"), (1, "203.0.113.9 https://zc.example.gov.cn/")],
)
def test_only_proxies_that_are_known_are_believed(proxies: int, seen: str) -> None:
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: f"{request.remote_addr} {request.host_url}")
    trust_proxies(app, proxies)

    answer = app.test_client().get(
        "/",
        environ_base={"REMOTE_ADDR": "10.0.0.1"},
        headers={
            "X-Forwarded-For": "198.51.100.7, 203.0.113.9",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-Host": "zc.example.gov.cn",
        },
    )

    assert answer.text == seen
