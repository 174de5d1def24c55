"""The project keeps its own promises: locks, layers, words, documents."""

import ast
import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = sorted([*ROOT.glob("*.lock"), *ROOT.glob("bench/*.lock")])
CODE = sorted([*ROOT.glob("engine/**/*.py"), *ROOT.glob("web/**/*.py"), ROOT / "zhiping.py"])


def names_of_lock(path: Path) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+)==", path.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_lock_pins_every_package_by_hash_and_names_no_address(path: Path):
    text = path.read_text(encoding="utf-8")
    packages = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]

    without_hash = [package for package in packages if "--hash=sha256:" not in package]

    assert packages
    assert without_hash == []
    assert "://" not in text


def test_npm_lock_pins_every_package_by_hash_and_names_no_address():
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}

    assert packages
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


def test_locks_hold_every_package_that_pyproject_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]

    def names(requirements: list[str | dict[str, str]]) -> set[str]:
        texts = [line for line in requirements if isinstance(line, str)]
        return {re.match(r"[A-Za-z0-9-]+", line)[0].lower() for line in texts}

    run = names(project["project"]["dependencies"]) | names(groups["build"])
    assert run - names_of_lock(ROOT / "requirements.lock") == set()
    assert (run | names(groups["dev"])) - names_of_lock(ROOT / "requirements-dev.lock") == set()
    assert names(groups["node"]) - names_of_lock(ROOT / "requirements-node.lock") == set()


def test_locks_agree_on_versions():
    def versions(path: Path) -> dict[str, str]:
        text = path.read_text(encoding="utf-8")
        return dict(re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", text, re.MULTILINE))

    run = versions(ROOT / "requirements.lock")
    dev = versions(ROOT / "requirements-dev.lock")

    assert {name: dev.get(name) for name in run} == run


def test_no_province_is_named_in_python():
    provinces = [path.parent.name for path in ROOT.glob("config/provinces/*/province.yaml")]
    ids = [name for name in provinces if name != "common"]
    names = list(ids)
    for name in ids:
        text = (ROOT / f"config/provinces/{name}/province.yaml").read_text(encoding="utf-8")
        title = re.search(r"^name: (\S+?)(省|市|自治区)?$", text, re.MULTILINE)
        names.append(title[1]) if title else None
    pattern = re.compile("|".join(rf"\b{name}\b" if name.isascii() else name for name in names))

    def code_lines(path: Path) -> list[str]:
        # Comments and docstrings may cite a manual as the source of a rule.
        text = re.sub(r'"""[\s\S]*?"""', "", path.read_text(encoding="utf-8"))
        return [line.partition("#")[0] for line in text.splitlines()]

    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in CODE
        for line in code_lines(path)
        if pattern.search(line)
    ]
    assert len(names) >= 4
    assert found == []


def test_every_module_is_named_after_a_thing():
    vague = {"utils", "util", "helpers", "helper", "misc", "tools"}

    assert [str(path.relative_to(ROOT)) for path in CODE if path.stem in vague] == []


def test_readme_explains_every_make_target():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE)
    readmes = [
        (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md")
    ]

    def unexplained(text: str) -> list[str]:
        return [t for t in targets if f"`{t}`" not in text and f"make {t}" not in text]

    assert len(targets) >= 8
    assert [unexplained(text) for text in readmes] == [[], []]


def test_every_decision_record_is_listed():
    index = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    records = sorted(path.name for path in (ROOT / "docs/decisions").glob("0*.md"))

    assert re.findall(r"\((0[^)]*\.md)\)", index) == records


def test_links_of_documents_lead_somewhere():
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in links_of(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []


def links_of(markdown: str) -> list[str]:
    """Relative targets of links; what stands in code is no link."""
    prose = re.sub(r"```[\s\S]*?```|`[^`]*`", "", markdown)
    return re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", prose)


@pytest.mark.parametrize(
    ("folders", "groups"),
    [(["engine", "web"], []), (["tests", "setup"], ["dev", "build"])],
    ids=["run", "tests"],
)
def test_every_imported_package_is_asked_for_by_name(folders: list[str], groups: list[str]):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"]]
    for group in groups:
        asked += [line for line in project["dependency-groups"][group] if isinstance(line, str)]
    allowed = {normal(re.match(r"[\w.-]+", line)[0]) for line in asked}
    distributions = packages_distributions()

    used = {
        name.partition(".")[0]
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        for name in imports_of(path)
    }
    outside = used - set(sys.stdlib_module_names) - {"engine", "web", "tests", "setup", "zhiping"}
    unasked = {
        name
        for name in outside
        if not {normal(d) for d in distributions.get(name, [name])} & allowed
    }

    assert unasked == set()


def normal(distribution: str) -> str:
    return distribution.lower().replace("_", "-")


def imports_of(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    plain = [a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names]
    return plain + [
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and not node.level
    ]
