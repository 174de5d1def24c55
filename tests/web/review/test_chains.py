"""Every way through the chain of every province: on, back, ended; by whoever is responsible."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tests.web.after.conftest import Arrange, Case
from tests.web.chains import AT, act, bring_to, desk_of, holder
from tests.web.database.test_races import outcomes
from tests.web.review.parties import visit
from web.models import Account, Event, Notice, Path, Publicity, Record, Review, Task, Unit, database
from web.services.arrivals import open_task_of
from web.services.draft import open_draft
from web.services.errors import NoHolder, NoPath, NotYours, OwnApplication
from web.services.reviewing import Decision, actions_of, decide, open_review, status_of
from web.services.submitting import submit
from web.site import Site

PARTIES = {
    "anhui": ("demo", "demo-qingshan"),
    "jilin": ("demo-jilin-done", "demo-jilin-company"),
    "shandong": ("demo-shandong-done", "demo-shandong-company"),
    "yunnan": ("demo-yunnan-done", "demo-institute"),
}
NODES = {
    "anhui": ["unit", "department", "hr", "organiser", "committee", "publicity", "issue"],
    "jilin": ["unit", "department", "committee", "publicity", "issue"],
    "shandong": [
        "unit",
        "unit_report",
        "department",
        "department_report",
        "presenting",
        "committee",
        "publicity",
        "issue",
    ],
    "yunnan": ["unit", "department", "hr", "committee", "publicity", "issue"],
}
BACK = [(province, node) for province, nodes in NODES.items() for node in nodes]
ENDING = {
    "anhui": {"unit", "department", "hr", "organiser"},
    "jilin": {"unit", "department"},
    "shandong": set[str](),
    "yunnan": {"unit", "department", "hr"},
}
"""Where the review may be broken off (吉林手册 L207)."""
ASKING = [
    *((p, n, "return") for p, n in BACK if NODES[p].index(n) < NODES[p].index("committee")),
    *((p, n, "terminate") for p, n in BACK if n in ENDING[p]),
    *((p, "publicity", "refuse") for p in NODES),
]


def waiting(arrange: Arrange, province: str) -> Case:
    """An application that waits at its unit."""
    case = arrange(*PARTIES[province], day="2026-11-05")
    with database.connection_context():
        task = Task.get(Task.done_at.is_null())
        Record.update(status="passed").execute()  # its picks were verified meanwhile
        Publicity.update(starts_on="2026-10-12", ends_on="2026-10-20").execute()
    return Case(applicant=case.applicant, operator=case.operator, id=task.application_id)


@pytest.fixture(params=list(NODES))
def case(request: pytest.FixtureRequest, arrange: Arrange) -> Case:
    """The same of each province."""
    return waiting(arrange, request.param)


def province_of(case: Case) -> str:
    return str(case.stored.province)


@pytest.mark.requirement("YN-46", "SD-18", "JL-28")
def test_chain_is_walked_node_by_node_by_whoever_is_responsible(case: Case, site: Site) -> None:
    came = []
    with database.connection_context():
        application = case.stored
        while application.state == "submitted":
            node = application.node
            workflow = open_review(desk_of(site.packs, holder(case.id)), case.id).standard.workflow
            unit, by = holder(case.id), workflow.node(node)
            assert by is not None
            assert unit.kind == by.by
            task = open_task_of(case.id)
            assert task is not None
            assert bool(task.due_on) is bool(by.days)
            came.append(node)
            application = act(site.packs, case.id)
        assert came == NODES[province_of(case)]
        assert (application.state, open_task_of(case.id)) == ("passed", None)
        assert Task.select().where(Task.application == case.id).count() == len(came)


@pytest.mark.parametrize(("province", "node", "action"), ASKING)
def test_way_back_and_way_out_of_every_node(
    arrange: Arrange, site: Site, province: str, node: str, action: str
) -> None:
    case = waiting(arrange, province)
    with database.connection_context():
        bring_to(site.packs, case.id, node)
        unit = holder(case.id)
        desk = desk_of(site.packs, unit)
        draft = open_review(desk, case.id)
        at = draft.standard.workflow.node(node)
        assert at is not None
        if action not in at.actions:  # what is sent up by itself does not come back
            assert (action, at.actions) == ("return", ("report",))
            return
        assert action in actions_of(desk, draft)
        ended = act(site.packs, case.id, action, opinion="材料不符。")
        assert ended.state == ("returned" if action == "return" else "terminated")
        assert open_task_of(case.id) is None
        assert open_review(desk, case.id).application.id == case.id, "who decided may look"
        review = Review.select().order_by(Review.id.desc()).get()
        assert (review.node, review.action, review.opinion) == (node, action, "材料不符。")
        told = Notice.select().where(Notice.person == case.stored.person)
        assert any("材料不符" in one.text for one in told)


@pytest.mark.requirement("JL-29", "JL-30", "JL-31", "JL-32")
def test_states_of_jilin_are_word_for_word_those_of_the_manual(
    arrange: Arrange, site: Site
) -> None:
    said = {}
    for action, node in (("", "unit"), ("return", "unit"), ("return", "department"),
                         ("terminate", "unit"), ("terminate", "department"),
                         ("", "publicity"), ("", "")):  # fmt: skip
        case = waiting(arrange, "jilin") if not said else _again(arrange, site)
        with database.connection_context():
            application = bring_to(site.packs, case.id, node)
            if action:
                application = act(site.packs, case.id, action, opinion="说明")
            plan = site.packs.pinned(application.bundle_id)
            standard = plan.standard(application.choice["standard"])
            assert standard is not None
            said[action, node] = status_of(standard, application)

    assert said == {
        ("", "unit"): "已申报",
        ("return", "unit"): "被退回",
        ("return", "department"): "被退回",
        ("terminate", "unit"): "审核不通过终止审核",
        ("terminate", "department"): "审核不通过终止审核",
        ("", "publicity"): "终审通过",
        ("", ""): "终审通过",
    }


def _again(arrange: Arrange, site: Site) -> Case:
    """The same from the beginning, in an empty database."""
    from web.models import TABLES, StoredBundle

    with database.connection_context(), database.atomic():
        for table in reversed(TABLES):
            if table is not StoredBundle:
                table.delete().execute()
    return waiting(arrange, "jilin")


@pytest.mark.requirement("JL-34", "YN-48")
def test_returned_from_a_department_it_is_handed_in_again_and_begins_anew(
    arrange: Arrange, site: Site
) -> None:
    case = waiting(arrange, "jilin")
    with database.connection_context():
        bring_to(site.packs, case.id, "department")
        department = holder(case.id)
        act(site.packs, case.id, "return", opinion="请补充总结。", marks={"summary": "太短"})
        person = case.stored.person
        draft = open_draft(site.packs, person, case.id, now=AT)
        assert draft.allows("summary")
        assert not draft.allows("education")
        submit(draft, site.packs)
        stored = case.stored
        assert (stored.state, stored.node, stored.round) == ("submitted", "unit", 2)
        bring_to(site.packs, case.id, "department")
        assert holder(case.id).id == department.id
        rounds = sorted(task.round for task in Task.select())
        assert rounds == [1, 1, 2, 2]


def test_who_never_had_it_sees_nothing(case: Case, site: Site) -> None:
    with database.connection_context():
        others = Unit.select().where(Unit.province == province_of(case), Unit.state == "active")
        for unit in others:
            if unit.id != holder(case.id).id:
                with pytest.raises(NotYours):
                    open_review(desk_of(site.packs, unit), case.id)


def test_nobody_reviews_their_own_application_at_any_node(case: Case, site: Site) -> None:
    with database.connection_context():
        person = case.stored.person
        answers = person.account["person"]
        number = answers.get("id_number") or answers["other_id_number"]
        for node in NODES[province_of(case)]:
            bring_to(site.packs, case.id, node)
            desk = desk_of(site.packs, holder(case.id))
            theirs = Account.update(own_number=number).where(Account.id == desk.operator.id)
            theirs.execute()
            own = desk_of(site.packs, holder(case.id))
            assert actions_of(own, open_review(own, case.id)) == ()
            seen = {"round": case.stored.round, "node": node, "opinion": "同意"}
            for action in ("pass", "report", "return", "refuse", "terminate"):
                with pytest.raises(OwnApplication):
                    decide(own, Decision(application=case.id, action=action, **seen))
            Account.update(own_number="").where(Account.id == desk.operator.id).execute()


def test_operator_without_a_number_is_known_by_name(arrange: Arrange, site: Site) -> None:
    case = waiting(arrange, "jilin")
    name, department = "邱平", "department"
    with database.connection_context():
        assert case.stored.person.name == name
        bring_to(site.packs, case.id, department)
        operator = desk_of(site.packs, holder(case.id)).operator
        Account.update(name=name).where(Account.id == operator.id).execute()
    window = visit(case, operator.login).open(case.desk)

    assert "这是您本人的申报" in window.text
    token = dict(window.form("/signout").values)["csrf_token"]
    sent = {"csrf_token": token, "action": "pass", "round": 1, "node": department}
    assert window.post(case.desk, {**sent, "opinion": "同意"}).status == 403
    assert "若只是与您同名" in window.text

    window.open(f"/unit/operators/{operator.id}").send("/unit/operators/", number="G12345678")
    window.open(f"/unit/operators/{operator.id}")
    assert "G12345678" not in window.html
    assert "number" not in window.form("/unit/operators/").names, "said once"
    with database.connection_context():
        said = Event.get(Event.action == "duties-given").details
    assert "12345" not in said["own_number"]
    assert "这是您本人的申报" not in window.open(case.desk).text


@pytest.mark.parametrize("province", list(NODES))
def test_without_a_way_upward_nothing_moves_and_the_cure_is_told(
    arrange: Arrange, site: Site, province: str
) -> None:
    case = waiting(arrange, province)
    last = NODES[province][NODES[province].index("department") - 1]
    with database.connection_context():
        bring_to(site.packs, case.id, last)
        before = Event.select().count()
        Path.update(state="ended").execute()
        with pytest.raises(NoPath):
            act(site.packs, case.id)
        assert (case.stored.node, case.stored.state) == (last, "submitted")
        assert Review.select().where(Review.node == last).count() == 0
        assert Event.select().where(Event.subject == f"application:{case.id}").count() <= before
    page = case.operator.open(case.desk)
    form = page.form(case.desk)
    action = "report" if last.endswith("report") else "pass"
    page.post(case.desk, {**dict(form.values), "action": action, "opinion": "同意"})
    assert page.status == 409
    assert "尚未开通" in page.text
    assert "路径申请" in page.text
    assert "同意" in page.html, "nothing typed is lost"


def test_without_the_committee_it_waits_before_it(arrange: Arrange, site: Site) -> None:
    case = waiting(arrange, "jilin")
    with database.connection_context():
        bring_to(site.packs, case.id, "department")
        Unit.update(state="pending").where(Unit.kind == "committee").execute()
        with pytest.raises(NoHolder) as missing:
            act(site.packs, case.id)
        assert "评审委员会" in missing.value.name
        assert case.stored.node == "department"


@pytest.mark.databases("sqlite", "postgresql")
@pytest.mark.parametrize("province", list(NODES))
def test_two_reviewers_at_once_at_a_department_one_decides(
    arrange: Arrange, site: Site, province: str
) -> None:
    case = waiting(arrange, province)
    with database.connection_context():
        bring_to(site.packs, case.id, "department")
        desk = desk_of(site.packs, holder(case.id))
        wish = Decision(
            application=case.id, action="return", opinion="不齐", round=1, node="department"
        )

    def press(action: str) -> Callable[[], str]:
        def work() -> str:
            with database.connection_context():
                made = Decision(
                    application=case.id,
                    action=action,
                    opinion=wish.opinion,
                    round=1,
                    node="department",
                )
                return str(decide(desk, made).state)

        return partial(work)

    found = outcomes(press("return"), press("pass"), press("return"))

    assert found["Decided"] == 2
    with database.connection_context():
        assert Review.select().where(Review.node == "department").count() == 1
        open_ones = Task.select().where(Task.application == case.id, Task.done_at.is_null())
        assert open_ones.count() == (1 if case.stored.state == "submitted" else 0)


@pytest.mark.requirement("YN-36", "YN-39")
def test_department_sees_what_was_not_verified_and_is_not_sent_to_verify_it(
    arrange: Arrange, site: Site
) -> None:
    case = waiting(arrange, "yunnan")
    with database.connection_context():
        bring_to(site.packs, case.id, "department")
        Record.update(status="pending").execute()
        login = desk_of(site.packs, holder(case.id)).operator.login
    department = visit(case, login).open(case.desk)

    assert "提交时未审核" in department.text
    assert "业绩由申报人的单位审核" in department.text
    assert "/verification/" not in department.html
    assert "/verification/" in case.operator.open(case.desk).html
    assert "单位审核" in department.text, "opinions of the nodes before"
    assert "同意。" in department.text
