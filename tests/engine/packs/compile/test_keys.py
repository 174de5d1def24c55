"""No key that one accepts is ignored by the other: the schemas against what the compiler reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.fields import FIELD_TYPES
from engine.packs.compile import compile_with_notes
from engine.packs.compile.province import compile_province
from engine.packs.compile.reader import Notes
from engine.packs.layers import COMMON_KEYS, SITE_KEYS
from engine.packs.library import Library
from engine.packs.resolve_province import resolve_province
from engine.packs.schemas import build_schema
from engine.packs.schemas.certificate import CERTIFICATE_KEYS
from engine.packs.schemas.common import COMMON_KEYS as COMMON_SCHEMAS
from engine.packs.schemas.common import common_defs
from engine.packs.schemas.fields import COMMON as FIELD_KEYS
from engine.packs.schemas.province import PROVINCE_KEYS
from engine.packs.schemas.workflow import WORKFLOW_KEYS
from engine.packs.shared import Shared
from tests.engine.packs.samples import write_library

BY_SOURCE = {"$schema", "kind"}
BY_RESOLVE = {"extends", "abstract", "before", "remove"}


def accepted() -> dict[str, set[str]]:
    """The keys that the schemas accept, by the name that the compiler gives to each map."""
    defs = common_defs()
    found = {
        name: set(schema["properties"])
        for name, schema in defs.items()
        if "properties" in schema and name not in ("test",) and not name.startswith("field")
    }
    found["field"] = {"id", "name", "source", "type", *FIELD_KEYS}
    found["threshold_case"] = keys_of(defs["threshold"]["items"])
    found["eligibility_row"] = keys_of(defs["eligibility"]["properties"]["rows"]["items"])
    codes, series, plan = (build_schema(kind)["properties"] for kind in ("codes", "series", "plan"))
    found["codes"], found["code"] = set(codes), keys_of(codes["entries"]["items"])
    found["series"], found["branch"] = set(series), keys_of(series["branches"]["items"])
    found["title"] = keys_of(series["branches"]["items"]["properties"]["titles"]["items"])
    found["plan"] = set(plan) - set(COMMON_KEYS)
    found["plan_window"] = keys_of(plan["window"])
    found["mode"] = keys_of(plan["modes"]["items"])
    found["file"] = keys_of(plan["downloads"]["items"])
    found["used_standard"] = keys_of(plan["standards"]["items"]) - set(COMMON_KEYS)
    # a standard's own province is read by resolve, so are the sections of a province
    found["standard"] = set(build_schema("standard")["properties"]) - {"province", "series"}
    found["province"] = {"id", "name", "source", "terms", *SITE_KEYS, *WORKFLOW_KEYS}
    found["province"] |= set(CERTIFICATE_KEYS)
    certificate = CERTIFICATE_KEYS["certificate"]
    found |= nested_keys("certificate", certificate)
    items = certificate["properties"]["layout"]["properties"]["items"]
    found["certificate_item"] = keys_of(items["items"])
    found |= nested_keys("workflow", WORKFLOW_KEYS["workflow"], actions="action_names")
    found |= nested_keys("paper", defs["paper"])
    found |= nested_keys("publicity", defs["node"]["properties"]["publicity"])
    found |= nested_keys("start", WORKFLOW_KEYS["start"], pledge="start_pledge")
    found |= nested_keys("account", PROVINCE_KEYS["account"])
    found |= nested_keys("binding", PROVINCE_KEYS["binding"])
    found |= nested_keys("paths", PROVINCE_KEYS["paths"])
    found |= nested_keys("record_statuses", PROVINCE_KEYS["record_statuses"])
    packs = ("codes", "series", "plan", "standard")
    return {
        name: keys - BY_RESOLVE - (BY_SOURCE if name in packs else set())
        for name, keys in found.items()
    }


def keys_of(schema: dict[str, Any]) -> set[str]:
    return set(schema["properties"])


def nested_keys(name: str, schema: dict[str, Any], **names: str) -> dict[str, set[str]]:
    """The keys of a map and of the maps below it; `names` are what the compiler calls those."""
    found = {name: keys_of(schema)}
    for key, below in schema["properties"].items():
        if below.get("type") == "object" and "properties" in below:
            found |= nested_keys(names.get(key, key), below)
    return found


def test_compiler_reads_exactly_the_keys_that_the_schemas_accept(tmp_path: Path) -> None:
    library = Library(write_library(tmp_path / "packs"))
    keys_read: set[tuple[str, str]] = set()

    compile_with_notes(library.resolve("lake/2030"), Notes(keys_read), Shared())
    resolved = resolve_province(library, "lake", (), Shared())
    compile_province(resolved, Notes(keys_read), Shared())

    read: dict[str, set[str]] = {}
    for what, key in keys_read:
        read.setdefault(what, set()).add(key)
    assert read == accepted()


def test_common_keys_are_those_that_layers_merge() -> None:
    assert set(COMMON_SCHEMAS) == set(COMMON_KEYS)
    for kind in ("province", "standard", "plan"):
        assert set(COMMON_KEYS) <= set(build_schema(kind)["properties"])


def test_field_schemas_have_every_option_of_their_type() -> None:
    defs = common_defs()

    for name, field_type in FIELD_TYPES.items():
        properties = set(defs[f"field_{name}"]["properties"])
        shared = {"id", "name", "source", "type", "before", "remove", *FIELD_KEYS}
        assert properties - shared == set(field_type.OPTIONS_SCHEMA)
        assert not shared & set(field_type.OPTIONS_SCHEMA), f"{name} redefines a shared key"
