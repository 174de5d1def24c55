"""`python -m bench [check] [print] [load] [form] [pages]`: all benches, or those that are named."""

from __future__ import annotations

import platform
import sys
from importlib import import_module

BENCHES = {
    "check": "bench.check_bench",
    "print": "bench.print_bench",
    "load": "bench.load_bench",
    "form": "bench.form_bench",
    "pages": "bench.pages_bench",
}


def main(names: list[str]) -> int:
    """Run benches by name, all of them if none is named."""
    unknown = set(names) - set(BENCHES)
    if unknown:
        print(f"no such bench: {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}")
        return 2
    print(f"Python {platform.python_version()} on {platform.machine()}; trust ratios of one run")
    # Each bench imports its own peers, which one may want without the others.
    return max(import_module(BENCHES[name]).main() or 0 for name in names or BENCHES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
