"""What every test shares: markers, the databases to run on, a site to visit."""

pytest_plugins = [
    "pytester",
    "tests.requirement_marker",
    "tests.told_at_once",
    "tests.browser_marker",
    "tests.databases",
    "tests.web.fixtures",
]
