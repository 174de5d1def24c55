"""ToUnicode maps name characters above U+FFFF as UTF-16 pairs."""

from engine.printing.unicode_map import to_unicode_map


def test_rare_characters_are_pairs_and_others_stay() -> None:
    lines = to_unicode_map("AAAAAA+Font", [0x674E, 0x2B5AF]).split("\n")

    assert "<00> <674E>" in lines
    assert "<01> <D86DDDAF>" in lines
