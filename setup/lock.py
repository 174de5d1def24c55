"""Resolve every lock file again: `python -m setup.lock [PACKAGE to upgrade …]`.

uv resolves for all platforms at once and writes hashes; addresses of registries never go into a
lock file, so that everyone's own pip configuration decides where packages come from.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS: dict[str, list[str]] = {
    "requirements.lock": ["pyproject.toml", "--group", "build"],
    "requirements-dev.lock": ["pyproject.toml", "--group", "dev", "-c", "requirements.lock"],
    "requirements-node.lock": ["--group", "node"],
    "bench/requirements.lock": ["bench/requirements.in", "-c", "requirements-dev.lock"],
}
HEADER = "# Written by `make lock`, see setup/lock.py. Do not edit.\n"


def write_lock(name: str, sources: list[str], upgrade: list[str]) -> None:
    """Resolve one lock file in place; versions stay unless `upgrade` names their package."""
    target = ROOT / name
    command = [
        sys.executable, "-m", "uv", "pip", "compile", *sources, "--quiet", "--universal",
        "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-emit-index-url",
        "--no-emit-find-links", "--output-file", name,
    ]  # fmt: skip
    for package in upgrade:
        command += ["--upgrade-package", package]
    subprocess.run(command, cwd=ROOT, check=True)
    text = target.read_text(encoding="utf-8")
    if "://" in text:
        raise SystemExit(f"{name} names an address; lock files must not")
    target.write_text(HEADER + text, encoding="utf-8")


def main() -> int:
    for name, sources in LOCKS.items():
        print(f"  {name}")
        write_lock(name, sources, sys.argv[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main())
