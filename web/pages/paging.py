"""A long list as pages of a few entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Entry = TypeVar("Entry")
SIZE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Paged(Generic[Entry]):
    """One page of a list: `first` is the number of its first entry, `total` counts all."""

    entries: tuple[Entry, ...]
    number: int
    pages: int
    total: int
    first: int


def paged_query(
    query: Any, number: int, size: int = SIZE, read: Callable[[Any], Iterable[Any]] = tuple
) -> Paged[Any]:
    """The same of what a query finds: the database counts, and `read` takes one page of it."""
    total = query.count()
    pages = max(1, -(-total // size))
    number = min(max(number, 1), pages)
    return Paged(
        entries=tuple(read(query.paginate(number, size))),
        number=number,
        pages=pages,
        total=total,
        first=(number - 1) * size + 1,
    )


def paged(entries: Sequence[Entry], number: int, size: int = SIZE) -> Paged[Entry]:
    """The page with this number, the nearest one that exists."""
    pages = max(1, -(-len(entries) // size))
    number = min(max(number, 1), pages)
    start = (number - 1) * size
    return Paged(
        entries=tuple(entries[start : start + size]),
        number=number,
        pages=pages,
        total=len(entries),
        first=start + 1,
    )
