"""结果一览表: all attachments, all answers, the table as preview and as PDF."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from engine.share import share_folder
from web.audience import APPLICANT, admit_to
from web.context import site
from web.pages.attachments import build_attachments
from web.pages.overview import build_overview
from web.routes.disposition import disposition
from web.routes.frame import frame
from web.routes.opening import open_application
from web.services.draft import Draft
from web.services.printing import find_table

pages = admit_to(Blueprint("results", __name__, url_prefix="/applications"), APPLICANT)


@pages.get("/<id>/attachments")
def attachments(id: str) -> ResponseReturnValue:
    """附件一览表 (安徽手册 图4-22)."""
    draft = open_application(id)
    return render_template(
        "applications/attachments.html",
        **frame(draft, view="files"),
        groups=build_attachments(draft),
    )


@pages.get("/<id>/overview")
def overview(id: str) -> ResponseReturnValue:
    """申报一览表 (安徽手册 图4-24)."""
    draft = open_application(id)
    return render_template(
        "applications/overview.html",
        **frame(draft, view="overview"),
        blocks=build_overview(draft),
        groups=build_attachments(draft),
    )


@pages.get("/<id>/tables/<path:table>.pdf")
def pdf(id: str, table: str) -> ResponseReturnValue:
    """A table as PDF (导出评审表)."""
    draft = open_application(id)
    found = find_table(draft, table)
    content = site().printer.pdf(draft, found, site().files)
    answer = Response(content, mimetype="application/pdf")
    name = f"{found.name}-{draft.person.name}.pdf"
    answer.headers["Content-Disposition"] = disposition("attachment", name)
    return answer


def _photo_address(draft: Draft) -> Callable[[str], str]:
    """Where the browser finds a photo of the application, by its sha256."""
    uses = {use.content_id: use.id for uses in draft.material.files.values() for use in uses}

    def address(sha256: str) -> str:
        return url_for("files.content", id=uses[sha256]) if sha256 in uses else ""

    return address


@pages.get("/print.css")
def preview_css() -> ResponseReturnValue:
    """The style sheet of the preview; it lies with the print templates."""
    return send_file(share_folder("templates") / "print" / "preview.css", max_age=3600)


@pages.get("/<id>/tables/<path:table>")
def preview(id: str, table: str) -> ResponseReturnValue:
    """A table as it will be printed."""
    draft = open_application(id)
    found = find_table(draft, table)
    return render_template(
        "applications/preview.html",
        **frame(draft),
        table=found,
        body=site().printer.preview(draft, found, _photo_address(draft)),
    )
