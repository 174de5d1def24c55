"""Sending a file that an application was handed in with, known by its FILE map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from flask import Response, request

from web.context import site
from web.pages.viewer import Viewed
from web.routes.disposition import disposition

SHOWN = {"jpg": "image/jpeg", "png": "image/png"}
"""What a browser shows as a picture."""

READ = {"pdf": "application/pdf"}
"""What a browser reads in a window of its own, when it is asked to (`?read`): nothing that acts is
in it, since such files are refused when they come in, and the policy keeps it in a sandbox."""


def send_stored(file: Mapping[str, Any]) -> Response:
    """The bytes: a picture to be shown, a document to be read, anything else to be downloaded."""
    kind = str(file["type"])
    known = {**SHOWN, **READ} if "read" in request.args else SHOWN
    is_shown = kind in known and "download" not in request.args
    how: Literal["inline", "attachment"] = "inline" if is_shown else "attachment"
    stream = site().files.open(file["sha256"])
    answer = Response(stream, mimetype=known.get(kind, "application/octet-stream"))
    answer.content_length = file["bytes"]
    answer.headers["Content-Disposition"] = disposition(how, str(file["name"]))
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def viewed_file(file: Mapping[str, Any]) -> Viewed | None:
    """A picture as the address asks for it; None for what is none."""
    if file["type"] not in SHOWN:
        return None
    return Viewed.asked(request.args, file.get("width"), file.get("height"))


def send_pdf(content: bytes, name: str) -> Response:
    """A printed table to be downloaded under a name."""
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = disposition("attachment", name)
    return answer
