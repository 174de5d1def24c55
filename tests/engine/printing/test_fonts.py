"""What the fonts can draw, asked when a value is saved."""

import pickle
from pathlib import Path

import pytest

from engine.printing import fonts
from engine.printing.fonts import FontsMissing, drawable, missing_glyphs
from engine.printing.pdf import RenderError
from tests.absent import absent


def test_names_with_rare_characters_can_be_drawn() -> None:
    assert missing_glyphs("李㛃䶮𫖯𬱖") == ""


def test_fallback_draws_extension_b_to_f() -> None:
    if not fonts.has_rare_characters():
        absent("HanaMinB is optional and not set up")

    assert missing_glyphs("𠀀𡐓𮧵") == ""


def test_missing_glyphs_are_named_once_in_order() -> None:
    assert missing_glyphs("好😀的\u200b人😀") == "😀\u200b"


def test_line_breaks_and_tabs_are_not_missing() -> None:
    assert missing_glyphs("第一行\r\n\t第二　行") == ""


def test_drawable_sets_a_mark_for_a_missing_sort_and_drops_the_invisible() -> None:
    assert drawable("王😀\u200b\x07明") == "王〓明"


def test_fonts_missing_names_the_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "folders", lambda: (tmp_path,))

    with pytest.raises(FontsMissing, match=str(tmp_path)):
        fonts.find_fonts()


def test_errors_of_a_worker_keep_their_words_on_the_way_to_its_parent(tmp_path: Path) -> None:
    missing, failed = FontsMissing((tmp_path,)), RenderError("评审表 无法排版")

    received = pickle.loads(pickle.dumps(missing)), pickle.loads(pickle.dumps(failed))

    assert [str(error) for error in received] == [str(missing), "评审表 无法排版"]
    assert received[0].folders == (tmp_path,)
