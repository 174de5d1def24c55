"""Numbers that rules ask for, which may depend on the applicant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.packs.model import Threshold


def evaluate_threshold(threshold: Threshold | None, values: Mapping[str, Any]) -> float | None:
    """The number asked of this applicant: of the first case that holds, else the default.

    None means that nothing is asked.
    """
    if threshold is None:
        return None
    for condition, value in threshold.cases:
        if condition.run(values, None):
            return value
    return threshold.value
