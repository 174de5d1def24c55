"""Which upper unit a path leads to."""

from __future__ import annotations

from datetime import datetime

from web.clock import ZONE
from web.models import Path, Unit, database
from web.services.paths import upper_of
from web.site import Site

NOW = datetime(2026, 11, 10, 10, tzinfo=ZONE)


def unit(name: str, **known: str) -> Unit:
    made: Unit = Unit.create(province="shandong", name=name, created_at=NOW, **known)
    return made


def test_the_most_precise_active_path_leads_to_the_upper_unit(site: Site) -> None:
    with database.connection_context():
        ours = unit("济南某公司")
        for key in (("", ""), ("", "中级"), ("economics", ""), ("economics", "副高级")):
            path(ours, unit("→".join(key), kind="department"), *key)

        found = [
            upper_of(ours, series, level)
            for series, level in (
                ("economics", "副高级"), ("economics", "中级"), ("engineering", "中级"),
                ("engineering", "副高级"),
            )
        ]  # fmt: skip

        assert [one.name for one in found if one] == [
            "economics→副高级",
            "economics→",
            "→中级",
            "→",
        ]


def test_nothing_leads_up_but_an_active_path_to_an_active_unit(site: Site) -> None:
    with database.connection_context():
        ours, upper = unit("济南某公司"), unit("济南市某局", kind="department")
        for state in ("pending", "refused", "ended"):
            path(ours, upper, state=state)
        path(ours, unit("停用的局", kind="department", state="closed"), "economics")

        assert upper_of(ours, "economics", "副高级") is None


def path(ours: Unit, upper: Unit, series: str = "", level: str = "", state: str = "active") -> None:
    Path.create(unit=ours, upper=upper, series=series, level=level, state=state, requested_at=NOW)
