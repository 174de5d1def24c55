"""The way back that a form names: always on this site."""

from __future__ import annotations

import re


def own_address(address: str, otherwise: str) -> str:
    """An address of this site, `otherwise` for any other."""
    # Browsers drop tabs and line breaks before they read an address.
    is_ours = re.match(r"/(?![/\\])", address) is not None and address.isprintable()
    return address if is_ours else otherwise
