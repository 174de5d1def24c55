"""证书核验: whoever has a certificate before them asks whether it holds; nobody has to sign in."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from web.audience import EVERYONE, admit_to
from web.context import site
from web.identity import find_account
from web.models import Certificate
from web.pages.certificates import public_facts
from web.services.certificates import signing, verifying
from web.services.certificates.holding import STATES, TONES
from web.services.certificates.verifying import FileCheck, TooMany
from web.settings import MEGABYTE

pages = admit_to(Blueprint("verify", __name__, url_prefix="/verify"), EVERYONE)
MOST = 10 * MEGABYTE
NOTHING = "没有查到相符的证书。请核对证书编号和姓名，或者扫描证书上的二维码。"


@pages.before_request
def _know_visitor() -> None:
    """Whoever is signed in keeps their menu on pages for everybody."""
    find_account()


def _visitor() -> str:
    return request.remote_addr or ""


@pages.get("")
def index() -> ResponseReturnValue:
    """The form."""
    return _page()


@pages.post("")
def ask() -> ResponseReturnValue:
    """By number and name."""
    number, name = request.form.get("number", "")[:60], request.form.get("name", "")[:60]
    if not number.strip() or not name.strip():
        return _page(problem="请填写证书编号和姓名。"), 422
    return _answer(number, name=name)


@pages.get("/<number>")
def show(number: str) -> ResponseReturnValue:
    """By the QR code; without its token the name is asked for."""
    token = request.args.get("t", "")
    if not token:
        return _page(number=number[:60])
    return _answer(number[:60], token=token[:60])


def _answer(number: str, *, name: str = "", token: str = "") -> ResponseReturnValue:
    try:
        found = verifying.verify(
            number, name=name, token=token, visitor=_visitor(), now=site().clock.now()
        )
    except TooMany as many:
        return _page(problem=_too_many(many), number=number), 429
    if found is None:
        return _page(problem=NOTHING, number=number), 404
    return _found(found)


def _found(certificate: Certificate) -> str:
    follower = Certificate.get_or_none(Certificate.id == certificate.replaced_by)
    return render_template(
        "verify/show.html",
        certificate=certificate,
        facts=public_facts(site().packs.province(certificate.province), certificate),
        states=STATES,
        tones=TONES,
        is_replaced=follower is not None,
        now=site().clock.now(),
    )


@pages.post("/file")
def file() -> ResponseReturnValue:
    """核验文件: whether a PDF is the very file that was issued, and who signed it."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page(problem="请先选择证书的 PDF 文件，再点“核验文件”。"), 422
    content = sent.stream.read(MOST + 1)
    if len(content) > MOST:
        return _page(problem="文件超过 10MB，不是本系统签发的证书。"), 422
    try:
        signer = signing.open_signer(site().settings)
    except signing.BadKey:
        signer = None
    try:
        checked = verifying.verify_file(content, signer, visitor=_visitor(), now=site().clock.now())
    except TooMany as many:
        return _page(problem=_too_many(many)), 429
    return _page(checked=checked)


def _too_many(many: TooMany) -> str:
    return f"查询失败的次数过多，请 {many.minutes} 分钟后再试。"


def _page(*, problem: str = "", number: str = "", checked: FileCheck | None = None) -> str:
    return render_template(
        "verify/index.html",
        problem=problem,
        number=request.form.get("number", number),
        name=request.form.get("name", ""),
        checked=checked,
        states=STATES,
        tones=TONES,
    )
