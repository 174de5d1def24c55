"""Loading 200 plans: cold, with the pack cache of an earlier process, and again in one process.

The plans are the shipped ones under other ids, spread over 20 made-up provinces, so that every
province and standard file is read as often as it would be. Each start is a process of its own,
since a server's start is what one waits for. Stock PyYAML reading the same files is the yardstick.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory

import yaml

from bench.measure import Line, print_lines
from engine.packs.library import Library
from engine.share import share_folder

PLANS = 200
PROVINCES = 20

LOAD = """
import sys, time
from pathlib import Path
from engine.packs.library import Library
start = time.perf_counter()
library = Library(sys.argv[1], cache=Path(sys.argv[2]) if len(sys.argv) > 2 else None)
count = len([library.plan(id) for id in library.plan_ids()])
print(time.perf_counter() - start, count)
"""


def write_packs(folder: Path) -> None:
    """The shipped packs, and copies of one province and its plan until there are `PLANS` plans."""
    shipped = share_folder("config")
    copytree(shipped, folder, dirs_exist_ok=True, ignore=ignore_patterns("cases"))
    library = Library(folder)
    pattern = library.source(library.plan_ids()[0], "plan")
    province = pattern.id.partition("/")[0]
    plan_file = library.path(pattern.name)
    province_files = list((folder / "provinces" / province).rglob("*.yaml"))
    for number in range(PLANS - len(library.plan_ids())):
        name = f"{province}{number % PROVINCES:02}"
        if number < PROVINCES:
            for path in province_files:
                copy_renamed(path, province, name, path.stem)
        copy_renamed(plan_file, province, name, f"{plan_file.stem}-{number}")


def copy_renamed(path: Path, province: str, name: str, stem: str) -> None:
    """Copy a pack into the folder of another province, its ids and references with it."""
    text = re.sub(rf"\b{province}(?=[/\n])", name, path.read_text("utf-8"))
    text = text.replace(f"\nid: {name}/{path.stem}\n", f"\nid: {name}/{stem}\n", 1)
    target = Path(str(path).replace(f"/{province}/", f"/{name}/")).with_stem(stem)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def load(*arguments: Path) -> float:
    """Seconds that a new process needs for every plan of a folder."""
    command = [sys.executable, "-c", LOAD, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, count = done.stdout.split()
    assert int(count) == PLANS, f"{count} plans instead of {PLANS}"
    return float(seconds)


def read_with_stock_yaml(folder: Path) -> float:
    """Seconds for PyYAML's C loader on the same files: no places, no checks, nothing compiled."""
    texts = [path.read_bytes() for path in folder.rglob("*.yaml")]
    start = time.perf_counter()
    for text in texts:
        yaml.load(text, yaml.CSafeLoader)
    return time.perf_counter() - start


def reload_twice(folder: Path) -> tuple[float, float]:
    """Seconds for `reload` when nothing changed, and when one plan did, in one process."""
    library = Library(folder)
    for id in library.plan_ids():
        library.plan(id)
    start = time.perf_counter()
    library = library.reload()
    unchanged = time.perf_counter() - start
    changed = next(folder.glob("plans/*/*.yaml"))
    changed.write_text(changed.read_text("utf-8") + "# changed\n", encoding="utf-8")
    start = time.perf_counter()
    library.reload().plan_ids()
    return unchanged, time.perf_counter() - start


def main() -> int:
    """Print the bench; three rounds, best of each."""
    with TemporaryDirectory() as temporary:
        folder, cache = Path(temporary) / "packs", Path(temporary) / "cache"
        write_packs(folder)
        files = len(list(folder.rglob("*.yaml")))
        load(folder, cache)
        rounds = [(load(folder), load(folder, cache), read_with_stock_yaml(folder)) for _ in "123"]
        cold, warm, stock = (min(column) for column in zip(*rounds, strict=True))
        unchanged, one = reload_twice(folder)
    print_lines(
        f"Loading {PLANS} plans ({files} files), to compiled plans; ratio to cold",
        [
            Line(label="cold: no cache", seconds=cold, ratio=1),
            Line(label="warm: cache of an earlier process", seconds=warm, ratio=warm / cold),
            Line(label="reload, nothing changed", seconds=unchanged, ratio=unchanged / cold),
            Line(label="reload, one plan changed", seconds=one, ratio=one / cold),
            Line(label="PyYAML CSafeLoader, reading only", seconds=stock, ratio=stock / cold),
        ],
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
