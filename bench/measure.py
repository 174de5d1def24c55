"""How benches measure: rounds interleaved, the best of each, printed as a table of ratios."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.cli.columns import width

LABEL_CELLS = 46


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a bench: what took how long (seconds), against what, and what we aim for."""

    label: str
    seconds: float
    ratio: float | None = None
    aim: str = ""
    met: bool | None = None


def best_of(
    work: Mapping[str, Callable[[], object]], rounds: int, repeat: int = 1
) -> dict[str, float]:
    """The best seconds per call of each work, measured in turn so that a busy machine is fair."""
    best = dict.fromkeys(work, float("inf"))
    for _ in range(rounds):
        for label, call in work.items():
            start = time.perf_counter()
            for _ in range(repeat):
                call()
            best[label] = min(best[label], (time.perf_counter() - start) / repeat)
    return best


def print_lines(title: str, lines: list[Line]) -> None:
    """Print one bench: label, time, ratio, and whether an aim was met."""
    print(f"\n{title}")
    for line in lines:
        ratio = "" if line.ratio is None else f"{line.ratio:8.2f}×"
        verdict = "" if line.met is None else ("met" if line.met else "NOT met")
        aim = f"  aim {line.aim}: {verdict}" if line.aim else ""
        label = line.label + " " * max(0, LABEL_CELLS - width(line.label))
        print(f"  {label} {duration(line.seconds):>10} {ratio:>9}{aim}", flush=True)


def duration(seconds: float) -> str:
    """A time with the unit that suits it."""
    for unit, size in (("s", 1), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"
