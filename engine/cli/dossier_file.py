"""Dossier files as docs/dossier.md describes them, written for people to edit."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from engine.dossier import Dossier, dossier_data


def write_dossier(dossier: Dossier, path: Path) -> None:
    """Write a dossier as JSON where the file's name ends in .json, else as YAML."""
    text = json.dumps(dossier_data(dossier), ensure_ascii=False, indent=2) + "\n"
    if path.suffix != ".json":
        # From JSON, so that shared values do not become YAML anchors, which we refuse to read.
        text = yaml.safe_dump(json.loads(text), allow_unicode=True, sort_keys=False, width=100)
    path.write_text(text, encoding="utf-8")
