"""Applications at every node of every province's chain."""

from tests.web.after.conftest import arrange, handed_in, on_day

__all__ = ["arrange", "handed_in", "on_day"]
