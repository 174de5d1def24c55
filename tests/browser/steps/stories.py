"""The four people of the journeys. Numbers come from domain/data/sample_numbers.csv."""

from __future__ import annotations

from tests.browser.steps.story import Story

ANHUI = Story(
    province="anhui",
    plan="anhui/2026-bengbu-teachers-first",
    person={
        "name": "李晓", "id_type": "111", "id_number": "340104199006079988", "gender": "2",
        "birth_date": "1990-06-07", "mobile": "13800000000", "email": "lixiao@example.com",
    },
    career={
        "political": "01", "ethnic": "01", "address": "蚌埠市某路 1 号", "work_from": "2014-07-15",
        "highest_education": "21",
    },
    unit="蚌埠市青山小学",
    search="青山",
    operator="demo-qingshan",
    staff="demo-anhui-staff",
    left_out="pledge_scan",
    returns_by="mobile",
)  # fmt: skip

YUNNAN = Story(
    province="yunnan",
    plan="yunnan/2026-laboratory",
    person={
        "name": "沈岚", "id_type": "111", "id_number": "530102198811309967", "gender": "2",
        "birth_date": "1988-11-30", "mobile": "13900000000",
    },
    career={
        "ethnic": "01", "political": "13", "health": "10", "work_from": "2011-07",
        "major": "分析测试",
    },
    unit="云南省某分析测试研究所",
    search="分析测试",
    operator="demo-institute",
    staff="demo-yunnan-staff",
    left_out="title_certificate",
    signed_page="step_b",
)  # fmt: skip

JILIN = Story(
    province="jilin",
    plan="jilin/2026-engineering-senior",
    person={
        "name": "苏颖", "id_type": "111", "id_number": "220120198208199986", "gender": "2",
        "birth_date": "1982-08-19", "mobile": "13700000000",
    },
    career={"ethnic": "01", "political": "13", "work_from": "2004-07", "major": "机械设计"},
    unit="长春某装备制造有限公司",
    search="91220100MA1XXX068K",
    operator="demo-jilin-company",
    staff="demo-jilin-staff",
    left_out="title_certificate",
    returns_by="id_number",
)  # fmt: skip

SHANDONG = Story(
    province="shandong",
    plan="shandong/2026-engineering",
    person={
        "name": "于海", "id_type": "111", "id_number": "370102199301279993", "gender": "1",
        "birth_date": "1993-01-27", "mobile": "13600000000",
    },
    career={"ethnic": "01", "political": "01", "work_from": "2015-07"},
    unit="济南某信息技术有限公司",
    search="济南 信息",
    operator="demo-shandong-company",
    staff="demo-shandong-staff",
    left_out="social_security",
    more_records=(
        ("other_records", {
            "kind": "honor",
            "values": {
                "name": "市技术能手", "level": "市厅级", "authority": "济南市某局",
                "date": "2023-05-01",
            },
            "files": {"certificate": ["技术能手证书.jpg"]},
        }),
        ("other_records", {
            "kind": "honor",
            "values": {
                "name": "区优秀职工", "level": "县处级", "authority": "济南市某区",
                "date": "2022-05-01",
            },
            "files": {"certificate": ["优秀职工证书.jpg"]},
        }),
    ),
)  # fmt: skip
