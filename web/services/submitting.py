"""Handing in: the one gate, passed only by what the check lets pass."""

from __future__ import annotations

from engine.checks import CheckReport
from web.models import Application, Snapshot
from web.models.columns import digest_of
from web.services.applications import EDITING, SUBMITTED
from web.services.draft import Draft, open_draft
from web.services.editing import editing
from web.services.errors import NotPassed, NotWritable
from web.services.packs import Packs


def submit(draft: Draft, packs: Packs) -> CheckReport:
    """Hand in an application if its plan is open and its check passes.

    Nothing is written while the report holds an error; warnings are kept with the snapshot so
    that reviewers see them. What is checked is what is stored when the transaction has begun,
    and exactly that is kept.

    :raises NotWritable, PlanNotOpen, NotPledged: as `Draft.check_writable`
    :raises NotPassed: the check found errors
    """
    draft.check_writable()
    with editing(draft, "hand-in"):
        now = open_draft(packs, draft.person, draft.application.id, now=draft.now)
        report = now.report
        if not report.passed:
            raise NotPassed(draft.application.id)
        kept = {"dossier": now.data, "report": report.plain()}
        Snapshot.create(
            application=draft.application.id,
            bundle=draft.application.bundle_id,
            dossier=kept["dossier"],
            report=kept["report"],
            digest=digest_of(kept),
            taken_at=draft.now,
        )
        moved = (
            Application.update(state=SUBMITTED, submitted_at=draft.now)
            .where(Application.id == draft.application.id, Application.state == EDITING)
            .execute()
        )
        if not moved:
            raise NotWritable("申报已提交，不能再修改。")
    return report
