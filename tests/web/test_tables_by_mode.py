"""The forms that only some applications have: 破格审批表 and 转评申报表 (安徽手册 L799)."""

from __future__ import annotations

import pytest

from tests.web.steps import OFFER
from tests.web.visitor import Visitor

PLAN = "/plans/anhui/2022-bengbu-teachers"
APPROVAL, TRANSFER = "tables/anhui/exceptional-form", "tables/anhui/transfer-form"


def _begin(visitor: Visitor, mode: str) -> str:
    """An application of this mode, pledged; its address."""
    visitor.open(f"{PLAN}/apply")
    visitor.send("/apply", mode=mode, branch="小学科学", offer=OFFER, confirmed="1")
    visitor.send("/pledge", agreed="1")
    return "/".join(visitor.path.split("/")[:3])


@pytest.mark.requirement("AH-86")
@pytest.mark.parametrize(
    ("mode", "offered", "refused"),
    [("exceptional", APPROVAL, TRANSFER), ("transfer", TRANSFER, APPROVAL)],
)
def test_form_of_the_mode_is_offered_and_the_other_is_not_there(
    visitor: Visitor, mode: str, offered: str, refused: str
) -> None:
    application = _begin(visitor, mode)

    assert visitor.open(f"{application}/{offered}").status == 200
    assert visitor.open(f"{application}/{refused}").status == 404
    visitor.open("/applications")
    exported = {address for _, address in visitor.links() if address.endswith("form.pdf")}
    assert f"{application}/{offered}.pdf" in exported
    assert f"{application}/{refused}.pdf" not in exported


@pytest.mark.requirement("AH-86")
def test_ordinary_applications_have_the_review_form_alone(visitor: Visitor) -> None:
    application = _begin(visitor, "normal")

    assert visitor.open(f"{application}/tables/anhui/review-form").status == 200
    assert visitor.open(f"{application}/{APPROVAL}").status == 404
    assert visitor.open(f"{application}/{TRANSFER}").status == 404
