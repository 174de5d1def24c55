"""The rooms that applications come through – committees, experts, exams, publicity, certificates,
paths, tasks, jobs – with ids of others in addresses and forms, and with texts that no page sends.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.web.chains import AT, make_path, make_unit
from tests.web.meetings.conftest import DAY, Board, copy_of, make_board
from tests.web.security.town import address_of, rules_of, signed_in
from web.audience import (
    APPLICANT,
    AUDIT,
    COMMITTEE,
    EXPERT,
    ISSUER,
    OPERATOR,
    SECURITY,
    STAFF,
    SYSTEM,
    Audience,
    audience_of,
)
from web.clock import Clock
from web.models import (
    TABLES,
    Account,
    Application,
    Delegation,
    Event,
    Exam,
    Exemption,
    Job,
    JobItem,
    KeptForm,
    Mail,
    Objection,
    Person,
    Publicity,
    Reissue,
    Shown,
    SignedIn,
    Sitting,
    StoredBundle,
    Task,
    Unit,
    database,
    write,
)
from web.services import assigning, attendance, batches, expert_groups, meetings, recusals
from web.services.certificates import facts
from web.services.certificates.issuing import add_certificate
from web.services.experts import ExpertAnswers, create_expert
from web.site import Site

KINDS = ("unit", "department", "committee", "issuer")
STRANGERS: dict[Audience, tuple[str, ...]] = {
    APPLICANT: ("stranger",),
    OPERATOR: tuple(f"{kind}-{place}" for kind in KINDS for place in ("near", "far")),
    COMMITTEE: ("committee-near", "committee-far"),
    ISSUER: ("issuer-near", "issuer-far"),
    EXPERT: ("expert-near", "expert-far"),
    STAFF: ("staff-far",),
    SYSTEM: ("system-far",),
    SECURITY: ("security-far",),
    AUDIT: ("audit-far",),
}
"""Who has nothing to do with any of it: near in the same province, far in another."""

ROOMS = (
    "/committee", "/expert", "/issuing", "/certificates", "/reissues", "/unit/publicity",
    "/unit/paths", "/unit/delegations", "/unit/operators", "/unit/lower", "/jobs", "/reviews",
    "/dossiers", "/lists", "/staff/tasks", "/staff/organisations", "/staff/paths",
    "/staff/rights", "/staff/accounts", "/audit/events", "/applications/<id>/exams",
)  # fmt: skip
MORE = ("/exports", "/account/mail", "/unit/reports")
LEFT = (Event, SignedIn, StoredBundle, KeptForm, Mail)
"""What asking may add to: the record, sessions, forms that were kept for their sender."""


@dataclasses.dataclass
class Town:
    """Everything of one committee, by the start of the addresses that lead to it."""

    board: Board
    ids: dict[str, str]
    file: str
    exemption: str

    def values(self, rule: Rule) -> dict[str, Any]:
        """What stands in an address so that it leads there."""
        place = str(rule.rule)
        starts = sorted((one for one in self.ids if place.startswith(one)), key=len, reverse=True)
        known = {
            "id": self.ids[starts[0]] if starts else "x", "file": self.file, "paper": "talk",
            "exemption": self.exemption, "round": 1, "table": "jilin/review-form",
        }  # fmt: skip
        return {name: known[name] for name in rule._converters}


@pytest.fixture
def town(app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    stopped = dataclasses.replace(site, clock=Clock(DAY))
    monkeypatch.setitem(app.extensions, "zhiping", stopped)
    database.connect(reuse_if_open=True)
    yield make_town(make_board(app, stopped, "jilin"))
    if not database.is_closed():
        database.close()


def make_town(board: Board) -> Town:
    """One of everything."""
    desk, id = board.desk, board.applications[0]
    application = Application.get_by_id(id)
    group = expert_groups.name_group(
        desk, board.batch.id, "一组", [one.id for one in board.experts[:3]], board.experts[0].id
    )
    assigning.assign(desk, board.batch.id, [id], [board.experts[0].id], group=group.id)
    assignment = assigning.assignments_in(board.batch)[0]
    recusals.declare(
        board.experts[9], id, ground="family", reason="亲属", by="office",
        actor=desk.operator, now=AT,
    )  # fmt: skip
    meeting = board.open()
    low = Unit.get_by_id(application.unit_id)
    upper = make_unit("jilin", "上级部门", operators=["upper"])
    with write():
        shown = show(board, application)
        sitting = Sitting.create(
            unit=board.unit, plan=application.plan, paper="talk", day="2026-11-20",
            from_time="09:00", to_time="10:00", place="三楼", seats=10, state="ticketed",
            created_at=AT,
        )  # fmt: skip
        Exam.create(sitting=sitting, application=id, paper="talk", number="2026112001001", seat=1)
        exemption = Exemption.create(
            application=id, paper="talk", ground="其他", reason="获奖", requested_at=AT
        )
        issuer = make_unit("jilin", "发证机构", kind="issuer", operators=["issuer-own"])
        certificate = add_certificate(
            facts.rules_of(board.site.packs, "jilin", None),
            {"name": application.person.name},
            person=application.person, year=2026, photo=None, issuer=issuer,
            committee=board.unit, actor=None, now=AT,
        )  # fmt: skip
        reissue = Reissue.create(
            person=application.person, province="jilin", certificate=certificate, values={},
            state="submitted", node="unit", round=1, holder=low, unit=low, begun_at=AT,
            submitted_at=AT, arrived_at=AT,
        )  # fmt: skip
        operator = low.operators.first() or Account.create(
            province="jilin", role="operator", login="low", unit=low, created_at=AT
        )
        delegation = Delegation.create(
            unit=low, absent=operator, delegate=operator, first_day=DAY, last_day=DAY,
            made_at=AT, made_by=operator.id,
        )  # fmt: skip
        job = Job.create(
            kind="export", title="导出", account=desk.operator, unit=board.unit, total=1,
            made_at=AT, queued_at="0",
        )  # fmt: skip
        JobItem.create(job=job, number=1, values={})
        path = make_path(low, upper, level="middle")
        staff = Account.create(province="jilin", role="staff", login="staff-own", created_at=AT)
        event = Event.select().where(Event.province == "jilin").first()
    make_strangers(board)
    task = Task.get(Task.application == id, Task.done_at.is_null())
    ids = {
        "/committee/batches/": board.batch.id, "/dossiers/batches/": board.batch.id,
        "/lists/printed/batches/": board.batch.id, "/committee/meetings/": meeting.id,
        "/expert/meetings/": meeting.id, "/committee/results/": id,
        "/committee/experts/": board.experts[0].id, "/committee/sittings/": sitting.id,
        "/committee/exemptions/": exemption.id, "/committee/publicity/": shown.publicity_id,
        "/unit/publicity/": shown.publicity_id, "/expert/readings/": assignment.id,
        "/issuing/certificates/": certificate.id, "/certificates/": certificate.id,
        "/certificates/reissues/": reissue.id, "/reissues/": reissue.id,
        "/unit/paths/": path.id, "/unit/delegations/": delegation.id,
        "/unit/operators/": operator.id, "/unit/lower/": low.id, "/jobs/": job.id,
        "/reviews/": id, "/staff/tasks/": task.id, "/staff/organisations/": upper.id,
        "/staff/paths/": path.id, "/staff/rights/": staff.id, "/staff/accounts/": operator.id,
        "/staff/rights/sessions/": operator.id, "/applications/": id,
        "/audit/events/": str(event.id),
    }  # fmt: skip
    return Town(board=board, ids=ids, file="x", exemption=exemption.id)


def show(board: Board, application: Application) -> Shown:
    """A publicity of the committee with an objection."""
    publicity = Publicity.create(
        kind="result", unit=board.unit, batch=board.batch, title="公示", place="网站",
        starts_on=DAY, ends_on="2026-11-09", days=5, created_at=AT,
    )  # fmt: skip
    Objection.create(
        publicity=publicity, application=application, name="王某", contact="13800000001",
        text="成果不是本人的。", made_at=AT,
    )  # fmt: skip
    shown: Shown = Shown.create(
        publicity=publicity, application=application, round=1, node="publicity", words={}
    )
    return shown


def make_strangers(board: Board) -> None:
    """Those of STRANGERS."""
    made = {
        f"{kind}-{place}": make_unit(
            province, f"{place}{kind}", kind=kind, operators=[f"{kind}-{place}"]
        )
        for kind in KINDS
        for place, province in (("near", "jilin"), ("far", "yunnan"))
    }
    with write():
        for place in ("near", "far"):
            known = {"work_unit": "他校", "title": "教授", "valid_from": "2026-01-01"}
            create_expert(
                made[f"committee-{place}"],
                ExpertAnswers(login=f"expert-{place}", name="他人", valid_to="2028-12-31", **known),
                by=None,
                now=AT,
            )
        for duty in ("", "system", "security", "audit"):
            Account.create(
                province="yunnan", role="staff", login=f"{duty or 'staff'}-far",
                duties=[duty] if duty else [], created_at=AT,
            )  # fmt: skip
        person = Person.create(name="路人", province="jilin", account={})
        Account.create(
            province="jilin", role="applicant", login="stranger", person=person, created_at=AT
        )


def stored() -> dict[str, list[Any]]:
    """Everything that the database holds, but for what asking may add to."""
    return {
        table.__name__: sorted(map(str, table.select().dicts()))
        for table in TABLES
        if table not in LEFT
    }


FORMS: tuple[dict[str, str], ...] = (
    {"action": "approve", "opinion": "x", "reason": "x", "sure": "1", "blocked": "1"},
    {"action": "close", "sure": "1", "closed": "1", "reason": "x", "what": "roster"},
    {"action": "void", "reason": "x", "name": "x", "verdict": "grant"},
    {"action": "pass", "opinion": "x", "round": "1", "node": "unit", "reason": "x", "unit": "x"},
)


def rooms(app: Flask, method: str) -> Iterator[Rule]:
    """The addresses of the rooms that lead to something of somebody."""
    for rule in rules_of(app, method):
        if str(rule.rule).startswith(ROOMS) and rule._converters:
            yield rule


def test_ids_of_others_lead_nowhere_in_any_room(app: Flask, town: Town) -> None:
    before, entered = stored(), []
    database.close()
    logins = {login for all in STRANGERS.values() for login in all}
    browsers = {login: signed_in(app, login).client for login in logins}
    for method in ("GET", "POST"):
        for rule in rooms(app, method):
            asked = audience_of(app, rule.endpoint)
            for login in sorted({one for role in asked for one in STRANGERS.get(role, ())}):
                for form in FORMS if method == "POST" else ({},):
                    answer = browsers[login].open(
                        address_of(app, rule, town.values(rule)),
                        method=method,
                        headers={"X-CSRF-Token": "known"},
                        data={**form, "post": "audit"} if form else None,
                    )
                    if answer.status_code not in (403, 404):
                        entered.append(f"{answer.status_code} {login} {method} {rule.rule} {form}")
                    answer.close()
    database.connect(reuse_if_open=True)
    after = stored()

    assert entered == []
    assert {name for name in before if before[name] != after[name]} == set()


def test_ids_of_others_in_forms_change_nothing(app: Flask, town: Town) -> None:
    """One's own pages, with what belongs to another committee, unit or person in their forms."""
    board, id = town.board, town.ids["/reviews/"]
    mine = Unit.get(Unit.name == "nearcommittee")
    own = copy_of(Application.get_by_id(id), "本会的人")
    Task.update(unit=mine).where(Task.application == own).execute()
    desk = dataclasses.replace(board.desk, unit=mine, operator=mine.operators.first())
    batch = batches.make_batch(desk, own.plan, "我的批次")
    group = next(iter(expert_groups.groups_of(board.batch)))
    seat = attendance.seats_of(meetings.meetings_of(board.unit).get())[0]
    theirs = {
        "application": id, "batch": board.batch.id, "expert": board.experts[0].id,
        "member": board.experts[1].id, "group": group.id, "chair": board.experts[0].id,
        "assignment": town.ids["/expert/readings/"], "certificate": town.ids["/certificates/"],
        "to": board.batch.id, "reason": "x", "opinion": "x", "ground": "family", "sure": "1",
        "recusal": recusals.recusals_in(board.batch.id)[0].id, "host": seat.id,
        f"presence-{seat.id}": "absent", "objection": Objection.get().id, "verdict": "sustained",
        "finding": "x", "shown": Shown.get().id, "name": "x", "number": "1", "readers": "1",
        "approval_number": "1", "approved_on": DAY, "issued_on": DAY, "starts_on": DAY,
        "place": "x", "days": "5", "round": "1", "node": "committee", "seen": "x",
        "absent": town.ids["/unit/operators/"], "delegate": town.ids["/unit/operators/"],
        "first_day": DAY, "last_day": DAY, "upper": town.ids["/staff/organisations/"],
    }  # fmt: skip
    calls = [
        ("committee-near", "/committee/accept", {"batch": batch.id}),
        ("committee-near", "/committee/accept", {}),
        *(
            ("committee-near", f"/committee/batches/{batch.id}", {"action": action})
            for action in ("move", "rename")
        ),
        *(
            ("committee-near", f"/committee/batches/{batch.id}/reading", {"action": action})
            for action in ("name", "chair", "drop", "assign", "revoke", "recuse", "lift")
        ),
        ("committee-near", "/committee/meetings", {"day": DAY, "way": "online"}),
        ("committee-near", "/committee/publicity", {}),
        ("unit-near", "/unit/publicity", {}),
        ("unit-near", "/unit/delegations", {}),
        ("unit-near", "/unit/reports/confirm", {}),
        ("unit-near", "/unit/reports", {"all": "1"}),
        ("unit-near", "/reviews/batch", {}),
        ("unit-near", "/reviews/batch/pass", {}),
        ("committee-near", "/dossiers", {}),
        ("committee-near", "/lists/printed", {}),
        ("committee-near", "/exports/batch", {"format": "csv"}),
        ("issuer-near", "/issuing", {}),
        ("issuer-near", "/issuing/certificates/download", {}),
        ("staff-far", "/staff/paths", {"unit": town.ids["/unit/operators/"]}),
    ]
    watched = {"Application", "Assignment", "Attendance", "Ballot", "Certificate", "ExpertGroup",
               "GroupMember", "Objection", "Poll", "Publicity", "Recusal", "Result", "Shown",
               "Task", "Delegation", "Path", "Job"}  # fmt: skip
    before, shown = stored(), []
    name = Application.get_by_id(id).person.name
    database.close()
    for login, address, changed in calls:
        answer = signed_in(app, login).client.post(
            address, data={**theirs, **changed}, headers={"X-CSRF-Token": "known"}
        )
        if answer.status_code >= 500 or name in answer.text:
            shown.append(f"{answer.status_code} {login} {address} {changed}")
        answer.close()
    database.connect(reuse_if_open=True)
    after = stored()

    assert shown == []
    assert {one for one in watched if before[one] != after[one]} == set()


ODD = ("\u202etxt.exe", "🙂" * 200, "x" * 100_000, "=1+1\r\nBcc: a@b.cn", "<script>",
       "9" * 5000, "-1", "１２", "[]", "%00", "\ufeff")  # fmt: skip
FIELDS = ("action", "name", "opinion", "reason", "note", "day", "place", "way", "batch", "plan",
          "application", "expert", "number", "readers", "seats", "paper", "from_time", "to_time",
          "round", "node", "version", "advice", "points-x", "agree", "against", "abstain",
          "unvoted", "seen", "host", "office", "member", "login", "valid_from", "valid_to",
          "series", "level", "upper", "unit", "starts_on", "days", "text", "contact", "shown",
          "approval_number", "approved_on", "issued_on", "code", "mail", "email", "first_day",
          "last_day", "absent", "delegate", "kind", "phone", "page", "format", "number", "t",
          "score:x", "version:x", "presence-x", "office-x", "ballot-x", "obtained_on")  # fmt: skip


def test_odd_texts_in_forms_never_are_a_bug(
    app: Flask, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "testing", False)
    insiders = {
        COMMITTEE: town.board.desk.operator.login, EXPERT: town.board.experts[0].account.login,
        ISSUER: "issuer-own", STAFF: "staff-far", OPERATOR: "upper", APPLICANT: "stranger",
        SYSTEM: "system-far", SECURITY: "security-far", AUDIT: "audit-far",
    }  # fmt: skip
    actions = ("", "seat", "draw", "attend", "open", "type", "close", "void", "rename", "move",
               "name", "assign", "evenly", "recuse", "scores", "change", "allocate", "record",
               "withdraw", "submit", "save", "group", "import")  # fmt: skip
    database.close()
    browsers = {login: signed_in(app, login).client for login in set(insiders.values())}
    broken = []
    for rule in rules_of(app, "POST"):
        place = str(rule.rule)
        asked = audience_of(app, rule.endpoint)
        login = next((insiders[role] for role in insiders if role in asked), "")
        if not login or not place.startswith(
            (*ROOMS, "/exports", "/account/mail", "/unit/reports")
        ):
            continue
        try:
            address = address_of(app, rule, town.values(rule))
        except KeyError:
            continue
        steps = actions if place.startswith(("/committee", "/expert")) else actions[:1]
        for number, action in enumerate(steps):
            odd = ODD[number % len(ODD)]
            for text in ODD if len(steps) == 1 else (odd, ODD[(number + 5) % len(ODD)]):
                data = dict.fromkeys(FIELDS, text)
                data |= {"action": action or text}
                if sum(len(one) for one in data.values()) > 1_500_000:
                    data = dict.fromkeys(data, text[:20000])
                answer = browsers[login].post(address, data=data, headers={"X-CSRF-Token": "known"})
                if answer.status_code >= 500:
                    broken.append(f"{answer.status_code} {login} {address} {action} {text[:20]!r}")
                answer.close()
    database.connect(reuse_if_open=True)

    assert broken == []


def test_secret_vote_says_nothing_before_it_is_closed(app: Flask, town: Town) -> None:
    """Neither pages of the office, of experts nor exports tell counts while votes are given."""
    board, meeting = town.board, town.ids["/committee/meetings/"]
    board.vote(meetings.meeting_of(board.unit, meeting), 1, "against")
    login = board.desk.operator.login
    database.close()

    office = signed_in(app, login).client
    for address in (
        f"/committee/meetings/{meeting}",
        f"/committee/results/{town.ids['/reviews/']}",
        f"/reviews/{town.ids['/reviews/']}",
    ):
        assert "反对 1" not in office.get(address).text
    sheet = office.get(f"/committee/meetings/{meeting}/sheet.pdf")
    assert sheet.status_code == 403
    member = signed_in(app, board.experts[1].account.login).client
    assert "checked" not in member.get(f"/expert/meetings/{meeting}").text
