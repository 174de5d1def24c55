"""A small real OpenID provider in a process of its own, for tests of single sign-on.

`python -m tests.oidc_provider PORT` serves discovery, a login page, code flow with PKCE (S256
only), RS256 ID tokens, keys and userinfo at http://127.0.0.1:PORT. Codes are taken once.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import requests
from flask import Flask, abort, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT_ID, CLIENT_SECRET = "zhiping", "a secret for tests"
PATIENCE = 20

PEOPLE: dict[str, dict[str, str]] = {
    "lixiao": {
        "sub": "gov-0001",
        "name": "李晓",
        "id_number": "340104199006079988",
        "phone_number": "13800000000",
    },
    "newcomer": {
        "sub": "gov-0002",
        "name": "赵明",
        "id_number": "440106198605109976",
        "phone_number": "13900000001",
    },
    "other-name": {
        "sub": "gov-0003",
        "name": "张三",
        "id_number": "340104199006079988",
        "phone_number": "13900000002",
    },
}
"""Who can sign in, by login name; every password is `password`. Numbers are fictitious."""

LOGIN_PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>统一身份认证</title>
<h1>统一身份认证</h1><form method="post"><label>账号<input name="login"></label>
<label>密码<input name="password" type="password"></label><button>登录</button></form></html>"""


def build_provider(issuer: str) -> Flask:
    """The provider's site; `issuer` is its own address."""
    app = Flask(__name__)
    key = RSAKey.generate_key(2048, parameters={"kid": "first", "use": "sig", "alg": "RS256"})
    codes: dict[str, dict[str, Any]] = {}
    tokens: dict[str, str] = {}
    wrong: dict[str, str] = {}

    @app.get("/.well-known/openid-configuration")
    def discovery() -> Any:
        return jsonify(
            issuer=issuer,
            authorization_endpoint=f"{issuer}/authorize",
            token_endpoint=f"{issuer}/token",
            userinfo_endpoint=f"{issuer}/userinfo",
            jwks_uri=f"{issuer}/jwks",
            id_token_signing_alg_values_supported=["RS256"],
        )

    @app.get("/jwks")
    def jwks() -> Any:
        return jsonify(keys=[key.as_dict(private=False)])

    @app.route("/authorize", methods=["GET", "POST"])
    def authorize() -> Any:
        asked = request.args
        known = asked.get("client_id") == CLIENT_ID and asked.get("response_type") == "code"
        if not known or asked.get("code_challenge_method") != "S256":
            abort(400)
        if request.method == "GET":
            return LOGIN_PAGE
        if request.form["login"] == "cancel":
            said = {"error": "access_denied", "state": asked["state"]}
            return redirect(f"{asked['redirect_uri']}?{urlencode(said)}")
        if request.form["login"] not in PEOPLE or request.form["password"] != "password":
            return LOGIN_PAGE, 401
        code = secrets.token_urlsafe(16)
        codes[code] = {**asked, "login": request.form["login"]}
        said = {"code": code, "state": asked["state"]}
        return redirect(f"{asked['redirect_uri']}?{urlencode(said)}")

    @app.post("/token")
    def token() -> Any:
        sent, begun = request.form, codes.pop(request.form.get("code", ""), None)
        who = request.authorization
        if who is None or (who.username, who.password) != (CLIENT_ID, CLIENT_SECRET):
            return jsonify(error="invalid_client"), 401
        if begun is None or sent["redirect_uri"] != begun["redirect_uri"]:
            return jsonify(error="invalid_grant"), 400
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != begun["code_challenge"]:
            return jsonify(error="invalid_grant"), 400
        person, now = PEOPLE[begun["login"]], int(time.time())
        claims = {
            "iss": issuer,
            "aud": CLIENT_ID,
            "sub": person["sub"],
            "nonce": begun["nonce"],
            "iat": now,
            "exp": now + 300,
            **wrong,
        }
        access = secrets.token_urlsafe(16)
        tokens[access] = begun["login"]
        signer = key if "kid" not in wrong else RSAKey.generate_key(2048)
        id_token = jwt.encode({"alg": "RS256", "kid": "first"}, claims, signer)
        return jsonify(access_token=access, token_type="Bearer", expires_in=300, id_token=id_token)

    @app.get("/userinfo")
    def userinfo() -> Any:
        login = tokens.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if login is None:
            abort(401)
        return jsonify(PEOPLE[login])

    @app.post("/lie")
    def lie() -> Any:
        """Make the next ID tokens wrong: what is sent replaces claims, `kid` the signing key."""
        wrong.clear()
        wrong.update(request.form.to_dict())
        return ""

    return app


@contextmanager
def running_provider() -> Iterator[str]:
    """Run a provider in its own process; its issuer address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "tests.oidc_provider", str(port)])
    issuer = f"http://127.0.0.1:{port}"
    try:
        _wait_for(issuer)
        yield issuer
    finally:
        process.terminate()
        process.wait()


def _wait_for(issuer: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            requests.get(f"{issuer}/jwks", timeout=1).raise_for_status()
        except requests.RequestException:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


def main() -> None:
    """Serve on the port that is given."""
    port = int(sys.argv[1])
    make_server(
        "127.0.0.1", port, build_provider(f"http://127.0.0.1:{port}"), threaded=True
    ).serve_forever()


if __name__ == "__main__":
    main()
