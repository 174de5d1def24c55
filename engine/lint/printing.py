"""required-not-printed and printed-not-asked: forms and printed tables that drifted apart.

Whatever must be filled in is printed somewhere, unless the pack says `printed: false`; and every
cell of a table shows something that is asked, computed or given.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.subject import LintedPlan, fields_with_places, problem
from engine.packs.model import Standard
from engine.packs.suggest import nearest
from engine.problems import Problem
from engine.tables.bindings import Binding, bindings
from engine.tables.expressions import expression_problems
from engine.tables.model import Opinion, Table, Vote

NOT_PRINTED = "required-not-printed"
NOT_ASKED = "printed-not-asked"


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """Hold the bindings of each standard's tables against its questions."""
    for standard in subject.plan.standards:
        if not standard.tables:
            continue
        bound = [
            binding for name in standard.tables for binding in bindings(subject.plan.tables[name])
        ]
        known = _known(standard)
        printed = {_meant(binding.path, known) for binding in bound}
        yield from _not_printed(standard, printed)
        yield from _not_asked(standard, bound, known)
        for name in standard.tables:
            yield from expression_problems(subject.plan.tables[name], standard)
            yield from _unknown_nodes(subject.plan.tables[name], standard)


def _unknown_nodes(table: Table, standard: Standard) -> Iterator[Problem]:
    """Opinions of nodes that the chain of what is printed does not have."""
    chain, known = _chain(table, standard)
    for block in table.blocks:
        if isinstance(block, (Opinion, Vote)) and block.node and block.node not in known:
            meant = nearest(block.node, sorted(known))
            yield Problem(
                position=block.position,
                code="unknown-reference",
                path=block.node,
                message=f"“{standard.name}”的{chain}没有节点“{block.node}”",
                hint=f"是不是想写 “{meant}”？" if meant else f"可用的节点：{'、'.join(known)}",
            )


def _chain(table: Table, standard: Standard) -> tuple[str, dict[str, str]]:
    """What the chain is called that a table is printed from, and its nodes' names by their ids."""
    if table.subject != "reissue":
        return "审核流程", {node.id: node.name for node in standard.workflow.nodes}
    rules = standard.certificate.reissue if standard.certificate is not None else None
    nodes = rules.nodes if rules is not None else ()
    return "补换证流程", {node.id: node.name for node in nodes}


def _not_printed(standard: Standard, printed: set[str | None]) -> Iterator[Problem]:
    for path, section, field in fields_with_places(standard):
        if field.required is False or not field.printed or path in printed:
            continue
        yield problem(
            NOT_PRINTED,
            field,
            "",
            f"必填的“{section.name}·{field.name}”没有印在任何表中",
            hint=f"请在表中加入 {path}，或写 printed: false 说明不必打印",
            severity="warning",
        )


def _not_asked(standard: Standard, bound: list[Binding], known: set[str]) -> Iterator[Problem]:
    lists = {binding.path for binding in bound if "." not in binding.path} - known
    for binding in bound:
        # the columns of a list that is misspelt say nothing new
        list_id, _, column = binding.path.partition(".")
        if binding.path not in known and not (column and list_id in lists):
            meant = _meant(binding.path, known)
            yield Problem(
                position=binding.position,
                code=NOT_ASKED,
                path=binding.path,
                message=f"表格要打印“{binding.path}”，但“{standard.name}”没有这一项",
                hint=f"是不是想写 “{meant}”？" if meant else "请核对编号，或先在模块中加入这一项",
            )


def _meant(path: str, known: set[str]) -> str | None:
    """The path itself if it is known, else the known one that it seems to misspell, or nothing."""
    return path if path in known else nearest(path, sorted(known))


def _known(standard: Standard) -> set[str]:
    known = {"application.mode", "application.standard", "application.series"}
    known |= {"application.branch", "application.title", "application.level"}
    known |= {"plan.year", "plan.cutoff", "plan.opens", "plan.closes", "plan.name"}
    known |= {"plan.committee", "plan.province", "plan.series", "plan.type", "plan.id"}
    known |= {"plan.digest", "records", "categories", "slots"}
    known |= {f"computed.{computed.id}" for computed in standard.computed}
    for section in standard.sections:
        known.add(section.id)
        if section.type == "pledge":
            known |= {f"{section.id}.{name}" for name in ("text", "agreed", "signed_on")}
        for field in section.fields:
            known.add(f"{section.id}.{field.id}")
        for slot in section.slots:
            known.add(f"files.{slot.id}")
        for name in section.kinds:
            known |= {f"{section.id}.{field.id}" for field in standard.kinds[name].fields}
    for category in standard.categories:
        known.add(category.id)
        for item in category.items:
            known.add(item.id)
            for accept in item.accepts:
                kind = standard.kinds[accept.kind]
                known |= {f"{item.id}.{field.id}" for field in kind.fields}
                known |= {f"{category.id}.{field.id}" for field in kind.fields}
                known |= {f"records.{field.id}" for field in kind.fields}
    return known
