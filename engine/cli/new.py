"""`zhiping new KIND NAME`: a first pack to go on from, which lints clean as it is."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from engine.cli.command import GOOD, Command, Surroundings, WrongUse, say
from engine.packs.source import PACK_ID
from engine.packs.suggest import did_you_mean
from engine.share import share_folder

if TYPE_CHECKING:
    from engine.packs.library import Library

PLACES = {
    "province": "provinces/{province}/province.yaml",
    "standard": "provinces/{province}/standards/{rest}.yaml",
    "plan": "plans/{province}/{rest}.yaml",
    "case": "plans/{province}/cases/{last}.yaml",
}
"""Where a new pack goes below the folder of packs, by kind."""

NEEDS = {"standard": "province", "plan": "standard", "case": "plan"}
"""What a pack of a kind is based on."""


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", choices=[*PLACES], metavar="KIND", help=" | ".join(PLACES))
    parser.add_argument(
        "name", metavar="NAME", help="规则包的 id：省份如 my-province，其余如 my-province/senior"
    )
    parser.add_argument(
        "--base", default="", metavar="ID",
        help="依据哪个省份、标准或计划；不写则取名字里的、或同一省份的第一个",
    )  # fmt: skip


def _run(arguments: Namespace, surroundings: Surroundings) -> int:
    from engine.cli.inputs import open_library

    kind, name = arguments.kind, arguments.name
    province, _, rest = name.partition("/")
    _refuse_bad_name(kind, name, rest)
    library = open_library(surroundings)
    base = _base(library, kind, name, arguments.base)
    target = surroundings.own[0] / PLACES[kind].format(
        province=province, rest=rest, last=name.rpartition("/")[2]
    )
    if target.exists():
        raise WrongUse(f"{target} 已经存在")
    target.parent.mkdir(parents=True, exist_ok=True)
    template = Template((share_folder("templates") / "new" / f"{kind}.yaml").read_text("utf-8"))
    schemas = os.path.relpath(_schemas(surroundings.own[0]), target.parent)
    text = template.substitute(
        id=name, province=province, base=base, schemas=schemas, series=_series(library, base)
    )
    target.write_text(text, encoding="utf-8")
    surroundings.print(str(target), {"file": str(target)})
    say(f"已写入 {target}；改好后运行 zhiping lint {target}")
    return GOOD


def _refuse_bad_name(kind: str, name: str, rest: str) -> None:
    example = "my-province" if kind == "province" else "my-province/k12-senior"
    if not PACK_ID.fullmatch(name) or (kind == "province") == bool(rest):
        raise WrongUse(f"“{name}” 不能作为 {kind} 的 id：小写字母、数字和 -，如 {example}")


def _base(library: Library, kind: str, name: str, named: str) -> str:
    """The id of the pack that the new one is based on, "" for a province."""
    needed = NEEDS.get(kind)
    if needed is None:
        return ""
    ids = library.ids(needed)
    province, above = name.partition("/")[0], name.rpartition("/")[0]
    wanted = named or next((id for id in (above, province) if id in ids), "")
    if wanted and wanted not in ids:
        raise WrongUse(f"没有 “{wanted}” 这个 {needed}。{did_you_mean(wanted, ids)}")
    same = [id for id in ids if id.startswith(f"{province}/")]
    if not wanted and not same:
        raise WrongUse(
            f"省份 {province} 还没有 {needed}：先运行 zhiping new {needed}，或用 --base 指明"
        )
    return wanted or same[0]


def _series(library: Library, base: str) -> str:
    """The series of the standard that a plan is based on."""
    standard = library.find("standard", base)
    named = standard.get("series") if standard else None
    return str(named.value) if named is not None else ""


def _schemas(folder: Path) -> Path:
    """Where editors find the schemas: in a checkout beside their code, else where `zhiping schemas
    -o schemas` puts them next to the folder of packs."""
    ours = folder.resolve().parent / "engine" / "packs" / "schemas"
    return ours if ours.is_dir() else folder.resolve().parent / "schemas"


NEW = Command(
    name="new",
    help="新建一个省份、标准、计划或用例的规则包，写好即可通过检查，再照实际改",
    examples="""\
  zhiping --config 规则包 new province my-province
  zhiping --config 规则包 new standard my-province/k12-senior
  zhiping --config 规则包 new plan my-province/2026-teachers
  zhiping --config 规则包 new case my-province/2026-teachers/nothing-filled""",
    add_arguments=_add_arguments,
    run=_run,
)
