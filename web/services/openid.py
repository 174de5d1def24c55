"""Speaking OpenID Connect with a portal: code flow with PKCE, state and nonce; signature, issuer,
audience and times of the ID token are verified."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, cast

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from web.settings import PortalSettings

PATIENCE = 10
"""Seconds that a portal may take to answer."""

ALGORITHMS = ["RS256", "PS256", "ES256"]
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
LEEWAY = 60
Json = dict[str, Any]


class PortalFailed(Exception):
    """A portal did not sign anybody in; `reason` is a key of `WORDS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


WORDS = {
    "unreachable": "暂时连接不上统一身份认证平台，请稍后再试，或使用账号密码登录。",
    "refused": "统一身份认证平台没有完成登录，可能是您取消了授权。请重试。",
    "state": "登录过程已超时，或不是从本页面开始的。请重新点击登录。",
    "token": "统一身份认证平台返回的身份信息没有通过核验，没有登录。请联系技术支持。",
    "other-name": "该证件号码已有账号，但姓名与统一身份认证平台的不一致，没有登录。"
    "请联系技术支持。",
    "blocked": "这个账号已停用，请联系技术支持。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A sign-in at a portal that has begun: where to send the browser, what to keep till then."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalClient:
    """Speaks with one portal; `return_to` is our address that it sends people back to."""

    settings: PortalSettings
    return_to: str

    def begin(self) -> Begun:
        """Where to send the browser.

        :raises PortalFailed: the portal does not answer
        """
        nonce, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
        url, state = self._session().create_authorization_url(
            self._metadata()["authorization_endpoint"], nonce=nonce, code_verifier=verifier
        )
        return Begun(url=url, state=state, nonce=nonce, verifier=verifier)

    def finish(self, begun: Begun, url: str) -> Json:
        """Who came back to `url`, as verified claims.

        :raises PortalFailed: nobody did, or not as it began
        """
        metadata = self._metadata()
        try:
            token = self._session(begun.state).fetch_token(
                metadata["token_endpoint"],
                authorization_response=url,
                code_verifier=begun.verifier,
                timeout=PATIENCE,
            )
        except AuthlibBaseError as error:
            reason = "state" if "state" in str(error.error) else "refused"
            raise PortalFailed(reason) from error
        except requests.RequestException as error:
            raise PortalFailed("unreachable") from error
        claims = self._verified(str(token.get("id_token", "")), metadata, begun.nonce)
        return {**self._user_info(metadata, token, claims["sub"]), **claims}

    def _session(self, state: str | None = None) -> OAuth2Session:
        return OAuth2Session(
            self.settings.client_id,
            self.settings.client_secret,
            scope="openid profile phone",
            redirect_uri=self.return_to,
            state=state,
            code_challenge_method="S256",
        )

    def _metadata(self) -> Json:
        issuer = self.settings.issuer
        found = _get(issuer.rstrip("/") + "/.well-known/openid-configuration")
        named = all(isinstance(found.get(one), str) for one in ENDPOINTS)
        if found.get("issuer") != issuer or not named:
            raise PortalFailed("token")
        return found

    def _verified(self, token: str, metadata: Json, nonce: str) -> Json:
        keys = cast(KeySetSerialization, _get(metadata["jwks_uri"]))  # JoseError if it is none
        try:
            claims = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims
            jwt.JWTClaimsRegistry(
                leeway=LEEWAY,
                iss={"essential": True, "value": metadata["issuer"]},
                aud={"essential": True, "value": self.settings.client_id},
                nonce={"essential": True, "value": nonce},
                sub={"essential": True},
                exp={"essential": True},
            ).validate(claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise PortalFailed("token") from error
        return dict(claims)

    def _user_info(self, metadata: Json, token: Json, subject: str) -> Json:
        """What the portal says besides; believed only if it speaks of the same person."""
        address = metadata.get("userinfo_endpoint")
        if not address:
            return {}
        found = _get(address, {"Authorization": f"Bearer {token.get('access_token', '')}"})
        if found.get("sub") != subject:
            raise PortalFailed("token")
        return found


def _get(url: str, headers: dict[str, str] | None = None) -> Json:
    try:
        answer = requests.get(url, headers=headers, timeout=PATIENCE)
        answer.raise_for_status()
        found = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise PortalFailed("unreachable") from error
    if not isinstance(found, dict):
        raise PortalFailed("token")
    return found
