"""Opinions are kept as they were written, or refused."""

from __future__ import annotations

import pytest

from web.services.errors import BadChoice
from web.services.opinions import read_opinion


def test_opinion_as_long_as_it_may_be_is_kept() -> None:
    assert read_opinion(f" {'意' * 9}\r\n见 ", 11) == f"{'意' * 9}\n见"


def test_opinion_that_is_too_long_is_not_cut() -> None:
    with pytest.raises(BadChoice) as refused:
        read_opinion("意" * 501, 500, "说明")

    assert refused.value.problems == {"opinion": "说明不能超过 500 字，现在有 501 字，请缩短。"}
