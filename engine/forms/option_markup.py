"""The `<option>`s of a select, made once per field: the costly part of a page with long lists.

Choosing one is a single replacement in the cached text.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup, escape

from engine.codes import name_of
from engine.fields import choice, code
from engine.packs.model import Field
from engine.same import Same

Entry = tuple[str, str, str, str]
"""Stored value, name, group, and the code it stands below."""


def option_markup(field: Field, value: object = None) -> Markup:
    """The options of a `choice` or `code` field with `value` selected.

    A stored value that is none of them is listed too, so that saving the page keeps it.
    """
    if not isinstance(value, str) or not value:
        return _options(Same(field))
    marked = f'<option value="{escape(value)}"'
    options = _options(Same(field))
    if marked not in options:
        unknown = Markup('<option value="{}" selected>{}（不在可选项中）</option>')
        return options + unknown.format(value, value)
    return Markup(str(options).replace(marked, f"{marked} selected", 1))


@lru_cache(maxsize=4096)
def _options(key: Same[Field]) -> Markup:
    parts: list[Markup] = []
    for group, entries in groupby(_entries(key.one), key=lambda entry: entry[2]):
        inside = Markup("").join(_option(entry) for entry in entries)
        label = Markup('<optgroup label="{}">{}</optgroup>')
        parts.append(label.format(group, inside) if group else inside)
    return Markup("").join(parts)


def _option(entry: Entry) -> Markup:
    value, name, _, below = entry
    if below:
        markup = Markup('<option value="{}" data-below="{}">{}</option>')
        return markup.format(value, below, name)
    return Markup('<option value="{}">{}</option>').format(value, name)


def _entries(field: Field) -> Iterable[Entry]:
    """What can be chosen; codes of a cascade stand in a group named after the code above them."""
    options = field.options
    if isinstance(options, choice.Options):
        return [(one.value, one.name, one.group, "") for one in options.choices]
    if isinstance(options, code.Options):
        cascades = bool(options.parent)
        return sorted(
            (
                (e.code, e.name, name_of(options.table, e.parent) if cascades else "", e.parent)
                for e in code.offered(field)
            ),
            key=lambda entry: entry[3] if cascades else "",
        )
    raise TypeError(f"field {field.id} of type {field.type} has no options to choose from")
