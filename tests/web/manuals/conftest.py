"""The same applicants as in `tests.web.choosing`, each on a day on which their plans are open."""

from tests.web.choosing.conftest import arrive, on_day

__all__ = ["arrive", "on_day"]
