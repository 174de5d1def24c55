"""`zhiping show [PLAN]`: all plans, or one plan after merging, each value with its place."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import yaml

from engine.cli.columns import columns, width
from engine.cli.command import FINDINGS, GOOD, Command, Surroundings, say
from engine.problems import PackError

if TYPE_CHECKING:
    from engine.packs.library import Library
    from engine.packs.node import Node

LIMITS = (40, 48, 6, 24)
COMMENT_COLUMN = 60


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "plan", nargs="?", metavar="PLAN", help="评审计划的 id 或文件路径；不写则列出全部计划"
    )


def _run(arguments: Namespace, surroundings: Surroundings) -> int:
    from engine.cli.inputs import open_library, plan_source

    library = open_library(surroundings)
    if arguments.plan:
        parts = _parts(library, plan_source(library, arguments.plan))
        lines = [line for title, node in parts for line in (f"# {title}", *node_lines(node), "")]
        surroundings.print(
            "\n".join(lines),
            [{"part": title, **node_data(node)} for title, node in parts],
        )
        return GOOD
    return _print_plans(library, surroundings)


def _print_plans(library: Library, surroundings: Surroundings) -> int:
    plans, broken = [], []
    for id in library.plan_ids():
        try:
            plans.append(library.plan(id))
        except PackError as error:
            broken.append((id, error))
    surroundings.print(
        columns([(p.id, p.name, str(p.year), f"{p.opens} 至 {p.closes}") for p in plans], LIMITS),
        [
            {
                "id": p.id, "name": p.name, "year": p.year, "opens": p.opens, "closes": p.closes,
                "standards": [standard.id for standard in p.standards],
            }
            for p in plans
        ],
    )  # fmt: skip
    for id, why in broken:
        say(f"{id} 有问题，不能使用：\n{why}")
    say(f"{len(plans)} 个评审计划")
    return FINDINGS if broken else GOOD


def _parts(library: Library, name: str) -> list[tuple[str, Node]]:
    resolved = library.resolve(name)
    id = library.source(name, "plan").id
    return [
        (f"计划 {id}", resolved.plan),
        *((f"标准 {standard}", node) for standard, node in resolved.standards.items()),
    ]


def node_lines(node: Node, first: str = "", rest: str = "") -> Iterator[str]:
    """A resolved value as YAML lines, every scalar with the file:line that it came from.

    `first` stands before the first line and `rest` before all others.
    """
    if isinstance(node.value, dict) and node.value:
        for key, child in node.value.items():
            if isinstance(child.value, dict | list) and child.value:
                yield f"{first}{key}:"
                yield from node_lines(child, f"{rest}  ", f"{rest}  ")
            else:
                yield _with_place(f"{first}{key}: {_scalar(child.plain())}", child)
            first = rest
    elif isinstance(node.value, list) and node.value:
        for child in node.value:
            yield from node_lines(child, f"{first}- ", f"{rest}  ")
            first = rest
    else:
        yield _with_place(f"{first}{_scalar(node.plain())}", node)


def _scalar(value: Any) -> str:
    if isinstance(value, str) and "\n" in value:
        return json.dumps(value, ensure_ascii=False)  # one line, and still YAML
    text = yaml.safe_dump(value, allow_unicode=True, width=10**6, default_flow_style=True)
    return text.removesuffix("\n").removesuffix("\n...")


def _with_place(text: str, node: Node) -> str:
    place = node.position
    return f"{text}{' ' * (COMMENT_COLUMN - width(text))}  # {place.file}:{place.line}"


def node_data(node: Node) -> dict[str, Any]:
    """A resolved value as JSON data, with the place of every scalar by its path."""
    places: dict[str, str] = {}
    _collect_places(node, "", places)
    return {"value": node.plain(), "places": places}


def _collect_places(node: Node, path: str, places: dict[str, str]) -> None:
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            _collect_places(child, f"{path}.{key}" if path else key, places)
    elif isinstance(node.value, list):
        for index, child in enumerate(node.value):
            _collect_places(child, f"{path}[{index}]", places)
    else:
        places[path] = f"{node.position.file}:{node.position.line}"


SHOW = Command(
    name="show",
    help="列出全部评审计划；或显示一个计划合并之后的全部内容，每个值都注明来自哪个文件哪一行",
    examples="""\
  zhiping show
  zhiping show PLAN
  zhiping show PLAN --format json""",
    add_arguments=_add_arguments,
    run=_run,
)
