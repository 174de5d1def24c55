"""What the plans of the provinces are called, and how one begins an application to them."""

from __future__ import annotations

from tests.web.visitor import Visitor

JILIN = "/plans/jilin/2026-engineering-senior"
SHANDONG = "/plans/shandong/2026-engineering"
YUNNAN = "/plans/yunnan/2026-laboratory"
SENIOR = "shandong/engineering-senior#高级工程师"
FULL = "shandong/engineering-full#正高级工程师"


def begin_in_jilin(visitor: Visitor, mode: str = "normal") -> str:
    """Self check, choice; the address of the application."""
    visitor.open(f"{JILIN}/self-check").send(f"{JILIN}/self-check")
    visitor.send(
        "/apply",
        mode=mode,
        branch="机械",
        offer="jilin/engineering-senior#高级工程师",
        confirmed="1",
    )
    return address(visitor)


def begin_in_shandong(visitor: Visitor, mode: str = "normal") -> str:
    """Pledge, choice step by step; the address of the application."""
    visitor.open(f"{SHANDONG}/apply").send("/pledge", agreed="1")
    visitor.send("/apply", narrow="1", level="副高级")
    visitor.send("/apply", narrow="1", offer=SENIOR)
    visitor.send("/apply", branch="机械", mode=mode, confirmed="1")
    return address(visitor)


def begin_in_yunnan(visitor: Visitor) -> str:
    """Choice; the address of the application."""
    visitor.open(f"{YUNNAN}/apply")
    form = visitor.form("/apply")
    assert "offer" in form.names
    visitor.send(
        "/apply",
        mode="normal",
        branch="实验技术",
        offer="yunnan/laboratory-senior-full#正高级实验师",
        confirmed="1",
    )
    return address(visitor)


def address(visitor: Visitor) -> str:
    """The address of the application whose page is shown."""
    assert visitor.status == 200, visitor.text
    assert visitor.path.startswith("/applications/"), visitor.text
    return "/".join(visitor.path.split("/")[:3])
