"""Schema of packs of working days."""

from __future__ import annotations

from engine.packs.schemas.words import Schema, date, many, record, text, whole

CALENDAR_KEYS: Schema = {
    "years": many(
        "各年的安排",
        "没有写到的年份不按周末推算：用到时会提示补充。",
        record(
            "一年的安排",
            "国务院办公厅公布的放假和调休。",
            {
                "year": whole("年份", "如 2026。", minimum=1949, maximum=2999),
                "source": text("依据", "通知的文号。"),
                "holidays": many(
                    "放假",
                    "首尾两天都放假。",
                    record(
                        "假期",
                        "",
                        {
                            "name": text("名称", "如 国庆节。"),
                            "from": date("从", "第一天。"),
                            "to": date("到", "最后一天。"),
                        },
                        "name",
                        "from",
                        "to",
                    ),
                ),
                "workdays": many(
                    "调休上班", "要上班的周六、周日。", date("日期", "如 2026-02-14。")
                ),
            },
            "year",
            "source",
            "holidays",
        ),
        minItems=1,
    ),
}
