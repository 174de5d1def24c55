"""`python -m engine.reference [--check] FILE`: write the reference and the published schemas."""

from __future__ import annotations

import sys
from pathlib import Path

from engine.reference.examples import read_examples
from engine.reference.page import build_reference
from engine.reference.published import published_schemas

SCHEMAS = Path(__file__).parents[1] / "packs" / "schemas"
EXAMPLES = Path(__file__).parents[2] / "tests" / "packs" / "bad"


def main(arguments: list[str]) -> int:
    """Write, or with `--check` compare; 1 means that something is not current, 2 wrong use."""
    check = "--check" in arguments
    names = [argument for argument in arguments if argument != "--check"]
    if len(names) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    texts = {Path(names[0]): build_reference(read_examples(EXAMPLES))}
    texts |= {SCHEMAS / name: text for name, text in published_schemas().items()}
    stale = [path for path, text in texts.items() if not _is_current(path, text)]
    if check:
        for path in stale:
            print(f"{path} is not current: run `make docs`", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.write_text(texts[path], encoding="utf-8")
        print(path)
    return 0


def _is_current(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
