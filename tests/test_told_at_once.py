"""A run that is broken off has named what failed before."""

import pytest


def test_failure_is_named_while_the_run_goes_on(pytester: pytest.Pytester) -> None:
    pytester.makeconftest('pytest_plugins = ["tests.told_at_once"]')
    pytester.makepyfile(
        """
        import os

        def test_fails():
            assert 1 == 2

        def test_breaks_the_run_off():
            os._exit(1)
        """
    )

    done = pytester.runpytest_subprocess("-p", "no:cacheprovider")

    done.stdout.fnmatch_lines("FAILED *::test_fails (call): *assert 1 == 2")
