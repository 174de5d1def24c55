from __future__ import annotations

import pytest

from engine.attachments import slot_faults
from engine.dossier import File
from engine.messages import say
from engine.packs.model import Slot
from tests.engine.fields.declared import NOWHERE

MB = 1_048_576
SLOT = Slot(
    id="proof",
    name="资格证书",
    types=("jpg", "docx"),
    max_mb=10,
    max_total_mb=15,
    max_files=2,
    origin=NOWHERE,
)


def file(**changes: object) -> File:
    given = {"id": "f", "name": "证书.jpg", "type": "jpg", "bytes": 5 * MB} | changes
    return File(**given)  # type: ignore[arg-type]  # the test says what it changes


def told(held: list[File], new: File) -> list[str]:
    return [say(one.code, one.args) for one in slot_faults(SLOT, held, new)]


@pytest.mark.requirement("AMB-15")
def test_slot_limits_are_inclusive() -> None:
    assert told([], file(bytes=10 * MB)) == []
    assert told([file(bytes=10 * MB)], file(bytes=5 * MB)) == []


def test_slot_says_everything_that_is_wrong() -> None:
    held = [file(), file()]

    assert told(held, file(name="a.pdf", type="pdf", bytes=10 * MB + 1)) == [
        "资格证书 只能上传 jpg、docx 文件，“a.pdf”是 pdf 文件",
        "资格证书 单个文件不能超过 10 MB，“a.pdf”为 10.01 MB",
        "资格证书 最多上传2个文件, 当前已上传 3 个",
        "资格证书 的文件合计不能超过 15MB",
    ]
