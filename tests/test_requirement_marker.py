"""The marker `requirement` records proofs and refuses ids that nobody asked for."""

import json

import pytest

SUITE = """
    import pytest

    @pytest.mark.requirement("AH-01", "YN-02")
    def test_passes():
        assert True

    @pytest.mark.requirement("AH-02")
    @pytest.mark.parametrize("good", [True, False])
    def test_passes_only_once(good):
        assert good

    @pytest.mark.requirement("AH-03")
    @pytest.mark.skip(reason="no browser here")
    def test_skipped():
        assert False

    def test_unmarked():
        assert True
"""


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["alone", "xdist"])
def test_record_holds_passed_and_skipped_tests(pytester: pytest.Pytester, workers: list[str]):
    pytester.makepyfile(test_suite=SUITE)

    pytester.runpytest(
        "-p", "tests.requirement_marker", "--record-requirements=out/record.json", *workers
    )

    assert json.loads((pytester.path / "out/record.json").read_text()) == {
        "passed": {"test_suite.py::test_passes": ["AH-01", "YN-02"]},
        "skipped": {"test_suite.py::test_skipped": ["AH-03"]},
    }


def test_unknown_id_stops_collection(pytester: pytest.Pytester):
    pytester.makepyfile(
        test_suite="""
        import pytest

        @pytest.mark.requirement("AH-999")
        def test_something():
            assert True
        """
    )

    result = pytester.runpytest("-p", "tests.requirement_marker")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*unknown requirement ids:*", "*test_something: AH-999"])
