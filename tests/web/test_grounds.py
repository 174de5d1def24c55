"""What people read of the documents that rules stand on."""

from __future__ import annotations

import pytest

from web.pages.grounds import said_grounds


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("人社部发〔2015〕79号", "人社部发〔2015〕79号"),
        ("人社部发〔2019〕16号 等（有出处）", "人社部发〔2019〕16号 等"),
        ("某省手册 L795（由审核人员查看）", "某省手册（由审核人员查看）"),
        ("某省手册 L55、L68（没有的可以不提取）", "某省手册（没有的可以不提取）"),
        (
            "某省手册 L607（AH-57）；人社部发〔2015〕79号（有出处）",
            "某省手册；人社部发〔2015〕79号",
        ),
        ("某省手册 L1019-1021（AMB-08）；GB 11643-1999", "某省手册；GB 11643-1999"),
        ("GB 11643-1999；AMB-08", "GB 11643-1999"),
        ("domain/data/standards.yaml SENIOR（旧规有出处）", ""),
        ("前后一致性核对（合理拟定）", ""),
        ("", ""),
    ],
)
def test_grounds_name_documents_and_nothing_for_authors(source: str, said: str) -> None:
    assert said_grounds(source) == said
