"""Drawing by lot (随机抽取), so that anybody can draw the same again from what was recorded.

The order is that of the SHA-256 of seed and id: nobody can foresee it without the seed, and with
pool, number and seed everybody comes to the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


def order_by_lot(pool: Iterable[str], seed: str) -> tuple[str, ...]:
    """All of a pool in the order of the lot; the order in which it is given does not matter."""
    return tuple(sorted(set(pool), key=lambda id: sha256(f"{seed}:{id}".encode()).hexdigest()))


def draw(pool: Iterable[str], number: int, seed: str) -> tuple[str, ...]:
    """So many of a pool, all where there are no more."""
    return order_by_lot(pool, seed)[:number]
