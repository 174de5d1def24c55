"""From nodes to the frozen plan that forms, checks and tables work with."""

from engine.packs.compile.plan import compile_plan, compile_with_notes

__all__ = ["compile_plan", "compile_with_notes"]
