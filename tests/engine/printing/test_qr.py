"""QR codes as runs of dark modules and as SVG."""

import segno

from engine.printing import qr


def test_modules_draw_the_same_code_as_segno() -> None:
    side, runs = qr.modules("anhui/2022 3F2A")
    drawn = [[0] * side for _ in range(side)]
    for row, start, length in runs:
        drawn[row][start : start + length] = [1] * length

    matrix = segno.make("anhui/2022 3F2A", error="m", micro=False).matrix
    assert drawn == [[int(module) for module in row] for row in matrix]


def test_svg_has_a_size_and_a_name() -> None:
    assert qr.svg("ABC", 14).startswith('<svg width="14mm" height="14mm" role="img"')
