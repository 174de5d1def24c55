"""What every test shares: the `requirement` and `browser` markers."""

pytest_plugins = ["pytester", "tests.requirement_marker", "tests.browser_marker"]
