"""The five states: every pair of state and action, as the manual has them."""

from __future__ import annotations

import pytest

from web.services.record_states import EDITABLE, STATES, TRANSITIONS, after

ACTIONS = ("submit", "pass", "return", "fail", "withdraw")
LEADS_TO = {
    ("pending", "pass"): "passed",  # 云南手册 L24
    ("pending", "fail"): "failed",  # L25
    ("pending", "return"): "returned",  # L26
    ("returned", "submit"): "pending",  # L26
    ("unreviewed", "submit"): "pending",  # AMB-14
    ("passed", "withdraw"): "returned",  # L29: who answers for it may take the word back
}


@pytest.mark.requirement("YN-14", "YN-17", "YN-18", "YN-19")
@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("state", STATES)
def test_state_and_action_lead_where_the_manual_says(state: str, action: str) -> None:
    assert after(state, action) == LEADS_TO.get((state, action))


@pytest.mark.requirement("YN-18")
def test_nothing_leaves_failed_and_it_is_not_edited() -> None:
    assert not [action for state, action in TRANSITIONS if state == "failed"]
    assert "failed" not in EDITABLE
    assert "passed" not in EDITABLE


@pytest.mark.requirement("YN-16", "AMB-14")
def test_nothing_leads_back_to_unreviewed() -> None:
    assert "unreviewed" not in TRANSITIONS.values()
