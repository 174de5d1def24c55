"""What a province says about accounts, about belonging to a unit and about ways upward."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast, get_args

from engine.packs.compile.reader import Reader
from engine.packs.province import (
    AccountRules,
    BindingRules,
    Captcha,
    Change,
    Lockout,
    Note,
    PasswordRules,
    PathRules,
    Portal,
    Registration,
    SecondFactorOf,
    SignInName,
)

FIELD = "个人信息的字段"
ACCOUNT, LOCKOUT, PASSWORD, BINDING = AccountRules(), Lockout(), PasswordRules(), BindingRules()
PATHS = PathRules()
"""What holds where a province says nothing."""


def compile_account(
    owner: Reader, paths: Collection[str], required: tuple[str, ...]
) -> AccountRules:
    """The rules of accounts; `paths` are those of the profile, `required` those to be answered."""
    reader = owner.child("account", "account")
    if reader is None:
        return AccountRules(register=Registration(asks=required))
    names = reader.all_known("sign_in", get_args(SignInName), "登录名")
    return AccountRules(
        register=_registration(reader, paths, required),
        sign_in=cast(tuple[SignInName, ...], names) or ACCOUNT.sign_in,
        captcha=reader.one_of("captcha", get_args(Captcha), ACCOUNT.captcha),
        captcha_after=reader.whole("captcha_after", ACCOUNT.captcha_after),
        lockout=_lockout(reader),
        idle_minutes=reader.whole("idle_minutes", ACCOUNT.idle_minutes),
        password=_password(reader),
        immutable=reader.all_known("immutable", paths, FIELD),
        series_max=reader.whole("series_max", ACCOUNT.series_max),
        second_factor=cast(
            tuple[SecondFactorOf, ...],
            reader.all_known("second_factor", get_args(SecondFactorOf), "身份"),
        ),
        portals=tuple(_portal(below, paths) for below in reader.members("portals", "portal")),
    )


def compile_binding(owner: Reader, unit_fields: Collection[str]) -> BindingRules:
    """The rules of belonging to a unit; units are found by some of `unit_fields`."""
    usual = tuple(field for field in BINDING.search if field in unit_fields)
    reader = owner.child("binding", "binding")
    if reader is None:
        return BindingRules(search=usual)
    return BindingRules(
        search=reader.all_known("search", unit_fields, "单位的字段") or usual,
        change=reader.one_of("change", get_args(Change), BINDING.change),
        note=reader.one_of("note", get_args(Note), BINDING.note),
        freelancers=reader.flag("freelancers"),
        freelancer_hint=reader.text("freelancer_hint"),
    )


def compile_paths(owner: Reader) -> PathRules:
    """How ways upward come to be."""
    reader = owner.child("paths", "paths")
    if reader is None:
        return PATHS
    return PathRules(request=reader.flag("request"), days=reader.whole("days", PATHS.days))


def _registration(owner: Reader, paths: Collection[str], required: tuple[str, ...]) -> Registration:
    reader = owner.child("register", "register")
    if reader is None:
        return Registration(asks=required)
    return Registration(
        review=reader.flag("review"),
        asks=reader.all_known("asks", paths, FIELD) or required,
        choose_unit=reader.flag("choose_unit"),
    )


def _lockout(owner: Reader) -> Lockout:
    reader = owner.child("lockout", "lockout")
    if reader is None:
        return LOCKOUT
    return Lockout(
        failures=reader.whole("failures", LOCKOUT.failures),
        minutes=reader.whole("minutes", LOCKOUT.minutes),
    )


def _password(owner: Reader) -> PasswordRules:
    reader = owner.child("password", "password")
    if reader is None:
        return PASSWORD
    return PasswordRules(
        min=reader.whole("min", PASSWORD.min),
        classes=reader.whole("classes", PASSWORD.classes),
        history=reader.whole("history", PASSWORD.history),
        days=reader.whole("days", PASSWORD.days),
    )


def _portal(reader: Reader, paths: Collection[str]) -> Portal:
    claims = reader.entries("claims")
    for path, node in claims.items():
        if path not in paths:
            reader.unknown_key("claims", path, node, paths, FIELD)
    return Portal(
        id=reader.id,
        name=reader.needed("name", "名称"),
        source=reader.text("source"),
        origin=reader.node,
        hint=reader.text("hint"),
        claims={path: str(node.value) for path, node in claims.items() if path in paths},
    )
