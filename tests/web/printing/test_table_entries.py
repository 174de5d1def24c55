"""What the chain fills into printed tables, and what stays for stamp and pen."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from engine.tables.boxes import Entry
from tests.web.after.conftest import Case
from tests.web.chains import AT, act, bring_to, desk_of, holder
from web.models import Objection, Publicity, Review, Shown, Unit, database
from web.services.reviewing import open_review
from web.services.table_entries import entries_of, unit_opinion
from web.site import Site

FORM = "jilin/review-form"


def look(case: Case, site: Site) -> dict[str, Entry]:
    """The entries of the review form, as the applicant's unit sees them."""
    unit = Unit.get_by_id(case.stored.unit_id)
    draft = open_review(desk_of(site.packs, unit), case.id)
    return entries_of(draft, draft.plan.tables[FORM])


@pytest.mark.requirement("AMB-21")
def test_nothing_is_filled_before_anybody_decided(handed_in: Case, site: Site) -> None:
    with database.connection_context():
        hide(handed_in)

        assert look(handed_in, site) == {}


def test_unit_opinion_says_who_decided_what_and_when(handed_in: Case, site: Site) -> None:
    with database.connection_context():
        unit = holder(handed_in.id)
        act(site.packs, handed_in.id, opinion="经审核，同意推荐。")
        decided = Review.get(Review.application == handed_in.id, Review.node == "unit")
        operator = desk_of(site.packs, unit).operator

        found = look(handed_in, site)

        assert found["unit_opinion"] == {
            "text": "经审核，同意推荐。",
            "unit": unit.name,
            "signed_by": operator.name,
            "date": decided.at.date().isoformat(),
        }
        assert "department_opinion" not in found
        assert "committee_vote" not in found


def test_everything_that_was_decided_is_filled_in_the_end(handed_in: Case, site: Site) -> None:
    with database.connection_context():
        bring_to(site.packs, handed_in.id, "")

        found = look(handed_in, site)

    assert {"unit_opinion", "department_opinion", "committee_vote", "approval"} <= set(found)
    vote = found["committee_vote"]
    counts = [vote[name] for name in ("expected", "present", "approve", "oppose", "abstain")]
    assert counts == ["25", "21", "20", "1", "0"]
    assert vote["text"] == "评审结论：评审通过。"
    assert found["approval"]["text"] == "批准文号：测试〔2026〕1号"


def hide(case: Case) -> None:
    """Take away what the demonstration has shown of the application."""
    Shown.delete().where(Shown.application == case.id).execute()


def show(case: Case, kind: str, state: str) -> Publicity:
    """A publicity of the application that has ended."""
    application = case.stored
    publicity: Publicity = Publicity.create(
        kind=kind,
        unit=application.unit_id,
        title="公示",
        place="单位公示栏",
        starts_on="2026-10-09",
        ends_on="2026-10-15",
        days=5,
        state="finished",
        created_at=AT,
        ended_at=AT,
    )
    Shown.create(
        publicity=publicity,
        application=application,
        round=application.round,
        node="unit",
        words={},
        state=state,
    )
    return publicity


def test_publicity_that_has_ended_is_filled_with_what_was_objected(
    handed_in: Case, site: Site
) -> None:
    with database.connection_context():
        hide(handed_in)
        show(handed_in, "unit", "passed")
        objected = show(handed_in, "result", "dropped")
        Objection.create(
            publicity=objected,
            application=handed_in.id,
            name="王某",
            contact="13800000000",
            text="论文不是本人的",
            state="sustained",
            made_at=AT,
        )

        found = look(handed_in, site)

    assert found["publicity"]["text"].splitlines() == [
        "公示时间：2026年10月9日至2026年10月15日（5 个工作日）。",
        "公示形式和范围：单位公示栏。",
        "公示无异议。",
    ]
    assert found["result_publicity"]["text"].endswith("公示期间收到异议 1 件，异议成立。")
    assert "王某" not in found["result_publicity"]["text"]


def test_running_publicity_stays_blank(handed_in: Case, site: Site) -> None:
    with database.connection_context():
        hide(handed_in)
        running = show(handed_in, "unit", "open")
        Publicity.update(state="running").where(Publicity.id == running.id).execute()

        assert "publicity" not in look(handed_in, site)


def test_vote_is_not_printed_before_the_meeting_has_moved_the_application(
    handed_in: Case, site: Site
) -> None:
    with database.connection_context():
        bring_to(site.packs, handed_in.id, "committee")

        assert "committee_vote" not in look(handed_in, site)
        assert "expert_opinion" not in look(handed_in, site)


def test_what_was_said_of_a_round_that_was_returned_is_not_printed(
    handed_in: Case, site: Site
) -> None:
    with database.connection_context():
        act(site.packs, handed_in.id)
        Review.update(round=0).where(Review.application == handed_in.id).execute()

        assert "unit_opinion" not in look(handed_in, site)


def test_opinion_of_a_roster_is_that_of_the_applicants_unit(handed_in: Case, site: Site) -> None:
    with database.connection_context():
        unit = holder(handed_in.id)
        act(site.packs, handed_in.id, opinion="同意推荐。")
        draft = open_review(desk_of(site.packs, unit), handed_in.id)

        assert unit_opinion(draft) == "同意推荐。"


@pytest.mark.requirement("AH-91")
def test_applicant_prints_the_form_with_what_was_said(
    handed_in: Case, site: Site, tmp_path: Path
) -> None:
    with database.connection_context():
        act(site.packs, handed_in.id, opinion="经公示无异议，同意推荐。")

    page = handed_in.applicant.open(f"{handed_in.address}/tables/{FORM}.pdf").page
    file = tmp_path / "form.pdf"
    file.write_bytes(page.data)
    page.close()

    done = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True)
    assert "经公示无异议，同意推荐。" in "".join(done.stdout.decode().split())
