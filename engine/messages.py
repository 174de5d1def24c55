"""What applicants are told, by key: the one catalogue of its kind.

Every key is the code of a fault or finding. A pack may give its own wording for a key under
`messages`; `say` fills both the same way. Sentences say what is expected and what was found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

FIELDS: Mapping[str, str] = {
    "wrong-kind": "{name} 应为{expected}，当前为 {actual}",
    "bad-character": "{name} 含有不能使用的控制字符（第 {position} 个字），请删除后重新输入",
    "too-long": "{name} 不能超过 {expected} 字，当前为 {actual} 字",
    "too-short": "{name} 不能少于 {expected} 字，当前为 {actual} 字",
    "bad-format": "{name} 应为{expected}，当前为 {actual}",
    "not-a-whole-number": "{name} 应为整数，当前为 {actual}",
    "not-a-number": "{name} 应为数字，当前为 {actual}",
    "below-minimum": "{name} 不能小于 {expected}，当前为 {actual}",
    "above-maximum": "{name} 不能大于 {expected}，当前为 {actual}",
    "too-many-decimals": "{name} 最多 {expected} 位小数，当前为 {actual}",
    "not-a-date": "{name} 应为真实存在的日期，如 2022-06-01，当前为 {actual}",
    "not-a-month": "{name} 应为年月，如 2022-06，当前为 {actual}",
    "not-a-year": "{name} 应为四位年份，如 2022，当前为 {actual}",
    "too-early": "{name} 不能早于 {expected}，当前为 {actual}",
    "too-late": "{name} 不能晚于 {expected}，当前为 {actual}",
    "in-future": "{name} 不能晚于今天（{expected}），当前为 {actual}",
    "not-a-range": "{name} 应有开始和结束时间，如 2019-09 至 2022-06，当前为 {actual}",
    "range-without-start": "{name} 未填写开始时间",
    "range-without-end": "{name} 未填写结束时间",
    "range-inverted": "{name} 的结束时间 {actual} 早于开始时间 {expected}",
    "not-yes-or-no": "{name} 应为“是”或“否”，当前为 {actual}",
    "not-a-choice": "{name} 应为下列之一：{expected}，当前为 {actual}",
    "chosen-twice": "{name} 重复选择了 {actual}",
    "too-few-choices": "{name} 至少选择 {expected} 项，当前为 {actual} 项",
    "too-many-choices": "{name} 最多选择 {expected} 项，当前为 {actual} 项",
    "unknown-code": "{name} 应从“{expected}”中选择，当前为 {actual}",
    "code-not-valid": "{name} 所选“{actual}”在 {today} 不再（或尚未）使用，请改选现行的一项",
    "code-not-below": "{name} 所选“{actual}”不属于所选的“{expected}”",
    "id-length": "{name} 应为 18 位公民身份号码，当前为 {actual} 位",
    "id-characters": "{name} 前 17 位应为数字，末位为数字或 X，当前为 {actual}",
    "id-check-digit": "{name} 校验位不符：末位应为 {expected}，当前为 {actual}，请核对号码",
    "id-birth-date": "{name} 第 7 至 14 位应为真实的出生日期，当前为 {actual}",
    "id-in-future": "{name} 中的出生日期 {actual} 晚于今天（{expected}）",
    "id-region": "{name} 前两位 {actual} 不是已知的行政区划，请核对（不影响提交）",
    "uscc-length": "{name} 应为 18 位统一社会信用代码，当前为 {actual} 位",
    "uscc-characters": "{name} 用数字和大写字母（I、O、S、V、Z 除外），第 {position} 位为 {actual}",
    "uscc-check-digit": "{name} 校验位不符：末位应为 {expected}，当前为 {actual}，请核对代码",
    "uscc-organisation": "{name} 第 9 至 17 位的组织机构代码校验不符，请核对（不影响提交）",
    "mobile": "{name} 应为 11 位数字，以 1 开头、第二位为 3 至 9，当前为 {actual}",
    "email": "{name} 应为电子邮箱，如 name@example.cn，当前为 {actual}",
    "not-a-rank": "{name} 应为“排名/总人数”，如 1/10，当前为 {actual}",
    "rank-over-total": "{name} 的排名 {actual} 大于总人数 {expected}",
    "not-a-file": "{name} 应为已上传的文件，请重新上传",
    "file-type": "{name} 只能上传 {expected} 文件，“{file}”是 {actual} 文件",
    "file-too-large": "{name} 单个文件不能超过 {expected} MB，“{file}”为 {actual} MB",
    "photo-ratio": "{name} 的宽高比应在 {expected} 之间，当前为 {actual}",
    "photo-unmeasured": "{name} 的宽高无法读出，请重新上传",
    "photo-pixels": "{name} 至少 {expected} 像素，当前为 {actual} 像素",
    "photo-background": "{name} 应为{expected}背景，当前照片背景为{actual}",
    "photo-background-unclear": "{name} 应为{expected}背景，当前背景颜色无法判断，请自行核对",
    "not-rows": "{name} 应为若干行，请重新填写",
    "too-few-rows": "{name} 至少填写 {expected} 行，当前为 {actual} 行",
    "too-many-rows": "{name} 最多填写 {expected} 行，当前为 {actual} 行",
    "clamped": "{name} 不能大于 {limit_name}，已由 {actual} 调整为 {expected}",
}

FILES: Mapping[str, str] = {
    "file-empty": "文件是空的，请重新选择",
    "file-unknown": "内容不是可以识别的文件类型，请转换为 PDF 或图片后上传",
    "pdf-broken": "不是完整的 PDF，无法打开，请重新生成后上传",
    "pdf-encrypted": "PDF 设有密码或限制，请去掉后上传",
    "pdf-no-pages": "PDF 没有任何页面",
    "pdf-too-many-pages": "PDF 有 {actual} 页，最多 {expected} 页",
    "pdf-active": "PDF 含有{actual}，不能上传；请“打印为 PDF”后再上传",
    "image-broken": "不是完整的图片，无法打开，请重新保存后上传",
    "image-too-large": "图片的像素过多（{actual}），最多 {expected} 像素",
    "document-broken": "不是完整的 Word、Excel 或压缩文件，或设有密码，请重新保存后上传",
    "document-active": "含有宏，请另存为不含宏的文件后上传",
}

REPORT: Mapping[str, str] = {
    # answers
    "required-missing": "{name} 为必填项, 当前尚未填写",
    "over-limit": "{name} {actual} 不能大于 {other} {limit}",
    "unreadable": "{path} 无法识别: {reason}",
    # rows and records
    "row": "第{n}条 {message}",
    "rows-short": "{name} 要求至少录入{min}条, 当前已录入了 {n} 条",
    "rows-over": "{name} 最多录入{max}条, 当前已录入了 {n} 条",
    "record-not-accepted": "{name} 第{n}条 {reason}",
    "record-kind": "类型为“{kind}”, 此处只能录入“{accepted}”",
    "record-place": "“{label}”不符合本项目的录入条件（{why}）",
    "out-of-window": "“{label}”的时间不在{window}之内",
    "undated": "“{label}”的时间未填写, 无法判断是否在{window}之内",
    "unknown-window": "{window}的起止日期尚未确定, 无法判断“{label}”是否在其中",
    "unknown-place": "评审标准中没有“{place}”, 其中 {n} 条记录不计入",
    "picked-twice": "{name} 第{n}条 “{label}”已在“{other}”中录入, 同一业绩不能重复录入",
    "not-verified": "{name} 第{n}条 “{label}”尚未审核通过, 不能录入",
    "stale-record": "{name} 第{n}条 “{label}”在业绩档案中已有变化, 请移除后重新录入",
    # categories and items
    "item-missing": "{name} 为必填项, 当前尚未录入",
    "too-few-records": "{name} 要求至少录入{min}项记录, 当前已录入了 {n} 项",
    "too-many-records": "{name} 最多录入{max}项记录, 当前已录入了 {n} 项",
    "records-counted": "{name} 已录入 {n} 个业绩",
    "assigned": "“{label}”由“{filed}”计入“{item}”",
    # files and pledges
    "slot-missing": "{name} 为必传附件, 当前尚未上传",
    "slot-type": "{name} 只能上传 {types} 文件, “{file}”是 {actual} 文件",
    "slot-size": "{name} 单个文件不能超过 {max}MB, “{file}”为 {actual}",
    "slot-total": "{name} 的文件合计不能超过 {max}MB",
    "slot-short": "{name} 要求至少上传{min}个文件, 当前已上传 {n} 个",
    "slot-over": "{name} 最多上传{max}个文件, 当前已上传 {n} 个",
    "files-counted": "{name} 已上传附件 {n} 个",
    "pledge-missing": "{name} 尚未确认",
    # eligibility and rules
    "not-eligible": "{name} 不符合: {reason}",
    "not-listed": "“{by}”不在可申报的范围之内",
    "not-known": "{by} 尚未确定",
    "row-needs": "“{by}”要求 {needs}, 当前 {has}",
    "row-met": "“{by}”要求 {needs}",
    "eligible": "{name} 符合: {reason}",
    "fix-years": "“{name}”还差 {n}, 满 {need} 即可通过",
    "rule-failed": "{name} 不符合要求",
    "count-short": "{name} 要求至少 {min} {unit}, 当前 {n} {unit}",
    "count-over": "{name} 最多 {max} {unit}, 当前 {n} {unit}",
    "years-short": "{name} 要求每年至少 {min} {unit}, 当前 {years}",
    "years-over": "{name} 每年最多 {max} {unit}, 当前 {years}",
    "choose-short": "{name} 要求至少具备 {min} 项, 当前具备 {n} 项",
    "undecided": "{name} 尚无法判断: {missing} 未填写",
    "manual-review": "{name} 由评审人员核对",
    # the call itself
    "already-applied": "{year} 年度已有申报记录, 一个申报年度只允许申报一次",
    "integrity-ban": "诚信档案中存在记录, {from} 至 {to} 不允许申报",
    "not-bound": "尚未绑定用人单位, 不能申报",
    "plan-not-open": "评审计划“{name}”的申报时间为 {opens} 至 {closes}, 当前不能申报",
    "mode-not-offered": "申报形式“{value}”不在评审计划之内",
    "branch-not-offered": "申报专业“{value}”不在评审计划之内",
    "title-not-offered": "申报职称“{value}”不在评审计划之内",
    "standard-not-offered": "评审标准“{value}”不在评审计划之内",
    "mode-missing": "尚未选择申报形式",
    "branch-missing": "尚未选择申报专业",
    "title-missing": "尚未选择申报职称",
    "standard-missing": "尚未选择评审标准",
    # rows of the table that no pack names
    "application": "申报资格",
    "row-passed": "{name} 已填写完整",
    # the smallest change that passes
    "fix-answer": "请填写“{name}”",
    "fix-add": "再录入 {n} {unit}“{name}”即可通过",
    "fix-add-elsewhere": "再在其他 {n} 个{what}中录入业绩即可通过",
    "fix-add-items": "再录入 {n} 个项目的业绩即可通过, 可录入: {names}",
    "fix-amount": "再增加 {n} {unit}即可通过",
    "fix-years-short": "再增加 {years}即可通过",
    "fix-years-over": "移除 {years}即可通过",
    "fix-remove": "移除 {n} {unit}即可通过",
    "fix-remove-row": "请移除该条记录",
    "fix-file": "上传“{name}”即可通过",
    "fix-file-type": "请改为上传 {types} 文件",
    "fix-file-size": "请上传不超过 {max}MB 的文件",
    "substituted": "{name} {found} 项折抵",
    "fix-move": "将“{label}”由“{filed}”移到“{item}”即可通过",
    "fix-agree": "请阅读并确认“{name}”",
    "fix-limit": "请将“{name}”改为不大于 {limit}",
    "fix-choose": "再具备下列 {n} 项即可通过: {names}",
    # 条件自检: the names of gates, and what is left for later
    "self-check-plan-not-open": "在申报时间内",
    "self-check-already-applied": "每年度只能申报一项",
    "self-check-integrity-ban": "不在禁止申报期间",
    "self-check-not-bound": "已绑定用人单位",
    "self-check-records": "业绩库中有 {n} 条可用",
    "self-check-later": "要看填报时的 {names}",
    # small words
    "empty": "未填写",
    "and": "、",
    "or": "或",
}
"""What a check report says; `{n}` is a number found, `{min}` and `{max}` are those asked for."""

MESSAGES: Mapping[str, str] = {**FIELDS, **FILES, **REPORT}

_PLACE = re.compile(r"\{([a-z_]+)\}")
_NO_WORDINGS: Mapping[str, str] = {}


def say(key: str, args: Mapping[str, object], wordings: Mapping[str, str] = _NO_WORDINGS) -> str:
    """The sentence of `key`, filled in; `wordings` are a pack's own sentences by key.

    Not `str.format`: a pack must not reach attributes. An unknown key or place stays as it is,
    so that a report is never lost to a wording.
    """
    template = wordings.get(key) or MESSAGES.get(key, key)
    return _PLACE.sub(lambda m: str(args[m[1]]) if m[1] in args else m[0], template)
