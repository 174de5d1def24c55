"""What every test shares: the `requirement` and `browser` markers, a site to visit."""

pytest_plugins = [
    "pytester",
    "tests.requirement_marker",
    "tests.browser_marker",
    "tests.web.fixtures",
]
