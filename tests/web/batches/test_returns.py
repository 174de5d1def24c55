"""How often an application may come back, where a plan says so."""

from __future__ import annotations

import pytest

from engine.workflow.chain import after
from tests.web.batches.conftest import Office
from tests.web.chains import act, desk_of, holder
from web.models import Application
from web.services.errors import NotWritable
from web.services.reviewing import Decision, actions_of, decide, open_review


def hand_in_again(office: Office, id: str) -> None:
    """What the applicant does after a return, without the pages in between."""
    application: Application = Application.get_by_id(id)
    assert application.state == "returned"
    window = office.applicant(id).open(f"/applications/{id}/submit")
    window.send(f"/applications/{id}/submit")
    assert Application.get_by_id(id).state == "submitted", window.text


def test_last_return_is_told_and_nobody_returns_once_more(office: Office) -> None:
    [id] = office.hand_in()
    packs = office.site.packs
    unit = office.operator(holder(id)).open(f"/reviews/{id}")
    assert "退回修改" in unit.text or "退回" in unit.text
    assert "退回次数" not in unit.text

    act(packs, id, "return", opinion="请补充。", now=office.now)
    assert "这是最后一次退回修改" in office.applicant(id).open(f"/applications/{id}").text
    hand_in_again(office, id)

    unit.open(f"/reviews/{id}")
    assert "已退回 1 次，按计划最多 1 次" in unit.text
    desk = desk_of(packs, holder(id), now=office.now)
    draft = open_review(desk, id)
    assert actions_of(desk, draft) == ("pass", "terminate")
    assert after(draft.standard.workflow, "submitted", "unit", "return")[0] == "returned"
    with pytest.raises(NotWritable, match="已退回 1 次，按计划的规定不能再退回"):
        decide(
            desk, Decision(application=id, action="return", opinion="再补。", round=2, node="unit")
        )
    assert Application.get_by_id(id).state == "submitted"
