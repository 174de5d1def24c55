"""`zhiping schemas -o DIR`: the JSON Schema of every kind of pack, for editors."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from engine.cli.command import GOOD, Command, Surroundings, say


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help="写到哪个文件夹"
    )


def _run(arguments: Namespace, surroundings: Surroundings) -> int:
    written = write_schemas(arguments.output)
    surroundings.print("\n".join(map(str, written)), {"files": list(map(str, written))})
    say(f"已写入 {len(written)} 个文件")
    return GOOD


def write_schemas(folder: Path) -> list[Path]:
    """Write `<kind>.schema.json` (2020-12) and `<kind>.draft-07.schema.json` for every kind."""
    from engine.packs.shape import schema
    from engine.packs.source import KINDS

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in KINDS:
        for suffix, published in (
            ("schema.json", schema(kind, "2020-12")),
            ("draft-07.schema.json", schema(kind, "draft-07")),
        ):
            path = folder / f"{kind}.{suffix}"
            text = json.dumps(published, ensure_ascii=False, indent=2) + "\n"
            path.write_text(text, encoding="utf-8")
            written.append(path)
    return written


SCHEMAS = Command(
    name="schemas",
    help="写出每一类规则包的 JSON Schema（2020-12 和 Draft-07），供编辑器补全和检查",
    examples="  zhiping schemas -o schemas",
    add_arguments=_add_arguments,
    run=_run,
)
