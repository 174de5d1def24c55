"""Chinese text is two cells wide, so columns of it line up."""

from hypothesis import given
from hypothesis import strategies as st

from engine.cli.columns import columns, width, wrap


def test_width_counts_cells():
    assert width("a中，") == 5


def test_columns_line_up_and_wrap():
    rows = [("申报项", "检测结果"), ("照片", "照片已上传完毕abc")]

    assert columns(rows, (8, 10)) == "\n".join(
        [
            "申报项  检测结果",
            "照片    照片已上传",
            "        完毕abc",
        ]
    )


@given(st.text(alphabet="ab中，\n", max_size=60), st.integers(2, 12))
def test_wrap_loses_nothing_and_stays_within_its_cells(text: str, cells: int):
    lines = wrap(text, cells)

    assert "".join(lines) == text.replace("\n", "")
    assert max(map(width, lines)) <= cells
