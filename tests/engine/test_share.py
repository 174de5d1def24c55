"""Packs are found beside the code, and one's own come before the national ones."""

from pathlib import Path

import pytest

from engine.share import data_folder, font_folders, pack_folders, share_folder


def test_shipped_folders_exist():
    assert (share_folder("config") / "series").is_dir()
    assert share_folder("templates").is_dir()


def test_data_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("ZHIPING_DATA", str(tmp_path))

    assert data_folder() == tmp_path
    assert font_folders()[0] == tmp_path / "fonts"


def test_named_packs_stand_on_the_national_ones(tmp_path: Path):
    shipped = share_folder("config")

    assert pack_folders() == (shipped,)
    assert pack_folders([tmp_path]) == (
        tmp_path,
        *(shipped / name for name in ("codes", "series", "calendars", "provinces/common")),
    )


def test_own_file_replaces_only_the_national_file_of_its_place(tmp_path: Path):
    codes = share_folder("config") / "codes"
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes" / "ethnic.yaml").touch()

    folders = pack_folders([tmp_path])

    assert codes / "gender.yaml" in folders
    assert codes / "ethnic.yaml" not in folders


def test_fonts_of_the_checkout_are_found_when_the_data_is_elsewhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("ZHIPING_DATA", str(tmp_path))
    checkout = Path(__file__).resolve().parents[2]

    assert font_folders() == (
        tmp_path / "fonts",
        checkout / ".data" / "fonts",
        share_folder("fonts"),
    )
