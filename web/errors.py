"""Every way in which a request can fail, and the page that says so: the only such place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import (
    Flask,
    current_app,
    flash,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from web.audience import EVERYONE, audience_of
from web.context import site
from web.filters import moment
from web.identity import TOKEN, came_late
from web.pages.words import word_of
from web.security import BadToken
from web.services.errors import (
    AlreadyApplied,
    BadChoice,
    BadFile,
    Banned,
    CannotPrint,
    Changed,
    Conflict,
    Decided,
    DoesNotFit,
    DutyNeeded,
    LinkEnded,
    NoHolder,
    NoPath,
    NotActive,
    NotAdmitted,
    NotBound,
    NotFound,
    NotPassed,
    NotPledged,
    NotWritable,
    NotYours,
    OpinionNeeded,
    OwnApplication,
    OwnRecord,
    PasswordExpired,
    PlanNotOpen,
    SecondFactorNeeded,
    SelfCheckNeeded,
    ServiceError,
    SignInNeeded,
    StartPledgeNeeded,
    TooLarge,
)
from web.settings import MEGABYTE
from web.way_in import to_kept, to_sign_in, told_to_sign_in

TITLES = {
    400: "请求有误",
    403: "不能进行此操作",
    404: "找不到页面",
    405: "不能这样访问",
    409: "内容已有变化",
    413: "内容过大",
    422: "内容不能接受",
    500: "系统出错",
    503: "请稍后再试",
}
TEXTS = {
    400: "发送的内容不完整或无法识别，请返回上一页重试。",
    404: "您访问的页面不存在，或者已被删除。",
    405: "请从页面上的按钮或链接进入。",
    500: "系统没能完成这次操作，已保存的内容不受影响。请稍后再试；如仍出错，请把编号告诉技术支持。",
}
MOST_DRAINED = 1024 * MEGABYTE
CHUNK = 1 << 16

Answer = tuple[int, str, dict[str, Any]]


def install(app: Flask) -> None:
    """Map service errors, HTTP errors and bugs to pages."""
    app.register_error_handler(ServiceError, _service_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _bug)


def _not_found(error: NotFound) -> Answer:
    return 404, f"找不到{error.what}，或者已被删除。", {}


def _not_admitted(error: NotAdmitted) -> Answer:
    return 403, "您的账号没有使用这个页面的权限。", {}


def _link_ended(error: LinkEnded) -> Answer:
    text = "这个签名链接已经使用过或超过了有效时间。请在填报页面上重新生成二维码，再扫码签名。"
    return 410, text, {"title": "链接已失效"}


def _not_yours(error: NotYours) -> Answer:
    return 403, "这不是您本人的材料，也不在您办理的范围内。", {}


def _plan_not_open(error: PlanNotOpen) -> Answer:
    text = f"“{error.plan}”的申报时间为 {error.opens} 至 {error.closes}，以服务器时间为准。"
    return 403, text, {}


def _already_applied(error: AlreadyApplied) -> Answer:
    text = f"您在 {error.year} 年度已有申报记录。一个申报年度只允许申报一次，不限系列和专业。"
    return 409, text, {"application": error.application, "title": "本年度已申报"}


def _banned(error: Banned) -> Answer:
    until = f" 至 {error.end}" if error.end else " 起"
    text = f"诚信档案中有记录，{error.start}{until}为禁止申报期间，现在不能申报。"
    return 403, text, {"title": "禁止申报期间"}


def _not_bound(error: NotBound) -> Answer:
    unit = word_of({}, error.unit)
    text = f"您还没有绑定{unit}，或{unit}尚未审核通过，现在不能申报；可以先录入业绩。"
    return 403, text, {"title": f"尚未绑定{unit}"}


def _start_pledge_needed(error: StartPledgeNeeded) -> Answer:
    return 403, "请先阅读并同意申报承诺书，再选择申报内容。", {"plan": error.plan}


def _self_check_needed(error: SelfCheckNeeded) -> Answer:
    return 403, "请先做条件自检，再选择申报内容。", {"plan": error.plan}


def way_on(error: NoPath | NoHolder) -> str:
    """That nobody would be responsible at the next node, with the cure."""
    if isinstance(error, NoPath):
        return (
            f"“{error.unit}”尚未开通{error.what}的上报路径，"
            "请先在“路径申请”中申请，上级同意后再办理。"
        )
    if error.name:
        return f"“{error.name}”尚未在系统中设立，不能送往“{error.node}”，请联系省级管理员。"
    return f"“{error.node}”还没有确定由哪个机构办理，请联系省级管理员。"


def _no_way_on(error: NoPath | NoHolder) -> Answer:
    return 409, way_on(error), {}


def _duty_needed(error: DutyNeeded) -> Answer:
    text = (
        f"您的账号没有“{error.duty}”权限。请由有此权限的经办人办理，"
        "或请本单位管理账号的经办人在“经办人账号”中增加权限。"
    )
    return 403, text, {}


def _not_writable(error: NotWritable) -> Answer:
    return 403, error.reason, {}


def _not_pledged(error: NotPledged) -> Answer:
    return 403, "请先阅读并确认诚信承诺书。", {"application": error.application}


def _not_passed(error: NotPassed) -> Answer:
    text = "申报信息不完善, 无法提交。请按检测结果补充后再提交。"
    return 409, text, {"application": error.application, "title": "检测未通过"}


def _bad_choice(error: BadChoice) -> Answer:
    return 422, "；".join(error.problems.values()), {}


def _conflict(error: Conflict) -> Answer:
    return 409, "这部分内容在别处已保存过，请刷新页面后再修改。", {"version": error.version}


def _decided(error: Decided) -> Answer:
    by, at = f"，经办人：{error.by}" if error.by else "", moment(error.at)
    text = f"这项{error.what}已经处理过，现在是“{error.state}”{by}{f'（{at}）' if at else ''}。"
    return 409, f"{text}您的操作没有改变它，请返回列表核对。", {"title": "已处理"}


def _bad_file(error: BadFile) -> Answer:
    return 422, f"“{error.name}”没有上传：{error.reason}", {}


def _too_large(error: TooLarge) -> Answer:
    return 413, f"“{error.name}”没有上传：{error.reason}", {}


def _changed(error: Changed) -> Answer:
    text = f"“{error.what}”在您打开之后由本人修改过，请刷新页面，按现在的内容审核。"
    return 409, text, {}


def _opinion_needed(error: OpinionNeeded) -> Answer:
    return 422, "请填写审核意见。", {}


SAME_NAME = "若只是与您同名，请先在“经办人账号”里登记您的证件号码。"
"""What helps somebody whose number is not known (`services.operators.is_own`)."""


def _own_record(error: OwnRecord) -> Answer:
    return 403, "不能审核本人的业绩，请由其他经办人审核。" + SAME_NAME, {}


def _own_application(error: OwnApplication) -> Answer:
    return 403, "不能办理本人的申报，请由其他经办人办理。" + SAME_NAME, {}


def _cannot_print(error: CannotPrint) -> Answer:
    return 503, f"“{error.table}”现在不能生成，请稍后再试。", {}


def _does_not_fit(error: DoesNotFit) -> Answer:
    longest = "、".join(f"“{words}”" for words in error.longest)
    told = f"“{error.table}”一人一页，缩到 {error.points:g} 磅仍印不下。"
    return 409, f"{told}请精简内容较长的栏目：{longest}，再导出；其他表格可以照常导出。", {}


def _bad_token(error: BadToken) -> Answer:
    return 400, "页面停留过久或打开方式有误，请返回上一页并刷新，再重新提交。", {}


PAGES: dict[type[ServiceError], Callable[[Any], Answer]] = {
    NotFound: _not_found,
    NotAdmitted: _not_admitted,
    LinkEnded: _link_ended,
    NotYours: _not_yours,
    PlanNotOpen: _plan_not_open,
    AlreadyApplied: _already_applied,
    Banned: _banned,
    NotBound: _not_bound,
    StartPledgeNeeded: _start_pledge_needed,
    SelfCheckNeeded: _self_check_needed,
    NoPath: _no_way_on,
    NoHolder: _no_way_on,
    DutyNeeded: _duty_needed,
    NotWritable: _not_writable,
    NotPledged: _not_pledged,
    NotPassed: _not_passed,
    BadChoice: _bad_choice,
    Conflict: _conflict,
    Decided: _decided,
    BadFile: _bad_file,
    TooLarge: _too_large,
    Changed: _changed,
    OpinionNeeded: _opinion_needed,
    OwnRecord: _own_record,
    OwnApplication: _own_application,
    CannotPrint: _cannot_print,
    DoesNotFit: _does_not_fit,
    BadToken: _bad_token,
}


def _no_session() -> ResponseReturnValue:
    return told_to_sign_in() if wants_json() else to_sign_in()


def _not_active() -> ResponseReturnValue:
    if wants_json():
        return _answer(403, "您的注册还没有通过审核，暂时不能进行这项操作。", {})
    return redirect(url_for("registering.standing"), 303)


def _password_expired() -> ResponseReturnValue:
    if wants_json():
        return _answer(403, "密码已到期，请先修改密码。", {})
    flash("密码已到期或是他人代设的，请先修改密码，再继续使用。", "warn")
    return redirect(url_for("own_account.password"), 303)


def _second_factor_needed() -> ResponseReturnValue:
    if wants_json():
        return _answer(403, "请先开启二次验证。", {})
    flash("按规定，您的账号登录时须二次验证。请先开启，再继续使用。", "warn")
    return redirect(url_for("second_factor.show"), 303)


WAYS: dict[type[ServiceError], Callable[[], ResponseReturnValue]] = {
    SignInNeeded: _no_session,
    BadToken: _no_session,
    NotActive: _not_active,
    PasswordExpired: _password_expired,
    SecondFactorNeeded: _second_factor_needed,
}
"""What leads to another page."""


def _is_lost() -> bool:
    """Whether a form came without a token because its whole session is gone."""
    closed = request.endpoint is not None and EVERYONE not in audience_of(
        current_app, request.endpoint
    )
    return closed and TOKEN not in session


def said(error: ServiceError) -> str:
    """What people read of an error, for pages that say beforehand what is not possible."""
    return PAGES[type(error)](error)[1]


def _is_late() -> bool:
    """Whether a form comes from a window that was open before its account signed in again."""
    closed = request.endpoint is not None and EVERYONE not in audience_of(
        current_app, request.endpoint
    )
    sent = request.form.get("csrf_token", "")
    return closed and request.method == "POST" and not wants_json() and came_late(sent)


def _service_error(error: ServiceError) -> ResponseReturnValue:
    if isinstance(error, BadToken) and _is_late():
        return to_kept()
    way = WAYS.get(type(error))
    if way is not None and (not isinstance(error, BadToken) or _is_lost()):
        return way()
    status, text, facts = PAGES[type(error)](error)
    return _answer(status, text, facts)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    if error.code == 413:
        _drain()
        return _answer(413, _limits(), {})
    return _answer(error.code, TEXTS.get(error.code, TEXTS[400]), {})


def _drain() -> None:
    """Take in what is still being sent, within reason: a browser that cannot finish sending does
    not show the answer."""
    length = request.content_length or 0
    if length > (request.max_content_length or length):
        stream = request.environ["wsgi.input"]
        for _ in range(min(length, MOST_DRAINED) // CHUNK):
            stream.read(CHUNK)
        stream.read(min(length, MOST_DRAINED) % CHUNK)


def _limits() -> str:
    settings = site().settings
    files, texts = (n // MEGABYTE for n in (settings.max_upload, settings.max_form))
    return (
        f"发送的内容超过了系统允许的大小：一次上传的文件合计不超过 {files} MB，"
        f"一次保存的文字不超过 {texts} MB。请压缩后重试，或分几次上传。"
    )


def _bug(error: Exception) -> ResponseReturnValue:
    current_app.logger.exception("request %s failed", g.get("request_id", "-"))
    if current_app.testing:
        raise error
    return _answer(500, TEXTS[500], {})


def _answer(status: int, text: str, facts: dict[str, Any]) -> ResponseReturnValue:
    if wants_json():
        return jsonify(ok=False, message=text, request=g.get("request_id", "-"), **facts), status
    page = render_template(
        "error.html",
        status=status,
        title=facts.get("title", TITLES.get(status, TITLES[400])),
        text=text,
        facts=facts,
        request_id=g.get("request_id", "-"),
    )
    return page, status


def wants_json() -> bool:
    """Whether a script of ours is asking, and not a page."""
    return request.headers.get("X-Requested-With") == "fetch"
