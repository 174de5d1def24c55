"""The packs that the PATHs of a command select."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine.cli.command import Surroundings, WrongUse
from engine.packs.library import Library


def open_selection(surroundings: Surroundings, paths: Sequence[Path]) -> Library:
    """The packs of `--config` together with those of `paths` outside of it.

    :raises WrongUse: a path does not exist
    """
    for path in paths:
        if not path.exists():
            raise WrongUse(f"没有文件或文件夹 {path}")
    outside = [path for path in paths if not is_below(path, surroundings.config)]
    return Library((*surroundings.config, *outside))


def is_below(path: Path, folders: Sequence[Path]) -> bool:
    """Whether a path is one of `folders` or below one of them."""
    whole = path.resolve()
    return any(whole.is_relative_to(folder.resolve()) for folder in folders)


def selected_ids(library: Library, paths: Sequence[Path], kind: str) -> tuple[str, ...] | None:
    """The ids of the packs of a kind whose files are below `paths`; None, meaning all, if none."""
    if not paths:
        return None
    return tuple(
        source.id
        for source in library.sources
        if source.kind == kind and is_below(library.path(source.name), paths)
    )
