"""Numbers of certificates: the samples of the manual, serials, what is refused."""

from __future__ import annotations

import pytest

from engine.certificates.number import BadPattern, NumbersUsedUp, read_pattern
from engine.packs.library import Library
from engine.share import pack_folders

ANHUI = "9{region}{year}{committee:04}{kind:02}{serial:06}"


@pytest.mark.requirement("AH-100")
@pytest.mark.parametrize(
    ("year", "committee", "kind", "serial", "number"),
    [
        ("2022", "1", "1", 1960, "9342022000101001960"),
        ("2023", "7", "3", 1, "9342023000703000001"),
    ],
)
def test_anhui_writes_the_samples_of_its_manual(
    year: str, committee: str, kind: str, serial: int, number: str
) -> None:
    rules = Library(pack_folders()).province("anhui").certificate
    assert rules is not None
    parts = {**rules.parts, "year": year, "committee": committee, "kind": kind}

    written = rules.number.write(parts, serial)

    assert written == number
    assert len(written) == 19


def test_serials_count_for_each_value_of_the_other_parts() -> None:
    pattern = read_pattern(ANHUI)

    parts = {"region": "34", "year": "2022", "committee": "1", "kind": "1"}

    assert pattern.key(parts) == "9342022000101*"
    assert pattern.key({**parts, "kind": "2"}) == "9342022000102*"


def test_serial_that_needs_more_digits_than_there_are_is_refused() -> None:
    pattern = read_pattern("A{year}{serial:03}")

    assert pattern.write({"year": "2026"}, 999) == "A2026999"
    with pytest.raises(NumbersUsedUp):
        pattern.write({"year": "2026"}, 1000)


@pytest.mark.parametrize("text", ["{", "9{Year}", "{serial:6}", "a}b"])
def test_braces_that_name_no_part_are_refused(text: str) -> None:
    with pytest.raises(BadPattern):
        read_pattern(text)
