"""What a province says about hidden answers, second factors and passwords that grow old."""

from __future__ import annotations

from engine.fields.sensitive import sensitivity
from engine.packs.library import Library
from engine.share import pack_folders


def test_shipped_provinces_hide_numbers_of_people() -> None:
    library = Library(pack_folders())
    for name in ("anhui", "jilin", "shandong", "yunnan"):
        province = library.province(name)
        person = province.section("person")
        assert person is not None
        hidden = {field.id: sensitivity(field) for field in person.fields if sensitivity(field)}

        assert hidden["id_number"] == "id"
        assert hidden["other_id_number"] == "id"
        assert hidden["mobile"] == "mobile"
        assert province.account.password.days == 90
        assert province.account.second_factor == ()
