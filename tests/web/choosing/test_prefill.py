"""First answers from the profile, and taking them over again."""

from __future__ import annotations

import pytest

from engine.attachments import inspect
from tests.web.choosing.conftest import Arrive
from tests.web.choosing.journeys import begin_in_jilin, begin_in_yunnan
from web.models import Answers, FileUse, Person, database
from web.services import files
from web.services.demo_pictures import draw_portrait
from web.services.dossier import file_map
from web.site import Site


def answers_of(application: str, section: str) -> dict[str, object]:
    with database.connection_context():
        found = Answers.get_or_none(
            Answers.application == application.rpartition("/")[2], Answers.section == section
        )
        return {} if found is None else dict(found.values)


def change_profile(**career: str) -> None:
    with database.connection_context():
        person = Person.get()
        account = {**person.account, "career": {**person.account["career"], **career}}
        Person.update(account=account).execute()


def test_application_begins_with_what_the_profile_knows(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin")

    application = begin_in_jilin(visitor)

    with database.connection_context():
        career = Person.get().account["career"]
    stored = answers_of(application, "basics")
    assert stored
    assert stored == {key: career[key] for key in stored}


@pytest.mark.requirement("YN-27")
def test_photo_of_the_profile_is_taken_over_as_a_file_of_the_application(
    arrive: Arrive, site: Site
) -> None:
    visitor = arrive("demo-yunnan")
    with database.connection_context():
        person, content = Person.get(), draw_portrait()
        stored = files.store(site.files, content, inspect(content), now=site.clock.now())
        proof = file_map(files.put(person, None, "profile/portrait.photo", stored, "证件照.jpg"))
        Person.update(account={**person.account, "portrait": {"photo": proof}}).execute()

    application = begin_in_yunnan(visitor)

    photo = answers_of(application, "portrait")["photo"]
    assert isinstance(photo, dict)
    assert (photo["sha256"], photo["name"]) == (proof["sha256"], "证件照.jpg")
    with database.connection_context():
        use = FileUse.get_by_id(photo["id"])
        assert (use.application_id, use.place) == (
            application.rpartition("/")[2],
            "portrait.photo",
        )


def test_differences_are_shown_and_only_what_is_chosen_is_taken_over(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin")
    application = begin_in_jilin(visitor)
    before = answers_of(application, "basics")
    change_profile(major="教育管理", political="13")

    visitor.open(application).follow("从个人信息带入")
    assert "教育管理" in visitor.text
    visitor.send("/profile/basics")
    assert (visitor.status, "请勾选要带入的内容" in visitor.text) == (422, True)
    visitor.send("/profile/basics", field="major")

    assert answers_of(application, "basics") == {**before, "major": "教育管理"}


def test_take_over_of_what_was_saved_elsewhere_asks_again(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin")
    application = begin_in_jilin(visitor)
    change_profile(major="教育管理")
    visitor.open(f"{application}/profile/basics")

    visitor.send("/profile/basics", field="major", version="0")

    assert (visitor.status, "在别处保存过" in visitor.text) == (409, True)


def test_nothing_to_take_over_says_so(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin")
    application = begin_in_jilin(visitor)

    visitor.open(f"{application}/profile/basics")

    assert "没有可以带入的内容" in visitor.text
