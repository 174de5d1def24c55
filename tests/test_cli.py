"""The command line as its users meet it: results, exit codes, helpful words, never a traceback."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLAN = "yunnan/2026-laboratory"
COMMANDS = (
    *("lint", "cases", "show", "fill", "check", "print", "new", "schemas"),
    *("serve", "demo", "account", "migrate", "events"),
)


def zhiping(*words: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "zhiping", *map(str, words)],
        cwd=cwd, env=environ, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def refused(*words: object, cwd: Path = ROOT) -> str:
    """What a call that makes no sense is told; nothing goes to stdout."""
    done = zhiping(*words, cwd=cwd)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dossier") / "材料.yaml"
    done = zhiping("fill", PLAN, "-o", path)
    assert (done.returncode, done.stderr) == (0, f"已写入 {path}\n")
    return path


# ---- help and wrong use --------------------------------------------------------------------------


def test_help_lists_every_command_in_chinese():
    done = zhiping("--help")

    assert done.returncode == 0
    assert done.stdout.startswith("用法：zhiping")
    for name in COMMANDS:
        assert f"\n    {name} " in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_shows_examples(command: str):
    done = zhiping(command, "--help")

    assert done.returncode == 0
    assert f"\n  zhiping {command}" in done.stdout or f" {command} " in done.stdout
    assert "示例：" in done.stdout


def test_no_command_is_wrong_use():
    assert "COMMAND" in refused()


def test_misspelt_command_is_suggested():
    assert refused("lnt") == "zhiping: 没有 “lnt” 这个命令。是不是想写 “lint”？\n"


def test_misspelt_plan_is_suggested():
    told = refused("show", "yunnan/2026-laboratry")

    assert told == f"zhiping: 没有 “yunnan/2026-laboratry” 这个评审计划。是不是想写 “{PLAN}”？\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["show", "--foo"], "多余的参数：--foo"),
        (["fill", PLAN], "缺少参数：-o/--output"),
        (["fill", PLAN, "-o", "x.yaml", "--seed", "两"], "--seed 应为整数，不是 '两'"),
        (["show", "--format", "xml"], "--format 只能是"),
        (["--config", "不存在", "show"], "没有规则包文件夹 不存在（--config）"),
        (["lint", "不存在.yaml"], "没有文件或文件夹 不存在.yaml"),
        (["check", PLAN, "不存在.yaml"], "读不了 不存在.yaml：No such file or directory"),
        (["fill", PLAN, "--break", "core_paper", "-o", "x.yaml"], "是不是想写 “core_papers”？"),
        (["fill", PLAN, "--standard", "x", "-o", "x.yaml"], "没有评审标准 x"),
        (["print", PLAN, "--blank", "-o", "表.docx"], "-o 的文件名应以 .pdf 或 .html 结尾"),
        (["print", PLAN, "-o", "表.pdf"], "DOSSIER 和 --blank 要写一个，也只写一个"),
        (["print", PLAN, "--blank", "--table", "x", "-o", "表.pdf"], "没有 “x” 这张表"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_wrong_use_says_what_to_do(words: list[str], message: str):
    assert message in refused(*words)


def test_output_that_cannot_be_written_is_no_traceback(tmp_path: Path):
    assert "/dev/null/x" in refused("schemas", "-o", "/dev/null/x")
    assert str(tmp_path / "none") in refused("fill", PLAN, "-o", tmp_path / "none" / "x.yaml")


# ---- packs ---------------------------------------------------------------------------------------


def test_shipped_packs_lint_clean_but_for_years_that_nobody_arranged_yet():
    done = zhiping("lint", "--strict", "--format", "json")
    told = {(one["code"], one["severity"]) for one in json.loads(done.stdout)["problems"]}

    assert (told <= {("missing-calendar-year", "note")}, done.returncode) == (True, 0)


def test_lint_says_how_many_notes_there_are_and_passes(tmp_path: Path):
    packs = Path(__file__).parent / "packs"
    come_along = ("plan.yaml", "calendar.yaml")  # the one is the bad pack's, the other ships
    base = [path for path in (packs / "base").iterdir() if path.name not in come_along]
    for path in (*base, packs / "bad" / "missing-calendar-year.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())

    done = zhiping("--config", tmp_path, "lint", "--strict")

    assert (done.stderr, done.returncode) == ("0 个警告，0 个错误，1 个提示\n", 0)
    assert "missing-calendar-year" in done.stdout


def test_lint_reports_place_code_and_cure(tmp_path: Path):
    folder = tmp_path / "packs" / "plans"
    folder.mkdir(parents=True)
    (folder / "bad.yaml").write_text("kind: plan\nid: a/b\nnaem: 计划\n", encoding="utf-8")

    done = zhiping("--config", "packs", "lint", cwd=tmp_path)

    assert done.returncode == 1
    assert "packs/plans/bad.yaml:3:1: unknown-key: " in done.stdout
    assert "是不是想写 “name”？" in done.stdout


def test_lint_as_json(tmp_path: Path):
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "bad.yaml").write_text("kind: [\n", encoding="utf-8")

    done = zhiping("--config", "packs", "lint", "--format", "json", cwd=tmp_path)
    problems = json.loads(done.stdout)["problems"]

    assert done.returncode == 1
    assert [(p["file"], p["severity"]) for p in problems] == [("packs/bad.yaml", "error")]


def test_lint_of_one_file_reports_only_that_file(tmp_path: Path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(f"kind: plan\nid: {name}\nx: 1\n", encoding="utf-8")

    done = zhiping("--config", ".", "lint", "one.yaml", cwd=tmp_path)

    assert "one.yaml:" in done.stdout
    assert "two.yaml:" not in done.stdout


def test_show_lists_plans():
    done = zhiping("show")

    assert done.returncode == 0
    shipped = (ROOT / "config" / "plans").glob("*/*.yaml")
    assert [line.split()[0] for line in done.stdout.splitlines()] == sorted(
        f"{path.parent.name}/{path.stem}"
        for path in shipped
        if "\nabstract: true\n" not in path.read_text(encoding="utf-8")
    )


def test_show_names_the_file_and_line_of_every_value():
    path = ROOT / "config/plans/yunnan/2026-laboratory.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()

    done = zhiping("show", PLAN)
    year = next(line for line in done.stdout.splitlines() if line.startswith("year:"))
    value, _, place = year.partition("#")
    name, _, number = place.strip().rpartition(":")

    assert (ROOT / name) == path
    assert lines[int(number) - 1] == value.strip()


def test_show_finds_a_plan_by_its_path():
    by_path = zhiping("show", "config/plans/yunnan/2026-laboratory.yaml", "--format", "json")
    by_id = zhiping("show", PLAN, "--format", "json")

    assert by_path.returncode == 0
    assert json.loads(by_path.stdout) == json.loads(by_id.stdout)


def test_new_packs_lint_clean_and_their_case_passes(tmp_path: Path):
    (tmp_path / "packs").mkdir()
    for kind, name in (
        ("province", "guizhou"),
        ("standard", "guizhou/k12-senior"),
        ("plan", "guizhou/2026-teachers"),
        ("case", "guizhou/2026-teachers/nothing-filled"),
    ):
        done = zhiping("--config", "packs", "new", kind, name, cwd=tmp_path)
        assert (done.returncode, done.stdout.count(".yaml\n")) == (0, 1)

    lint = zhiping("--config", "packs", "lint", "--strict", cwd=tmp_path)
    cases = zhiping("--config", "packs", "cases", cwd=tmp_path)

    assert (lint.stdout, lint.returncode) == ("", 0)
    assert (cases.stderr, cases.returncode) == ("1 个用例，0 个不符\n", 0)


def test_new_refuses_bad_names_and_existing_files(tmp_path: Path):
    (tmp_path / "packs").mkdir()
    zhiping("--config", "packs", "new", "province", "guizhou", cwd=tmp_path)

    assert "已经存在" in refused("--config", "packs", "new", "province", "guizhou", cwd=tmp_path)
    assert "不能作为 province 的 id" in refused("new", "province", "../etc", cwd=tmp_path)
    assert "省份 gansu 还没有 province" in refused("new", "standard", "gansu/x", cwd=tmp_path)


def test_schemas_are_written_in_both_drafts(tmp_path: Path):
    done = zhiping("schemas", "-o", tmp_path / "out")
    drafts = {
        path.name: json.loads(path.read_text(encoding="utf-8"))["$schema"]
        for path in (tmp_path / "out").iterdir()
    }

    assert done.returncode == 0
    assert drafts["plan.schema.json"] == "https://json-schema.org/draft/2020-12/schema"
    assert drafts["plan.draft-07.schema.json"].startswith("http://json-schema.org/draft-07/schema")
    assert len(drafts) == 16


def test_cases_beside_the_packs_hold():
    done = zhiping("cases", "--format", "json")

    assert done.returncode == 0
    assert [case for case in json.loads(done.stdout)["cases"] if not case["passed"]] == []


# ---- dossiers ------------------------------------------------------------------------------------


def test_filled_dossier_passes_its_check(dossier: Path):
    done = zhiping("check", PLAN, dossier, "--format", "json")

    assert (done.returncode, done.stderr) == (0, "检测通过\n")
    assert json.loads(done.stdout)["passed"] is True


def test_broken_rule_is_the_one_that_fails(tmp_path: Path):
    path = tmp_path / "broken.json"
    zhiping("fill", PLAN, "--break", "core_papers", "-o", path)

    done = zhiping("check", PLAN, path)

    assert (done.returncode, done.stderr) == (1, "检测未通过\n")
    assert "第一作者核心刊物论文" in done.stdout
    assert "改法：" in done.stdout


def test_dossier_of_the_wrong_kind_is_refused_with_its_place(tmp_path: Path):
    path = tmp_path / "x.yaml"
    path.write_text("kind: plan\nid: a/b\n", encoding="utf-8")

    done = zhiping("check", PLAN, path)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{path}:1:")


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"[" * 100_000, b"kind: dossier\nsections: 3\n", b"a: &a [*a]\n"],
    ids=["empty", "binary", "deep", "wrong-type", "alias"],
)
def test_bad_dossier_is_told_and_never_a_traceback(tmp_path: Path, content: bytes):
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)

    done = zhiping("check", PLAN, path)

    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert "bad.yaml" in done.stderr or "不通过" in done.stdout


@pytest.mark.parametrize("suffix", ["html", "pdf"])
def test_table_is_printed(dossier: Path, tmp_path: Path, suffix: str):
    target = tmp_path / f"表.{suffix}"

    done = zhiping("print", PLAN, dossier, "-o", target)

    assert (done.returncode, done.stderr) == (0, f"已写入 {target}\n")
    assert target.read_bytes().startswith({"html": b"<!", "pdf": b"%PDF-"}[suffix])


def test_reader_that_stops_reading_is_no_error():
    done = subprocess.run(
        f"{sys.executable} -m zhiping show {PLAN} | head -1",
        shell=True, cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip

    assert (done.stdout.count("\n"), done.stderr) == (1, "")


def test_new_plan_takes_the_series_of_its_standard(tmp_path: Path):
    shutil.copytree(ROOT / "config" / "provinces" / "yunnan", tmp_path / "provinces" / "yunnan")

    made = zhiping("--config", tmp_path, "new", "plan", "yunnan/2027-laboratory")
    linted = zhiping("--config", tmp_path, "lint")

    assert made.returncode == 0
    assert linted.returncode == 0, linted.stdout
    assert "plans/yunnan/2027-laboratory.yaml" not in linted.stdout


def test_own_code_table_takes_no_national_one_away(tmp_path: Path):
    shutil.copytree(ROOT / "tests" / "packs" / "trial", tmp_path / "packs")

    done = zhiping("--config", tmp_path / "packs", "lint", "--strict")

    assert (done.stdout, done.returncode) == ("", 0)


def test_characters_without_a_glyph_are_named(dossier: Path, tmp_path: Path):
    changed = tmp_path / "变.yaml"
    text = dossier.read_text(encoding="utf-8")
    changed.write_text(text.replace("示例姓名", "李𰻝𫖯"), encoding="utf-8")

    done = zhiping("print", PLAN, changed, "-o", tmp_path / "表.html")

    assert done.returncode == 0
    assert "没有这些字的字形，印作“〓”：𰻝\n" in done.stderr


def test_demo_tells_its_accounts_and_their_password_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ZHIPING_DATA", str(tmp_path / "data"))

    first, again = zhiping("demo"), zhiping("demo")

    assert (first.returncode, again.returncode) == (0, 0), first.stderr
    password = (tmp_path / "data" / "demo-password.txt").read_text().strip()
    assert (tmp_path / "data" / "demo-password.txt").stat().st_mode & 0o077 == 0
    for said in (first.stdout, again.stdout):
        assert f"密码都是 {password}\n" in said
        assert "demo 李晓" in said
        assert "demo-qingshan 孙经办" in said
        assert "demo-anhui-staff 王管理" in said
