"""Several answers side by side: of a form, or of one row. What their field types do, together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from wtforms.form import BaseForm

import engine.fields  # its registry is read when called: it lists `rows`, which needs this module
from engine.fields import code
from engine.fields.field_type import Fault, fault, is_empty
from engine.packs.model import Field


class AnswerCheck:
    """The checks of some fields, built once."""

    def __init__(self, fields: Sequence[Field]) -> None:
        types = engine.fields.FIELD_TYPES
        self._checks = [(field, types[field.type].build_check(field)) for field in fields]

    def faults(
        self, values: Mapping[str, object], today: str = "", *, missing: bool = False
    ) -> Mapping[str, tuple[Fault, ...]]:
        """What is wrong, by field id; `missing` also names absent answers that are always required.

        Cascades are looked at here, where the answer above stands beside the one below.
        """
        found: dict[str, tuple[Fault, ...]] = {}
        for field, check in self._checks:
            value = values.get(field.id)
            if is_empty(value):
                faults = _missing(field) if missing else ()
            elif check.ok(value):
                faults = ()
            else:
                faults = check.explain(value, today)
            faults = faults or cascade_faults(field, values)
            if faults:
                found[field.id] = faults
        return found


def _missing(field: Field) -> tuple[Fault, ...]:
    always = field.required is True and field.when is None
    return (fault("required-missing", field.name),) if always else ()


def cascade_faults(field: Field, values: Mapping[str, object]) -> tuple[Fault, ...]:
    """Whether a code stands below the one chosen in its `parent` field, an answer of `values`."""
    if not isinstance(field.options, code.Options) or not field.options.parent:
        return ()
    return code.below_faults(field, values.get(field.id), values.get(field.options.parent))


def build_inputs(fields: Sequence[Field], prefix: str = "") -> BaseForm:
    """The inputs of some fields under a prefix that names one row; uploads have none."""
    types = engine.fields.FIELD_TYPES
    inputs = {field.id: types[field.type].build_input(field) for field in fields}
    return BaseForm({id: made for id, made in inputs.items() if made is not None}, prefix=prefix)


def shown_row(fields: Sequence[Field], row: Mapping[str, object]) -> str:
    """The answers of a row in one line, separated by ，, those not given left out."""
    types = engine.fields.FIELD_TYPES
    texts = [types[field.type].display(row.get(field.id), field) for field in fields]
    return "，".join(text for text in texts if text)


def sample_row(fields: Sequence[Field], random: Random) -> dict[str, object]:
    """A valid answer to every field."""
    types = engine.fields.FIELD_TYPES
    return {field.id: types[field.type].sample(field, random) for field in fields}
