"""条件自检: what of a standard a person would meet today, before an application exists.

    self_check(plan, standard, mode=…, sections=…, records=…, facts=…) -> SelfCheck

A trial dossier is made of the profile and the archive (`trial`), checked like any other, and only
what it can know is judged (`judge`); what only the application asks is named for later.
"""

from __future__ import annotations

from engine.self_check.judge import self_check
from engine.self_check.point import Point, SelfCheck

__all__ = ["Point", "SelfCheck", "self_check"]
