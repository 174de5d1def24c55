"""cycle: things that depend on each other in a circle, so that none can be decided first.

Conditions of visibility and limits (`at_most`) may read answers, but not in a circle. Circles of
`extends` and of computed values are refused where packs are merged and compiled, with the same
code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.lint.subject import LintedPlan, fields_with_places, problem
from engine.packs.model import Declared, Standard
from engine.problems import Problem

CODE = "cycle"


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """Follow what each question's visibility and limit read; report each circle once."""
    for standard in subject.plan.standards:
        named, reads = _dependencies(standard)
        for circle in _circles(reads):
            chain = " → ".join([*circle, circle[0]])
            yield problem(
                CODE,
                named[circle[0]],
                "when" if named[circle[0]].origin.get("when") else "at_most",
                f"互相依赖，无法确定先后：{chain}",
                hint="请去掉其中一个条件",
            )


def _dependencies(standard: Standard) -> tuple[dict[str, Declared], dict[str, set[str]]]:
    named: dict[str, Declared] = {}
    reads: dict[str, set[str]] = {}
    for path, section, field in fields_with_places(standard):
        named[path] = field
        reads[path] = set(field.when.reads) if field.when else set()
        if section.when:
            reads[path] |= section.when.reads
        if field.at_most:
            reads[path].add(field.at_most)
    known = {path: {name for name in names if name in reads} for path, names in reads.items()}
    return named, known


def _circles(reads: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """Every circle once, as the paths along it, found depth first without recursion."""
    done: set[str] = set()
    for start in reads:
        if start in done:
            continue
        trail: list[str] = [start]
        branches = [iter(sorted(reads[start]))]
        while trail:
            step = next(branches[-1], None)
            if step is None:
                done.add(trail.pop())
                branches.pop()
            elif step in trail:
                yield trail[trail.index(step) :]
            elif step not in done:
                trail.append(step)
                branches.append(iter(sorted(reads[step])))
