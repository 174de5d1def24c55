"""Our classes are in place for one render only, and only in the versions they were made for."""

import pytest

from engine.printing import typesetting
from engine.printing.typesetting import EXCHANGED, WrongVersion, chinese_typesetting


def test_stock_xhtml2pdf_is_back_after_a_render() -> None:
    before = [vars(owner).get(name) for owner, name, _ in EXCHANGED]

    with chinese_typesetting():
        inside = [vars(owner)[name] for owner, name, _ in EXCHANGED]

    assert inside == [ours for _, _, ours in EXCHANGED]
    assert [vars(owner).get(name) for owner, name, _ in EXCHANGED] == before


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(typesetting.PINNED, "reportlab", "9.9.9")

    with pytest.raises(WrongVersion, match="reportlab"), chinese_typesetting():
        pass


def test_stock_xhtml2pdf_is_back_after_a_failed_render() -> None:
    before = [vars(owner).get(name) for owner, name, _ in EXCHANGED]

    with pytest.raises(KeyError), chinese_typesetting():
        raise KeyError

    assert [vars(owner).get(name) for owner, name, _ in EXCHANGED] == before
