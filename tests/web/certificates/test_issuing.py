"""发证: certificates of applications at the issuer's node, once each, numbered without gaps."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from pypdf import PdfReader

from tests.web.after.conftest import Arrange, Case
from tests.web.chains import bring_to, desk_of, make_unit
from tests.web.chains import holder as holder_of
from tests.web.visitor import Visitor
from web.jobs import run_all
from web.models import Application, Certificate, Event, Job, JobItem, Serial, Unit, database, write
from web.services import moving
from web.services.certificates import generating, numbering
from web.services.certificates.facts import Approval, rules_of
from web.services.certificates.issuing import Issued, IssuingDesk, issue
from web.services.errors import NotWritable
from web.services.reviewing import Decision, decide
from web.site import Site

APPROVAL = Approval(
    number="吉人社职字〔2026〕8号", approved_on="2026-10-30", issued_on="2026-11-01"
)


@pytest.fixture
def waiting(handed_in: Case, on_day: Callable[[str], Site]) -> tuple[Case, Site]:
    """An application in Jilin that waits at its issuer."""
    site = on_day("2026-11-01")
    with database.connection_context():
        bring_to(site.packs, handed_in.id, "issue", now=site.clock.now())
    return handed_in, site


def desk(site: Site, unit: Unit) -> IssuingDesk:
    review = desk_of(site.packs, unit, now=site.clock.now())
    return IssuingDesk(
        unit=unit,
        operator=review.operator,
        packs=site.packs,
        now=review.now,
        site_url="https://zhiping.test",
    )


def give(site: Site, case: Case) -> Issued:
    with database.connection_context():
        return issue(desk(site, holder_of(case.id)), [case.id], APPROVAL)


def test_issuer_issues_from_the_list_and_the_application_has_passed(
    waiting: tuple[Case, Site],
) -> None:
    case, site = waiting
    with database.connection_context():
        login = desk_of(site.packs, holder_of(case.id)).operator.login
    issuer = Visitor(case.operator.client.application.test_client()).sign_in_as(login)

    issuer.open("/issuing")
    assert "等待发证的人员" in issuer.text
    issuer.send("/issuing", approval_number="", approved_on="2026-10-30")
    assert "请先勾选要发证的人员。" in issuer.text  # beside what is wrong with the approval
    assert "请填写批准文号" in issuer.text
    issuer.send("/issuing", application=case.id, approval_number="", approved_on="2026-10-30")
    assert issuer.status == 422
    assert "请填写批准文号" in issuer.text
    issuer.send(
        "/issuing",
        application=case.id,
        approval_number=APPROVAL.number,
        approved_on="2026-10-30",
        issued_on="2026-11-01",
    )

    assert "已发证 1 人" in issuer.text
    with database.connection_context():
        made = Certificate.get(Certificate.application == case.id)
        assert case.stored.state == "passed"
        assert made.values["approval_number"] == APPROVAL.number
        assert made.number.startswith("22202600101")
        events = Event.select().where(Event.subject == f"certificate:{made.id}")
        assert [event.action for event in events] == ["certificate-issued"]


@pytest.mark.requirement("AH-94", "AH-96")
def test_application_with_a_photo_gets_its_file_in_the_background_without_another(
    waiting: tuple[Case, Site],
) -> None:
    case, site = waiting

    done = give(site, case)

    assert done.without_photo == 0  # who applied here need not upload another
    with database.connection_context():
        made = Certificate.get_by_id(done.certificates[0].id)
        assert (made.pdf_id, Job.get_by_id(made.job).kind) == (None, "certificates")
        run_all(site, site.clock.now())
        made = Certificate.get_by_id(made.id)
        content = site.files.read(made.pdf_id)
    pages = PdfReader(io.BytesIO(content)).pages
    assert made.number in pages[0].extract_text()


def test_nothing_passes_the_issuer_without_a_certificate(waiting: tuple[Case, Site]) -> None:
    case, site = waiting
    with database.connection_context():
        at = desk_of(site.packs, holder_of(case.id), now=site.clock.now())
        stored = case.stored

        with pytest.raises(NotWritable, match="发证"):
            decide(
                at,
                Decision(
                    application=case.id,
                    action="pass",
                    opinion="",
                    round=stored.round,
                    node=stored.node,
                ),
            )


def test_who_is_second_issues_nothing_and_is_told(waiting: tuple[Case, Site]) -> None:
    case, site = waiting
    with database.connection_context():
        unit = holder_of(case.id)
        first = issue(desk(site, unit), [case.id], APPROVAL)
        second = issue(desk(site, unit), [case.id], APPROVAL)

    assert (len(first.certificates), len(second.certificates)) == (1, 0)
    assert "已经处理过" in second.passed_over[0]


def test_issuer_learns_no_name_of_an_application_that_never_came(
    waiting: tuple[Case, Site],
) -> None:
    case, site = waiting
    with database.connection_context():
        name = Application.get_by_id(case.id).person.name
        stranger = make_unit("shandong", "外省发证机构", kind="issuer", operators=["op-issuer"])
        done = issue(desk(site, stranger), [case.id], APPROVAL)

    assert done.certificates == ()
    assert name not in done.passed_over[0]


def test_two_who_issue_at_once_make_one_certificate(waiting: tuple[Case, Site]) -> None:
    case, site = waiting
    with database.connection_context():
        unit = holder_of(case.id)

    def run(_: int) -> int:
        with database.connection_context():
            return len(issue(desk(site, unit), [case.id], APPROVAL).certificates)

    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(run, range(2)))

    assert sorted(made) == [0, 1]
    with database.connection_context():
        assert Certificate.select().count() == 1
        assert [one.value for one in Serial.select()] == [1]


def test_crash_between_certificate_and_move_leaves_neither(
    waiting: tuple[Case, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    case, site = waiting

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(moving, "move", killed)
        with pytest.raises(KeyboardInterrupt):
            give(site, case)

    with database.connection_context():
        assert Certificate.select().count() == 0
        assert Serial.select().count() == 0
        assert Job.select().count() == 0
        assert case.stored.state == "submitted"
    done = give(site, case)
    assert done.certificates[0].number.endswith("00001")  # no number was lost


def test_crash_while_drawing_repeats_only_what_was_not_settled(
    waiting: tuple[Case, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    case, site = waiting
    done = give(site, case)
    id = done.certificates[0].id

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with database.connection_context():
        with monkeypatch.context() as patch:
            patch.setattr(generating, "keep", killed)
            with pytest.raises(KeyboardInterrupt):
                run_all(site, site.clock.now())
        assert Certificate.get_by_id(id).pdf_id is None
        assert [item.state for item in JobItem.select()] == ["waiting"]
        Job.update(lease_until=None).execute()  # the lease of the dead worker runs out

        run_all(site, site.clock.now())
        run_all(site, site.clock.now())

        assert Certificate.get_by_id(id).pdf_id is not None
        drawn = Event.select().where(
            Event.subject == f"certificate:{id}", Event.action == "certificate-drawn"
        )
        assert drawn.count() == 1


def test_serials_are_without_gaps_when_several_are_numbered_at_once(site: Site) -> None:
    rules = rules_of(site.packs, "anhui", None)

    def number(at: int) -> str:
        with database.connection_context(), write():
            return numbering.next_number(rules, "anhui", 2022)

    with ThreadPoolExecutor(4) as pool:
        numbers = sorted(pool.map(number, range(12)))

    assert numbers == [f"9342022000101{serial:06}" for serial in range(1, 13)]


def test_number_of_a_transaction_that_ends_is_given_to_the_next(site: Site) -> None:
    rules = rules_of(site.packs, "anhui", None)

    def ended() -> None:
        with write():
            numbering.next_number(rules, "anhui", 2022)
            raise RuntimeError

    with database.connection_context():
        with pytest.raises(RuntimeError):
            ended()
        with write():
            assert numbering.next_number(rules, "anhui", 2022) == "9342022000101000001"


def test_whole_chain_ends_with_a_certificate(
    arrange: Arrange, on_day: Callable[[str], Site]
) -> None:
    case = arrange("demo-jilin-done", "demo-jilin-company")
    site = on_day("2026-11-01")
    with database.connection_context():
        bring_to(site.packs, case.id, "", now=site.clock.now())

        assert Application.get_by_id(case.id).state == "passed"
        assert Certificate.get(Certificate.application == case.id).state == "valid"
