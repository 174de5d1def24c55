"""Schema of a case: a fictitious applicant and the findings expected."""

from __future__ import annotations

from engine.packs.schemas.words import Schema, pack_id, table_of

CASE_KEYS: Schema = {
    "plan": pack_id("评审计划", "用哪个计划检测。"),
    "dossier": table_of("申报材料", "与申报材料文件相同的键，不写 kind 和 plan。", {}),
    "facts": table_of("事实", "系统查证的情况：today、other_applications、bans、bound。", {}),
    "expect": table_of("应得结果", "检测应得的结果。", {}),
}
