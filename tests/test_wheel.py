"""A built wheel works from an empty folder: packs, templates and fonts travel in it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.absent import absent

ROOT = Path(__file__).parents[1]
PLAN = "yunnan/2026-laboratory"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the unpacked wheel, as pip would install it, and nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--wheel-dir", str(folder), str(ROOT)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    site = folder / "site"
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    return site


def run(installed: Path, cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    # The wheel comes before a checkout that is installed in this environment.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("ZHIPING")}
    environ |= {"PYTHONPATH": str(installed), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, *words],
        cwd=cwd, env=environ, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def zhiping(installed: Path, cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run(installed, cwd, "-m", "zhiping", *words)


def test_wheel_holds_code_and_what_it_reads(installed: Path):
    tops = {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")}
    shared = {path.name for path in (installed / "zhiping_share").iterdir()}

    assert tops == {"engine", "web", "zhiping.py", "zhiping_share"}
    assert shared >= {"config", "templates"}
    assert list(installed.glob("zhiping_share/config/plans/*/*.yaml"))
    assert list(installed.glob("web/static/**/*.css"))
    assert list(installed.glob("engine/packs/schemas/plan.schema.json"))


def test_wheel_runs_its_own_code(installed: Path, tmp_path: Path):
    done = run(installed, tmp_path, "-c", "import engine; print(engine.__file__)")

    assert done.stdout.strip() == str(installed / "engine" / "__init__.py")


def test_wheel_lints_fills_checks_and_prints_in_an_empty_folder(installed: Path, tmp_path: Path):
    lint = zhiping(installed, tmp_path, "lint")
    fill = zhiping(installed, tmp_path, "fill", PLAN, "-o", "材料.yaml")
    check = zhiping(installed, tmp_path, "check", PLAN, "材料.yaml")
    html = zhiping(installed, tmp_path, "print", PLAN, "材料.yaml", "-o", "表.html")

    assert [done.returncode for done in (lint, fill, check, html)] == [0, 0, 0, 0]
    assert (tmp_path / "表.html").read_text(encoding="utf-8").startswith("<!")


def test_wheel_prints_with_the_fonts_it_carries(installed: Path, tmp_path: Path):
    if not list(installed.glob("zhiping_share/fonts/*.ttf")):
        absent("no fonts in this checkout: run `make setup`")

    done = zhiping(installed, tmp_path, "print", PLAN, "--blank", "-o", "表.pdf")

    assert (done.returncode, done.stderr) == (0, "已写入 表.pdf\n")
    assert (tmp_path / "表.pdf").read_bytes().startswith(b"%PDF-")


def test_config_points_the_wheel_elsewhere(installed: Path, tmp_path: Path):
    (tmp_path / "mine").mkdir()
    for kind, name in (
        ("province", "hainan"),
        ("standard", "hainan/k12-senior"),
        ("plan", "hainan/2026-teachers"),
    ):
        zhiping(installed, tmp_path, "--config", "mine", "new", kind, name)

    show = zhiping(installed, tmp_path, "--config", "mine", "show")

    assert show.stdout.split()[0] == "hainan/2026-teachers"
    assert show.stderr == "1 个评审计划\n"


def test_wheel_serves_the_demonstration_from_an_empty_folder(installed: Path, tmp_path: Path):
    page = "from web.app import create_app; print(create_app().test_client().get('/').text)"

    demo = zhiping(installed, tmp_path, "demo")
    home = run(installed, tmp_path, "-c", page)

    assert demo.returncode == 0, demo.stderr
    assert (tmp_path / "zhiping-data").is_dir()
    assert "<h1>职称申报评审平台</h1>" in home.stdout
