"""The examples of mistakes, as the tests prove them: a file, and what the linter says to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

MAX_LENGTH = 800
"""Longer examples show nothing that the words about them do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A file with one mistake, in `language` yaml or json, and the output about it."""

    language: str
    text: str
    output: str


def read_examples(folder: Path) -> Mapping[str, Example]:
    """The examples `<code>.yaml` or `.json` beside `<code>.expected` by code, those that can be
    shown as text."""
    found = {}
    for expected in sorted(folder.glob("*.expected")):
        file = next(path for path in expected.parent.glob(f"{expected.stem}.[yj]*"))
        text = _text(file)
        if text.strip():
            output = expected.read_text("utf-8")
            found[expected.stem] = Example(language=file.suffix[1:], text=text, output=output)
    return found


def example_lines(example: Example) -> Iterator[str]:
    """The example as Markdown."""
    yield f"```{example.language}\n{example.text.rstrip()}\n```\n"
    yield f"```\n{example.output.rstrip()}\n```\n"


def _text(path: Path) -> str:
    """The text of a file, "" if it cannot be shown."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""
    shown = all(letter.isprintable() or letter in "\n\t" for letter in text)
    return text if shown and len(text) <= MAX_LENGTH else ""
