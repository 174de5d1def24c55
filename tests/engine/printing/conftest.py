"""What poppler reads back from a PDF."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.absent import absent


@pytest.fixture
def read_pdf(tmp_path: Path) -> Callable[..., str]:
    """Runs poppler's pdftotext with options on PDF bytes."""
    tool = shutil.which("pdftotext")
    if tool is None:
        absent("pdftotext (poppler-utils) is not installed")

    def read(pdf: bytes, *options: str) -> str:
        file = tmp_path / "read.pdf"
        file.write_bytes(pdf)
        done = subprocess.run([tool, *options, str(file), "-"], capture_output=True, check=True)
        return done.stdout.decode()

    return read
