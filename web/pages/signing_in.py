"""The sign-in page: what it asks for, and what it says when nobody was signed in."""

from __future__ import annotations

from dataclasses import dataclass

from engine.packs.province import Province
from web.services.signing_in import Refusal

NAMES = {"login": "登录名", "id_number": "证件号码", "mobile": "手机号码"}


def names_of(province: Province) -> str:
    """The names that sign in, as the label of the question."""
    return " / ".join(NAMES[kind] for kind in province.account.sign_in)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage:
    """`after` is where to go then; `captcha` a token with its question in words."""

    after: str
    name: str = ""
    notice: str = ""
    refusal: Refusal | None = None
    captcha: tuple[str, str] | None = None

    def said(self, minutes: int) -> str:
        """Why nobody was signed in; `minutes` are those of a lockout to come."""
        refusal = self.refusal
        if refusal is None:
            return ""
        match refusal.reason:
            case "wrong":
                return (
                    f"账号或密码不正确。还可以再试 {refusal.left} 次，"
                    f"之后将暂停登录 {minutes} 分钟。"
                )
            case "locked":
                return (
                    f"登录失败次数过多，已暂停登录，请 {refusal.minutes} 分钟后再试，"
                    "或找回密码。连续点击登录按钮不会延长这个时间。"
                )
            case "captcha":
                return "图形验证码不正确或已过期，请按新的图片填写。这一次不计入失败次数。"
            case "missing":
                return "请填写账号和密码。"
            case "blocked":
                return "这个账号已停用，请联系技术支持。"
