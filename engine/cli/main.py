"""Run one command of the command line: parse, run, and turn what goes wrong into an exit code."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from engine.cli.command import FINDINGS, GOOD, WRONG_USE, Command, Surroundings, WrongUse, say
from engine.cli.parser import build_parser, refuse_unknown_command
from engine.problems import PackError
from engine.share import pack_folders

INTERRUPTED = 130
"""What shells report for a program that Ctrl-C ended."""


def run(commands: Sequence[Command], words: Sequence[str]) -> int:
    """Run the command that `words` name and return its exit code. Bad input raises nothing."""
    try:
        code = _run(commands, words)
        sys.stdout.flush()
        return code
    except WrongUse as mistake:
        say(f"zhiping: {mistake}")
        return WRONG_USE
    except PackError as error:
        say(str(error))
        return FINDINGS
    except BrokenPipeError:
        # Whoever read our output has seen enough (`zhiping show | head`). Python would complain
        # once more when it flushes stdout at exit, so give it somewhere to flush to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GOOD
    except OSError as error:
        say(f"zhiping: {error.filename or ''}: {error.strerror or error}")
        return WRONG_USE
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(commands: Sequence[Command], words: Sequence[str]) -> int:
    parser = build_parser(commands)
    refuse_unknown_command(words, [command.name for command in commands])
    arguments = parser.parse_args(words)
    chosen = next((c for c in commands if c.name == arguments.command), None)
    if chosen is None:
        say(parser.format_help())
        return WRONG_USE
    return chosen.run(arguments, _surroundings(arguments))


def _surroundings(arguments: Namespace) -> Surroundings:
    named = arguments.config or []
    for folder in named:
        if not folder.is_dir():
            raise WrongUse(f"没有规则包文件夹 {folder}（--config）")
    folders = pack_folders(named)
    own = folders[: len(named) or 1]
    return Surroundings(config=folders, own=own, format=arguments.format)
