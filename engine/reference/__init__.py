"""`docs/reference.md`: every key, field type, function and problem code that authors meet.

Generated from the schemas, the registries and the explanations, so that it cannot fall behind:
`python -m engine.reference docs/reference.md` writes it, `--check` says whether it is current.
"""

from engine.reference.page import build_reference

__all__ = ["build_reference"]
