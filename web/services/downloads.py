"""Files that a plan or one of its slots offers for download; they lie beside the packs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine.packs.model import Plan, Slot
from web.services.errors import NotFound


def download_path(
    plan: Plan, declared_in: Path, folders: Sequence[Path], number: int
) -> tuple[str, Path]:
    """The name and the path of the plan's download with this number, counted from 0.

    A path is relative to the file that declares the plan or to a folder of packs, and stays inside
    such a folder.

    :raises NotFound: the plan has no such download, or the file is missing
    """
    if number >= len(plan.downloads):
        raise NotFound("下载文件")
    name, file = plan.downloads[number]
    return _find(name, file, declared_in, folders)


def template_path(slot: Slot, declared_in: Path, folders: Sequence[Path]) -> tuple[str, Path]:
    """The name and the path of the file that a slot offers to be filled in (职称填报承诺书模板).

    :raises NotFound: the slot offers none, or the file is missing
    """
    if not slot.template:
        raise NotFound("模板")
    return _find(f"{slot.name}模板", slot.template, declared_in, folders)


def _find(name: str, file: str, declared_in: Path, folders: Sequence[Path]) -> tuple[str, Path]:
    roots = [folder.resolve() for folder in folders]
    bases = [declared_in.resolve().parent, *roots]
    for base in bases:
        path = (base / file).resolve()
        if path.is_file() and any(path.is_relative_to(root) for root in roots):
            return f"{name}{path.suffix}" if not name.endswith(path.suffix) else name, path
    raise NotFound(f"下载文件“{name}”")
