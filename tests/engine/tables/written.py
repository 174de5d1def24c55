"""A layout as plain text: what the golden files hold."""

from engine.tables.layout import (
    BreakLayout,
    CoverLayout,
    GridLayout,
    HeadingLayout,
    ParagraphLayout,
    TableLayout,
)


def written(layout: TableLayout) -> str:
    """Every word of the layout, a line per row, cells parted by bars."""
    lines: list[str] = []
    for block in layout.blocks:
        if isinstance(block, GridLayout):
            for row in (*block.head, *block.rows):
                lines.append(" | ".join(cell.text.replace("\n", "/") for cell in row))
        elif isinstance(block, CoverLayout):
            lines += [block.title, block.subtitle]
            lines += [f"{line.name}: {line.value}" for line in block.lines]
            lines += block.foot
        elif isinstance(block, HeadingLayout):
            lines.append(f"# {block.text}")
        elif isinstance(block, ParagraphLayout):
            lines += [line.text for line in block.lines]
        elif isinstance(block, BreakLayout):
            lines.append("----")
        lines.append("")
    return "\n".join(line.rstrip() for line in lines)
