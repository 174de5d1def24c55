"""Write docs/coverage.md, which tests prove which requirement: `python -m tests.coverage_page`.

Reads what the last whole run recorded (`make test` writes .data/requirements.json). With `--check`
nothing is written and a stale page is an error. A test that was skipped on this machine counts
where the page already lists it, so that a machine without a browser does not make the page stale.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from tests.requirement_marker import read_requirements

ROOT = Path(__file__).parents[1]
RECORD = ROOT / ".data" / "requirements.json"
PAGE = ROOT / "docs" / "coverage.md"
GROUPS = {
    "YN": "云南",
    "AH": "安徽",
    "JL": "吉林",
    "SD": "山东",
    "AMB": "手册中的矛盾与处理",
}
HEAD = """\
# 需求覆盖

四个省的操作手册共有 238 条需求，另有 21 处矛盾及处理办法，见 [requirements.csv](requirements.csv)。
本页由 `python -m tests.coverage_page` 根据测试结果生成，请勿手改：测试用
`@pytest.mark.requirement("AH-65")` 注明它证明了哪一条，通过的才列在这里。
"""


def proofs(record: dict[str, dict[str, list[str]]], page: str) -> dict[str, list[str]]:
    """The tests that prove each requirement, by id."""
    found = defaultdict(set)
    for test, ids in record["passed"].items():
        for id in ids:
            found[id].add(test)
    for test, ids in record["skipped"].items():
        if f"`{test}`" in page:
            for id in ids:
                found[id].add(test)
    return {id: sorted(tests) for id, tests in found.items()}


def coverage_page(requirements: dict[str, dict[str, str]], proved: dict[str, list[str]]) -> str:
    """The page as Markdown: totals, the open ids, then each province's table."""
    parts = [HEAD, "| | 需求 | 已有测试 | 未有测试 |\n|---|---|---|---|"]
    parts += [
        f"| {name} | {len(ids)} | {sum(id in proved for id in ids)} | "
        f"{sum(id not in proved for id in ids)} |"
        for name, ids in _grouped(requirements)
    ]
    parts.append("\n## 尚无测试的需求\n")
    for name, ids in _grouped(requirements):
        open_ids = [id for id in ids if id not in proved]
        parts.append(f"- {name}：{'、'.join(open_ids) or '无'}")
    for name, ids in _grouped(requirements):
        parts.append(f"\n## {name}\n\n| id | 需求 | 证明它的测试 |\n|---|---|---|")
        parts += [
            f"| {id} | {_cell(requirements[id]['requirement'])} | "
            f"{'<br>'.join(f'`{test}`' for test in proved.get(id, [])) or '—'} |"
            for id in ids
        ]
    return "\n".join(parts) + "\n"


def _grouped(requirements: dict[str, dict[str, str]]) -> list[tuple[str, list[str]]]:
    return [
        (name, [id for id in requirements if id.partition("-")[0] == prefix])
        for prefix, name in GROUPS.items()
    ]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main() -> int:
    if not RECORD.is_file():
        print(f"{RECORD} is missing: run `make test` first", file=sys.stderr)
        return 1
    old = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    page = coverage_page(read_requirements(), proofs(record, old))
    if "--check" not in sys.argv:
        PAGE.write_text(page, encoding="utf-8")
    elif page != old:
        print("docs/coverage.md is stale: run `make docs` and commit it", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
