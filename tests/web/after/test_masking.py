"""Numbers of people are hidden from reviewers in pages, tables, rounds; full looks are recorded."""

from __future__ import annotations

import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from engine.fields.sensitive import mask
from tests.web.after.conftest import Arrange, Case
from tests.web.after.steps import decide, events
from web.models import Event, database
from web.services.masking import mask_json, mask_text

CASES = (
    ("demo-shandong-done", "demo-shandong-company"),
    ("demo-yunnan-done", "demo-institute"),
)


def numbers_of(case: Case) -> list[str]:
    """The identity number, mobile and address of the applicant."""
    with database.connection_context():
        known: dict[str, Any] = case.stored.person.account["person"]
    return [known[name] for name in ("id_number", "mobile", "email") if known.get(name)]


@pytest.mark.parametrize("logins", CASES)
def test_reviewers_see_parts_of_numbers(arrange: Arrange, logins: tuple[str, str]) -> None:
    case = arrange(*logins)
    numbers = numbers_of(case)
    assert len(numbers) >= 2

    page = case.operator.open(case.desk).html

    assert [number for number in numbers if number in page] == []
    assert mask(numbers[0], "id") in page
    earlier = case.operator.open(f"{case.desk}/rounds/1").html
    assert case.operator.status == 200
    assert [number for number in numbers if number in earlier] == []


@pytest.mark.parametrize("logins", CASES)
def test_tables_printed_by_reviewers_hide_numbers(
    arrange: Arrange, tmp_path: Path, logins: tuple[str, str]
) -> None:
    case = arrange(*logins)
    case.operator.open(case.desk)
    address = next(url for _, url in case.operator.links() if url.endswith(".pdf"))

    content = case.operator.open(address).page.data

    pdf = tmp_path / "table.pdf"
    pdf.write_bytes(content)
    words = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True)
    text = "".join(words.stdout.split())
    assert [number for number in numbers_of(case) if number in text] == []
    assert numbers_of(case)[0][-4:] in text, "told apart by its end"
    assert events(case)[-1] == "print"


def test_full_look_says_what_for_and_is_recorded(arrange: Arrange) -> None:
    case = arrange(*CASES[0])
    case.operator.open(case.desk)

    case.operator.send(f"{case.desk}/numbers", purpose="核对身份证复印件")

    assert [number for number in numbers_of(case) if number not in case.operator.text] == []
    with database.connection_context():
        last = Event.select().order_by(Event.id.desc()).first()
    assert (last.action, last.subject) == ("look", f"application:{case.id}")
    assert last.details["purpose"] == "核对身份证复印件"
    assert not [number for number in numbers_of(case) if number in str(last.details)]
    assert numbers_of(case)[0] not in case.operator.open(case.desk).html, "once"


def test_full_look_without_purpose_shows_nothing(arrange: Arrange) -> None:
    case = arrange(*CASES[0])
    case.operator.open(case.desk)
    before = events(case)

    case.operator.send(f"{case.desk}/numbers", purpose=" ")

    assert (case.operator.status, "请说明查看完整号码的用途" in case.operator.text) == (422, True)
    assert numbers_of(case)[0] not in case.operator.html
    assert events(case) == before


def test_decision_goes_by_the_true_material(arrange: Arrange) -> None:
    case = arrange(*CASES[0])

    decide(case, "pass")

    with database.connection_context():
        dossier = case.stored.snapshots.get().dossier
    assert dossier["sections"]["person"]["id_number"] == numbers_of(case)[0]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("身份证340104199006079988。", "身份证340***********9988。"),
        ("电话 13800000000，邮箱 lixiao@example.com", "电话 138****0000，邮箱 l***"),
        ("证书号 20190607998812345678", "证书号 20190607998812345678"),
        ("a13800000000b", "a13800000000b"),
        ("", ""),
    ],
)
def test_numbers_in_texts(text: str, shown: str) -> None:
    assert mask_text(text) == shown


def test_other_values_stay_as_they_are() -> None:
    given = {"year": 2020, "at": datetime(2022, 1, 1).isoformat(), "none": None, "list": [1, "x"]}

    assert mask_json(given) == given
