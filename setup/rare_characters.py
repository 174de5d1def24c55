"""Bring HanaMinB, the font of the characters that Noto Serif SC lacks.

`python -m setup.rare_characters`. No package of PyPI or npm was found that carries it as one
TrueType file, so it comes from this machine's fonts or, on Debian and its relatives, out of the
package fonts-hanazono (no root needed). Where that fails the site works without it: whoever saves
such a character is told, and it is printed as 〓, never as a box.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / ".data" / "fonts" / "HanaMinB.ttf"
PACKAGE = "fonts-hanazono"
SYSTEM_FONTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"))
ABSENT = f"""\
  HanaMinB.ttf could not be brought ({{reason}}).
  The site works without it; characters outside Noto Serif SC (CJK extension B and later) are
  named when they are saved and printed as 〓. To have them: put HanaMinB.ttf (package {PACKAGE})
  into {TARGET.parent} and run `make setup` again."""


def find_installed(folders: tuple[Path, ...] = SYSTEM_FONTS) -> Path | None:
    """The font where the system already has it."""
    return next((path for folder in folders for path in folder.rglob(TARGET.name)), None)


def take_from_apt(folder: Path) -> Path:
    """Download and unpack the Debian package below `folder`, and return the font's path.

    :raises OSError: there is no apt here
    :raises subprocess.CalledProcessError: apt or dpkg refused
    """
    for command in (
        ["apt-get", "download", PACKAGE],
        ["sh", "-c", "dpkg-deb -x ./*.deb ."],
    ):
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    return next(folder.rglob(TARGET.name))


def put(font: Path) -> None:
    """Copy the font into its place; it appears whole or not at all."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    unfinished = TARGET.with_suffix(".part")
    shutil.copyfile(font, unfinished)
    unfinished.replace(TARGET)


def main() -> int:
    if TARGET.is_file():
        return 0
    installed = find_installed()
    if installed:
        put(installed)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        try:
            put(take_from_apt(Path(folder)))
        except (OSError, StopIteration, subprocess.SubprocessError) as error:
            print(ABSENT.format(reason=error), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
