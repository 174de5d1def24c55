"""Reports what a dossier holds that the standard has no place for, or that could not be read."""

from __future__ import annotations

from engine.checks.conditions import Context
from engine.checks.offers import APPLICATION
from engine.checks.report import Finding
from engine.checks.run import NOTHING, Findings, Run, Step
from engine.problems import Problem


def compile_strays(context: Context) -> Step:
    """The step that names unreadable parts as errors and rows without a place as warnings.

    Answers without a field are left alone: they are drafts of an earlier version of the plan.
    """
    standard, wording, places = context.standard, context.wording, context.places
    known = frozenset([*standard.section_of, *standard.item_of])
    homes = frozenset([section.id for section in standard.sections]) | frozenset(
        [category.id for category in standard.categories]
    )

    def unreadable(problem: Problem) -> Finding:
        path = problem.path
        for part in ("sections.", "rows.", "files."):
            path = path.removeprefix(part)
        home = places.home(path.split("[")[0])
        return Finding(
            code="unreadable",
            severity="error",
            message=wording("unreadable", path=problem.path, reason=problem.message),
            section=home if home in homes else APPLICATION,
            path=path,
        )

    def step(run: Run) -> Findings:
        dossier = run.dossier
        if not dossier.problems and dossier.rows.keys() <= known:
            return NOTHING
        found = [unreadable(problem) for problem in dossier.problems]
        for place in dossier.rows.keys() - known:
            if dossier.rows[place]:
                found.append(
                    Finding(
                        code="unknown-place",
                        severity="warning",
                        message=wording("unknown-place", place=place, n=len(dossier.rows[place])),
                        section=APPLICATION,
                        path=place,
                    )
                )
        return found

    return step
