"""What a command of `zhiping` is: a name, its Chinese help, its arguments and what it does.

`engine.cli.COMMANDS` and `web.cli.COMMANDS` list them; `zhiping.py` puts both together. A command
imports what it needs inside its `run`, so that `zhiping --help` stays quick.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

GOOD, FINDINGS, WRONG_USE = 0, 1, 2
"""Exit codes: all is well; findings or problems were printed; the call itself made no sense."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What every command is told: the folders of packs and how to print.

    `own` are the folders that the caller works on, `config` these and the national ones below.
    """

    config: tuple[Path, ...]
    own: tuple[Path, ...]
    format: Literal["text", "json"] = "text"

    def print(self, text: str, data: Any) -> None:
        """Print `data` as JSON where that was asked for, else `text`."""
        if self.format == "json":
            print(json.dumps(data, ensure_ascii=False, indent=2))
        elif text:
            print(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command. `run` returns an exit code; `examples` are shown below its --help."""

    name: str
    help: str
    examples: str
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace, Surroundings], int]


class WrongUse(Exception):
    """The call made no sense: the message, in Chinese, says why and what to do instead."""


def say(text: str) -> None:
    """Tell something that is not the result, beside it on stderr."""
    print(text, file=sys.stderr, flush=True)
