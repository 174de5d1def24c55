"""Schemas of what only a province says: profile, accounts, binding to units, record statuses."""

from __future__ import annotations

from engine.packs.schemas.layers import declared
from engine.packs.schemas.words import (
    Schema,
    choice,
    many,
    record,
    ref,
    table_of,
    text,
    whole,
    yes_no,
)

PATHS: Schema = {"type": "string", "pattern": "^[a-z][a-z0-9_]*[.][a-z][a-z0-9_]*$"}

REGISTER = record(
    "注册",
    "怎样注册账号。",
    {
        "review": yes_no("要审核", "true：管理员审核通过后才能使用。"),
        "asks": many(
            "注册时填写",
            "个人信息里的路径，如 person.name；省略时是全部必填字段。",
            PATHS,
            minItems=1,
        ),
        "choose_unit": yes_no("可选单位", "true：注册时可以同时选择所在单位。"),
    },
)

PORTAL = declared(
    "统一认证门户",
    "用别的网站的账号登录（OpenID Connect）；地址和密钥写在系统设置里。",
    {
        "hint": text("提示", "显示在登录按钮旁边。"),
        "claims": table_of(
            "取得的信息",
            "个人信息的路径: 门户给出的名称，如 person.name: name。",
            {"type": "string", "minLength": 1},
        ),
    },
)

ACCOUNT = record(
    "账号",
    "注册、登录和账号安全。",
    {
        "register": REGISTER,
        "sign_in": many(
            "登录名",
            "可以用什么登录：login 登录名，id_number 证件号码，mobile 手机号码。默认都可以。",
            choice("登录名", "", "login", "id_number", "mobile"),
            minItems=1,
            uniqueItems=True,
        ),
        "captcha": choice(
            "验证码",
            "always 每次都要，after_failures 失败几次后才要（默认）。",
            "always",
            "after_failures",
        ),
        "captcha_after": whole("几次失败后要验证码", "默认 2。", minimum=1),
        "lockout": record(
            "锁定",
            "连续失败后暂停登录。",
            {
                "failures": whole("失败几次", "默认 5。", minimum=1),
                "minutes": whole("锁定几分钟", "默认 15。", minimum=1),
            },
        ),
        "idle_minutes": whole("闲置几分钟退出", "默认 30。", minimum=1),
        "password": record(
            "密码",
            "对密码的要求。",
            {
                "min": whole("最少几位", "默认 8。", minimum=6),
                "classes": whole(
                    "几类字符", "小写、大写、数字、其他中至少几类，默认 3。", minimum=1, maximum=4
                ),
                "history": whole("不得与前几次相同", "默认 5。"),
                "days": whole("几天后必须更换", "只对管理人员，默认 90；0 表示不限。"),
            },
        ),
        "immutable": many("不可更改项", "填好后本人不能改的，如 person.name。", PATHS),
        "second_factor": many(
            "须二次验证的身份",
            "登录时除密码外还要动态验证码：staff 管理人员，unit、department、committee、issuer "
            "各类单位的经办人，expert 专家；默认都不强制，本人可以自行开启。",
            choice("身份", "", "staff", "unit", "department", "committee", "issuer", "expert"),
            uniqueItems=True,
        ),
        "series_max": whole("所在系列最多几个", "个人可选几个职称系列；0（默认）表示不问。"),
        "portals": many("统一认证门户", "可以用来登录的门户。", ref("portal")),
    },
)

BINDING = record(
    "绑定单位",
    "个人怎样绑定用人单位；同时只能绑定一个。",
    {
        "search": many(
            "按什么查单位",
            "unit 模块的字段，默认 name 和 credit_code。",
            {"type": "string"},
            minItems=1,
        ),
        "change": choice(
            "怎样变更",
            "replace 新单位同意后替换（默认），unbind_first 先与原单位解绑。",
            "replace",
            "unbind_first",
        ),
        "note": choice(
            "申请说明",
            "optional 可填（默认），required 必填，none 不问。",
            "optional",
            "required",
            "none",
        ),
        "freelancers": yes_no("自由职业者", "true：没有单位的人可以选当地人社部门。"),
        "freelancer_hint": text("自由职业者的提示", "选择单位时显示。"),
    },
)

REPORT_PATHS = record(
    "上报路径",
    "单位的申报数据按单位、系列、等级报到哪个上级。",
    {
        "request": yes_no(
            "由单位申请", "true：单位申请，上级同意后生效；默认 false：由管理人员设置。"
        ),
        "days": whole("几个工作日内答复", "上级答复申请的期限，默认 1。", minimum=1),
    },
)

RECORD_STATUSES = record(
    "业绩的状态名称",
    "五个状态是固定的，名称由各省定。",
    {
        "pending": text("待审核", "等单位审核。"),
        "unreviewed": text("未审核", "特殊情况。"),
        "passed": text("通过", "单位审核无误。"),
        "failed": text("不通过", "不能再改，只能重新增加。"),
        "returned": text("退回", "修改后重新审核。"),
    },
)

PROVINCE_KEYS: Schema = {
    "profile": many(
        "个人信息",
        "除 person 外账号里还保存的表单模块，供注册、个人中心和 prefill 使用。",
        ref("section"),
    ),
    "account": ACCOUNT,
    "binding": BINDING,
    "paths": REPORT_PATHS,
    "record_statuses": RECORD_STATUSES,
    "plan_types": many(
        "业务菜单的顺序",
        "计划的 type 按此顺序列出，没有写到的排在后面；写到的现在没有计划，首页也有它的页签。",
        text("业务", "计划的 type。"),
    ),
}
PROVINCE_DEFS: Schema = {"portal": PORTAL}
