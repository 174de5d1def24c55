"""What a reviewer sees of an application: everything that was handed in, what is doubtful, what
changed, and where a return can put its marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.workflow.model import Action
from web.pages.attachments import FileGroup, build_attachments
from web.pages.changes import Changes, build_changes
from web.pages.overview import Block, build_overview
from web.pages.report import FindingPart, ReportPart, build_report
from web.services.draft import Draft
from web.services.markable import markable
from web.services.unverified import Unverified, doubtful_picks

FileUrl = Callable[[Mapping[str, Any]], str]
TONES: Mapping[str, str] = {"pass": "primary", "report": "primary", "terminate": "danger",
                            "refuse": "danger"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed into the form of a decision that was not taken."""

    opinion: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)
    checked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPart:
    """A button: what it sends, what it says, how it looks."""

    id: Action
    name: str
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPart:
    """All that was handed in. `marks` are the names of the parts that can be marked by path, empty
    where nobody marks; `slots` those of them that are slots, `questions` single answers by
    section; `doubts` are picks that were not verified, by the anchor of their row."""

    blocks: tuple[Block, ...]
    groups: tuple[FileGroup, ...]
    file_url: FileUrl
    marks: Mapping[str, str] = field(default_factory=dict)
    slots: tuple[str, ...] = ()
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    doubts: Mapping[str, Unverified] = field(default_factory=dict)
    changes: Changes | None = None


def build_dossier_part(
    draft: Draft, file_url: FileUrl, *, before: Draft | None = None, marking: bool = False
) -> DossierPart:
    """What was handed in, compared with an earlier round, ready for marks if somebody may mark."""
    marks = markable(draft) if marking else {}
    sections = draft.standard.section_of
    forms = [id for id, section in sections.items() if section.type == "form"]
    slots = {slot.id for s in sections.values() if s.type == "slots" for slot in s.slots}
    slot_sections = {id for id, section in sections.items() if section.type == "slots"}
    return DossierPart(
        blocks=tuple(build_overview(draft)),
        groups=tuple(build_attachments(draft)),
        file_url=file_url,
        marks=marks,
        slots=tuple(path for path in marks if path in slots or path in slot_sections),
        questions={id: tuple(p for p in marks if p.startswith(f"{id}.")) for id in forms},
        doubts={f"{one.list}.{one.row.id}": one for one in doubtful_picks(draft)},
        changes=build_changes(before, draft, before.snapshot.round)
        if before is not None and before.snapshot is not None
        else None,
    )


def action_parts(draft: Draft, actions: tuple[Action, ...]) -> tuple[ActionPart, ...]:
    """The buttons in the words of the province, in the order of the chain's node."""
    names = draft.standard.workflow.actions
    return tuple(ActionPart(id=one, name=names[one], look=TONES.get(one, "")) for one in actions)


def unlinked_report(draft: Draft) -> ReportPart:
    """The report of the day, without the ways to the applicant's own pages."""
    return build_report(draft, linked=False)


def manual_findings(report: ReportPart) -> tuple[FindingPart, ...]:
    """What the check could not judge and somebody has to look at."""
    return tuple(
        part for row in report.rows for part in row.asides if part.finding.severity == "manual"
    )
