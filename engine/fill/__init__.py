"""Fictitious applicants for any plan: one that passes its check, or one that breaks one thing."""

from __future__ import annotations

from engine.fill.fill import CannotFill, fill, fill_facts

__all__ = ["CannotFill", "fill", "fill_facts"]
