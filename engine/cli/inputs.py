"""What commands are given: plans by id or path, dossiers and facts from files."""

from __future__ import annotations

from pathlib import Path

from engine.cli.command import Surroundings, WrongUse
from engine.dossier import Dossier, Facts, facts_from, parse_dossier
from engine.packs.library import Library
from engine.packs.model import Plan
from engine.packs.reading import read_document
from engine.packs.suggest import did_you_mean


def open_library(surroundings: Surroundings, *more: Path) -> Library:
    """The packs of `--config`, and those of `more` folders."""
    return Library((*surroundings.config, *more))


def read_text(path: Path) -> str:
    """The text of a file that the caller named.

    :raises WrongUse: it is missing, no file or no UTF-8 text
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongUse(f"{path}: 不是 UTF-8 文本（第 {error.start + 1} 个字节）") from None
    except OSError as error:
        raise WrongUse(f"读不了 {path}：{error.strerror}") from None


def find_plan(library: Library, name: str) -> Plan:
    """The plan that `name` means: an id, or the path of a plan's file, which may lie anywhere.

    :raises WrongUse: there is none, with the nearest id
    :raises PackError: its packs are wrong
    """
    return library.plan(plan_source(library, name))


def plan_source(library: Library, name: str) -> str:
    """`name` as the library understands it; `find_plan` says what it means and raises."""
    ids = library.plan_ids()
    if name in ids or Path(name).is_file():
        return name
    raise WrongUse(f"没有 “{name}” 这个评审计划。{did_you_mean(name, ids)}")


def read_dossier(path: Path) -> Dossier:
    """The dossier in a YAML or JSON file.

    :raises WrongUse: the file cannot be read
    :raises PackError: it holds no dossier, with the places
    """
    return parse_dossier(read_text(path), str(path))


def read_facts(path: Path | None) -> Facts:
    """The facts in a YAML or JSON file; without a file nothing is known.

    :raises WrongUse: the file cannot be read
    :raises PackError: it is no YAML
    """
    if path is None:
        return facts_from({})
    return facts_from(read_document(read_text(path), str(path)).root.plain())
