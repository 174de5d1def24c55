"""`zhiping account`: the first accounts of staff, at the command line."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from web.services.passwords import is_right

ROOT = Path(__file__).parents[3]


def account(data: Path, *words: str, password: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command on a data folder."""
    return subprocess.run(
        [sys.executable, "zhiping.py", "account", *words, "--password-stdin"],
        input=f"{password}\n",
        cwd=ROOT,
        env={**os.environ, "ZHIPING_DATA": str(data), "ZHIPING_DATABASE": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def test_staff_account_is_made_and_its_password_set_again(tmp_path: Path) -> None:
    made = account(tmp_path, "anhui", "staff", "WangLi", "--name", "王丽", password="Wang-2026-x")
    again = account(tmp_path, "anhui", "staff", "wangli", password="Li-2027-yyy")

    assert (made.returncode, "已建立账号" in made.stdout) == (0, True)
    assert (again.returncode, "已重设密码" in again.stdout) == (0, True)
    rows = sqlite3.connect(tmp_path / "zhiping.sqlite3").execute(
        "select login, role, name, password from account"
    )
    [(login, role, name, kept)] = rows.fetchall()
    assert (login, role, name, is_right(kept, "Li-2027-yyy")) == ("wangli", "staff", "王丽", True)


@pytest.mark.requirement("SD-42")
def test_accounts_of_every_role_are_made_and_none_has_two(tmp_path: Path) -> None:
    for role in ("system", "security", "audit", "staff", "expert"):
        made = account(tmp_path, "anhui", role, f"{role}-a", password="Wang-2026-x")
        assert (made.returncode, "已建立账号" in made.stdout) == (0, True)

    second = account(tmp_path, "anhui", "audit", "security-a", password="Wang-2026-x")
    business = account(tmp_path, "anhui", "staff", "audit-a", password="Wang-2026-x")
    other = account(tmp_path, "anhui", "expert", "staff-a", password="Wang-2026-x")

    assert (second.returncode, "一个账号只能有一种权限" in second.stderr) == (2, True)
    assert (business.returncode, "一个账号只能有一种权限" in business.stderr) == (2, True)
    assert (other.returncode, "其他身份的账号" in other.stderr) == (2, True)
    rows = sqlite3.connect(tmp_path / "zhiping.sqlite3").execute(
        "select login, role, duties from account order by login"
    )
    assert rows.fetchall() == [
        ("audit-a", "staff", '["audit"]'),
        ("expert-a", "expert", "[]"),
        ("security-a", "staff", '["security"]'),
        ("staff-a", "staff", "[]"),
        ("system-a", "staff", '["system"]'),
    ]


@pytest.mark.parametrize(
    ("words", "password", "said"),
    [
        (("nowhere", "staff", "wangli"), "Wang-2026-x", "没有省份“nowhere”"),
        (("anhui", "staff", "1x"), "Wang-2026-x", "登录名用"),
        (("anhui", "staff", "wangli"), "short", "密码至少 8 个字符"),
        (("anhui", "operator", "wangli"), "Wang-2026-x", "--unit"),
    ],
)
def test_wrong_use_is_told_and_makes_nothing(
    tmp_path: Path, words: tuple[str, ...], password: str, said: str
) -> None:
    answer = account(tmp_path, *words, password=password)

    assert (answer.returncode, said in answer.stderr) == (2, True)
    rows = sqlite3.connect(tmp_path / "zhiping.sqlite3").execute("select count(*) from account")
    assert rows.fetchone() == (0,)
