"""Returned applications of the plans that ship: whatever is corrected, the rest can be cured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from engine.checks import check
from engine.dossier import Dossier
from engine.fill import fill, fill_facts
from engine.packs.library import Library
from engine.packs.model import Field, Plan, Standard
from engine.share import share_folder
from engine.workflow.mask import build_mask

ANSWERS: dict[str, tuple[object, ...]] = {
    "boolean": (True, False),
    "integer": (0, 1, 30),
    "date": ("1990-01-01", "2020-01-01"),
    "month": ("1990-01", "2020-01"),
}
ASKED = {"required-missing", "slot-missing", "too-few-rows", "over-limit"}
"""What conditions and limits ask for, so that it is open before anybody finds it missing."""
PLANS = Library(share_folder("config")).plan_ids()


def other_answers(field: Field) -> tuple[object, ...]:
    """Well-formed answers that may change what else is asked."""
    if field.type == "choice":
        return tuple(choice.value for choice in field.options.choices)  # type: ignore[attr-defined]
    if field.type == "code":
        return tuple(field.options.entries)[:6]  # type: ignore[attr-defined]
    return ANSWERS.get(field.type, ())


def corrections(standard: Standard, dossier: Dossier) -> Iterator[tuple[str, Dossier]]:
    """Every form answer changed in turn, with its path."""
    for section in standard.sections:
        if section.type == "form" and not section.fixed:
            for field in section.fields:
                for answer in other_answers(field):
                    told = {**dossier.sections.get(section.id, {}), field.id: answer}
                    changed = {**dossier.sections, section.id: told}
                    yield f"{section.id}.{field.id}", replace(dossier, sections=changed)


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_correction_of_one_marked_answer_can_be_completed(
    library: Library, plan_id: str
) -> None:
    plan: Plan = library.plan(plan_id)
    for standard in plan.standards:
        dossier = fill(plan, seed=1, standard=standard.id)
        lists = {row.id: owner for owner, rows in dossier.rows.items() for row in rows}
        for path, corrected in corrections(standard, dossier):
            found = check(plan, corrected, fill_facts(plan)).findings
            errors = [one.path for one in found if one.severity == "error"]
            newly_asked = [one.path for one in found if one.code in ASKED and one.path in errors]

            unaided = build_mask("parts", [path], standard, lists)
            mask = build_mask("parts", [path], standard, lists, errors)

            asked_but_shut = [at for at in newly_asked if not unaided.allows(at)]
            assert asked_but_shut == [], f"{path} of {standard.id}"
            fixed = {section.id for section in standard.sections if section.fixed}
            shut = [
                at for at in errors if not mask.allows(at) and at.partition(".")[0] not in fixed
            ]
            assert shut == [], f"{path} of {standard.id}"
