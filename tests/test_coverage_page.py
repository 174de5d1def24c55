"""The generated page says which requirements are proved and which are open."""

from tests.coverage_page import coverage_page, proofs
from tests.requirement_marker import read_requirements


def test_catalogue_holds_every_requirement_of_the_manuals():
    ids = list(read_requirements())

    counts = {p: sum(i.startswith(p + "-") for i in ids) for p in ("YN", "AH", "JL", "SD", "AMB")}

    assert counts == {"YN": 49, "AH": 109, "JL": 38, "SD": 42, "AMB": 21}


def test_skipped_test_counts_only_where_the_page_already_lists_it():
    record = {
        "passed": {"tests/a.py::test_one": ["AH-01", "AH-02"]},
        "skipped": {"tests/a.py::test_two": ["AH-02"], "tests/a.py::test_three": ["AH-03"]},
    }

    proved = proofs(record, "| AH-02 | x | `tests/a.py::test_two` |")

    assert proved == {
        "AH-01": ["tests/a.py::test_one"],
        "AH-02": ["tests/a.py::test_one", "tests/a.py::test_two"],
    }


def test_page_lists_proofs_and_open_ids():
    requirements = {
        "YN-01": {"requirement": "五段主流程"},
        "AH-01": {"requirement": "a|b"},
        "AH-02": {"requirement": "另一条"},
    }

    page = coverage_page(requirements, {"AH-01": ["tests/a.py::test_one"]})

    assert "| 安徽 | 2 | 1 | 1 |\n" in page
    assert "- 云南：YN-01\n- 安徽：AH-02\n- 吉林：无\n" in page
    assert "| AH-01 | a\\|b | `tests/a.py::test_one` |\n| AH-02 | 另一条 | — |\n" in page
