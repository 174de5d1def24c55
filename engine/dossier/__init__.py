"""Dossiers: what an application holds, read from data or text and written again."""

from engine.dossier.facts import Ban, Facts, facts_from
from engine.dossier.reading import dossier_from, parse_dossier
from engine.dossier.usual import read_file
from engine.dossier.values import Application, Dossier, File, Files, Row, Values
from engine.dossier.writing import dossier_data, file_data, row_data

__all__ = [
    "Application",
    "Ban",
    "Dossier",
    "Facts",
    "File",
    "Files",
    "Row",
    "Values",
    "dossier_data",
    "dossier_from",
    "facts_from",
    "file_data",
    "parse_dossier",
    "read_file",
    "row_data",
]
