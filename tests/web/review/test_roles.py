"""Every role of the manuals signs in, has a desk of its own and acts at its node; nobody else."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask

from tests.web.chains import act, holder, make_path, make_unit
from tests.web.visitor import Visitor
from web.models import Account, Application, Person, Unit, database
from web.services.demo import Demo, read_data
from web.site import Site

ANHUI = {
    "hr": "demo-anhui-hr",
    "organiser": "demo-anhui-organiser",
    "committee": "demo-anhui-committee",
    "publicity": "demo-anhui-committee",
    "issue": "demo-anhui-issuer",
}
CHAINS = {
    "employed": {"unit": "op-enterprise", "department": "demo-anhui-department", **ANHUI},
    "freelance": {"unit": "demo-hefei-hr", "department": "demo-hefei-department", **ANHUI},
    "jilin": {
        "unit": "demo-jilin-company",
        "department": "demo-jilin-department",
        "committee": "demo-jilin-committee",
        "publicity": "demo-jilin-committee",
        "issue": "demo-jilin-issuer",
    },
    "shandong": {
        "unit": "demo-shandong-company",
        "unit_report": "demo-shandong-company",
        "department": "demo-shandong-department",
        "department_report": "demo-shandong-department",
        "presenting": "demo-shandong-presenting",
        "committee": "demo-shandong-committee",
        "publicity": "demo-shandong-committee",
        "issue": "demo-shandong-issuer",
    },
}
"""Whose operator acts at each node: 单位 or, of freelancers, 人社部门; 业务主管部门, 职称管理部门,
评委会组建单位, 评委会, 发证机关 (安徽手册 L132, L805); 推荐单位, 业务部门, 评委会 (吉林手册
L207); 单位, 主管部门, 呈报部门 (山东手册 L133)."""
APPLICANTS = {
    "employed": ("anhui", "demo-passed", [{"unit": "enterprise", "state": "bound"}]),
    "freelance": ("anhui", "demo-passed", None),
    "jilin": ("jilin", "demo-jilin-done", None),
    "shandong": ("shandong", "demo-shandong-done", None),
}
"""Province and login of who applies, and the binding where it is another than they have."""
DESKS = {
    "unit": ("申报审核", "业绩审核", "人员绑定"),
    "department": ("申报审核", "补换证审核"),
    "unit_report": ("数据上报", "路径申请"),
    "department_report": ("数据上报", "路径申请"),
    "hr": ("申报审核",),
    "organiser": ("申报审核",),
    "committee": ("评委会工作台", "已发证书"),
    "issue": ("发证", "补换证审核"),
}
"""What the menus of their desks hold."""
NAMED = {"shandong": {"申报审核": "数据审核"}}
"""What a province calls an entry (山东手册 L113)."""


def hand_in(site: Site, chain: str, now: datetime) -> str:
    """A demonstration application that was handed in to its unit and waits there; its id."""
    province, login, bindings = APPLICANTS[chain]
    demo = Demo(packs=site.packs, store=site.files, now=now)
    files = [file for file in read_data() if file["province"] == province]
    units = {key: unit for file in files for key, unit in demo.make_units(file).items()}
    if bindings:
        units["enterprise"] = make_unit(
            province, "某企业", kind="unit", operators=["op-enterprise"]
        )
        Unit.update(nature="33").where(Unit.id == units["enterprise"].id).execute()
        make_path(units["enterprise"], units["education_bureau"])
    known = (person for file in files for person in file.get("people", ()))
    one = next(person for person in known if person["login"] == login)
    one = {**one, "bindings": bindings or one["bindings"]}
    person, records = demo.make_person(province, one, units)
    demo.make_application(person, {**one["applications"][0], "submit": True, "then": []}, records)
    found = Application.get(Application.person == person)
    return str(found.id)


@pytest.mark.requirement("AH-109", "JL-38", "SD-42", "AH-89")
@pytest.mark.parametrize("chain", sorted(CHAINS))
def test_each_role_signs_in_sees_its_desk_and_decides_at_its_node(
    app: Flask, site: Site, chain: str
) -> None:
    now, acting = site.clock.now(), CHAINS[chain]
    with database.connection_context():
        id = hand_in(site, chain, now)
        name = Person.get_by_id(Application.get_by_id(id).person_id).name
    windows = {login: Visitor(app.test_client()).sign_in_as(login) for login in acting.values()}
    applicant = Visitor(app.test_client()).sign_in_as(APPLICANTS[chain][1])
    waited: set[str] = set()
    assert applicant.open(f"/applications/{id}/track").status == 200

    for node, login in acting.items():
        with database.connection_context():
            assert Application.get_by_id(id).node == node
            assert holder(id) == Account.get(Account.login == login).unit
        desk = windows[login].open("/unit")
        links = [text for text, _ in desk.links()]
        entries = [NAMED.get(chain, {}).get(entry, entry) for entry in DESKS.get(node, ())]
        assert [entry for entry in entries if entry not in links] == []
        assert name in desk.open("/reviews?state=").text
        assert desk.open(f"/reviews/{id}").status == 200
        waited.add(login)
        for other in set(windows) - waited:
            assert windows[other].open(f"/reviews/{id}").status in (403, 404), (node, other)
        assert applicant.open(f"/reviews/{id}").status in (403, 404)
        with database.connection_context():
            act(site.packs, id, now=now)

    with database.connection_context():
        assert Application.get_by_id(id).state == "passed"


@pytest.mark.requirement("AH-109", "AH-14")
def test_hr_department_stands_in_for_the_units_of_freelancers(app: Flask, site: Site) -> None:
    with database.connection_context():
        demo = Demo(packs=site.packs, store=site.files, now=site.clock.now())
        demo.make_applicant("demo-freelancer")

    office = Visitor(app.test_client()).sign_in_as("demo-hefei-hr").open("/unit")

    links = [text for text, _ in office.links()]
    assert [one for one in ("人员绑定", "业绩审核", "申报审核") if one not in links] == []
