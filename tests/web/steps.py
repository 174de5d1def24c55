"""Steps of the journey that several tests begin with."""

from __future__ import annotations

from tests.web.visitor import Visitor
from web.services.demo_pictures import draw_document, draw_portrait

PLAN = "/plans/anhui/2022-bengbu-teachers"
LIVE_PLAN = "/plans/test/live"
OFFER = "anhui/k12-senior#高级教师"
CERTIFICATE = draw_document("证书")
PORTRAIT = draw_portrait()

PERSONAL = {
    "ethnic": "01",
    "birth_place": "安徽合肥",
    "work_from": "2012-07-15",
    "work_years": "10",
    "major_years": "10",
    "political": "01",
}
PROFESSION = {
    "teacher_type": "小学教师",
    "staffing": "1",
    "from_date": "2012-09-01",
    "teaching_years": "10",
    "rural_years": "2",
    "qualification": "小学教师资格",
    "stage": "小学",
    "principal_certificate": "无",
}
HELD_TITLE = {
    "acquire_way": "1",
    "unit": "蚌埠市青山小学",
    "certificate_number": "2036522",
    "series": "中小学教师",
    "branch": "科学",
    "title": "一级教师",
    "committee": "蚌埠市中小学教师系列中级职称评审委员会",
    "reviewed_on": "2016-08-20",
    "issuer": "蚌埠市人力资源和社会保障局",
    "issued_on": "2016-08-31",
    "appointments-0-post": "一级教师",
    "appointments-0-unit": "蚌埠市青山小学",
    "appointments-0-period-from": "2016-09-01",
}


def begin(visitor: Visitor, plan: str = PLAN) -> str:
    """Choose, pledge, and return the address of the application."""
    visitor.open(f"{plan}/apply")
    visitor.send("/apply", mode="normal", branch="小学科学", offer=OFFER, confirmed="1")
    visitor.send("/pledge", agreed="1")
    assert visitor.status == 200
    return visitor.path.partition("/pages/")[0]


def pick(visitor: Visitor, application: str, list_id: str, *record_ids: str) -> None:
    """Pick records into a list."""
    visitor.open(f"{application}/picks/{list_id}")
    visitor.send(f"/picks/{list_id}", record=list(record_ids))
    assert visitor.status == 200


def add_held_title(visitor: Visitor, application: str, **values: str) -> str:
    """Add a held title with its proof and return its id."""
    visitor.open(f"{application}/rows/held_titles/new")
    visitor.send("/rows/held_titles/", **{**HELD_TITLE, **values})
    row = visitor.path.rpartition("/")[2]
    visitor.send(f"/files/{row}/proof", file=("一级教师证书.jpg", CERTIFICATE))
    assert visitor.status == 200
    return row
