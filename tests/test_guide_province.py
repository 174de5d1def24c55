"""The province in docs/guide-integrator.md, read from the guide itself, so that it cannot rot."""

import re
from pathlib import Path

import pytest

from engine.cases import run_cases
from engine.checks import check
from engine.fill import fill, fill_facts
from engine.lint import lint
from engine.packs.library import Library
from engine.packs.shape import check_shape
from engine.packs.source import parse_source
from engine.share import pack_folders
from engine.tables.lay_out import lay_out

GUIDE = Path(__file__).parents[1] / "docs" / "guide-integrator.md"
FILE = re.compile(r"^```yaml\n# ((?:provinces|plans)/\S+\.yaml)\n(.*?)^```$", re.M | re.S)
PLAN = "lake/2026-engineers"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("guide") / "mine"
    for name, text in FILE.findall(GUIDE.read_text(encoding="utf-8")):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Library(pack_folders([folder]))


def test_province_of_the_guide_lints_clean(library: Library) -> None:
    said = [str(problem) for problem in lint(library)]

    assert list(library.plan_ids()) == [PLAN]
    assert [line for line in said if line.startswith("mine/")] == []


def test_province_of_the_guide_says_what_its_comments_say(library: Library) -> None:
    province = library.province("lake")
    plan = library.plan(PLAN)

    assert [section.id for section in province.profile] == ["person", "career"]
    assert province.account.register.review
    assert province.binding.change == "unbind_first"
    assert province.record_statuses["passed"] == "核准"
    assert plan.type == "年度评审"
    standard = plan.standards[0]
    assert (standard.navigation, standard.choice[0]) == ("steps", "level")
    assert plan.workflow.returning == "parts"
    nodes = {node.id: node for node in plan.workflow.nodes}
    assert list(nodes) == ["unit", "department", "committee", "publicity", "issue"]
    assert (nodes["unit"].days, nodes["unit"].publicity.days) == (10, 5)
    assert nodes["committee"].vote.members == 25
    assert nodes["committee"].scoring.blind
    assert province.paths.request
    assert [exam.id for exam in standard.exams] == ["defence"]
    assert standard.certificate.parts == {"committee": "1"}


def test_cases_of_the_guide_are_as_expected(library: Library) -> None:
    results = run_cases(library)

    assert [(one.id, one.explanation) for one in results if not one.passed] == []
    assert len(results) == 2


@pytest.mark.parametrize("standard", ["lake/engineer", "lake/engineer-safety"])
def test_applicants_of_the_guide_pass_and_are_printed(library: Library, standard: str) -> None:
    plan = library.plan(PLAN)
    dossier = fill(plan, standard=standard)

    report = check(plan, dossier, fill_facts(plan))

    assert report.passed
    for table in plan.tables.values():
        if table.subject == "application":
            assert lay_out(table, plan, dossier, report)


ORGANISER = GUIDE.with_name("guide-organiser.md")
BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.M | re.S)


def test_what_organisers_are_told_to_write_compiles(tmp_path: Path) -> None:
    """The plan of the organisers' guide, with each thing that may be added to it."""
    plan, *others = BLOCK.findall(ORGANISER.read_text(encoding="utf-8"))
    added = [text for text in others if not text.startswith("kind: ")]
    assert [text.partition(":")[0] for text in added] == ["windows", "workflow", "exams"]

    (tmp_path / "plan.yaml").write_text(plan + "".join(added), encoding="utf-8")
    library = Library((*pack_folders(), tmp_path))
    compiled = library.plan("anhui/2027-huainan-teachers")

    nodes = [node.id for node in compiled.workflow.nodes]
    assert nodes.index("county") < nodes.index("committee")
    assert "department" not in nodes
    standard = compiled.standards[0]
    assert "recent_papers" in [rule.id for rule in standard.rules]
    assert [exam.id for exam in standard.exams] == ["written"]


@pytest.mark.parametrize("page", ["architecture.md", "guide-organiser.md", "guide-integrator.md"])
def test_packs_that_are_shown_have_the_shape_of_packs(page: str) -> None:
    """Whole packs on the pages for authors; parts of one are compiled above, or only explained."""
    shown = BLOCK.findall(GUIDE.with_name(page).read_text(encoding="utf-8"))
    packs = [text for text in shown if re.match(r"(#.*\n)*kind: (?!dossier)", text)]

    problems = [str(one) for text in packs for one in check_shape(parse_source(text, page))]

    assert problems == []
    assert packs != []
