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
    "not-rows": "{name} 应为若干行，请重新填写",
    "too-few-rows": "{name} 至少填写 {expected} 行，当前为 {actual} 行",
    "too-many-rows": "{name} 最多填写 {expected} 行，当前为 {actual} 行",
    "required": "{name} 为必填项",
    "clamped": "{name} 不能大于 {limit_name}，已由 {actual} 调整为 {expected}",
}

FILES: Mapping[str, str] = {
    "file-empty": "“{file}”是空文件，请重新选择",
    "file-unknown": "“{file}”不是可以识别的文件类型，请转换为 PDF 或图片后上传",
    "file-extension": "“{file}”的内容是 {actual} 文件，与扩展名 .{expected} 不符",
    "pdf-broken": "“{file}”不是完整的 PDF，无法打开，请重新生成后上传",
    "pdf-encrypted": "“{file}”设有密码或限制，请去掉后上传",
    "pdf-no-pages": "“{file}”没有任何页面",
    "pdf-too-many-pages": "“{file}”有 {actual} 页，最多 {expected} 页",
    "pdf-active": "“{file}”含有{actual}，不能上传；请“打印为 PDF”后再上传",
    "image-broken": "“{file}”不是完整的图片，无法打开，请重新保存后上传",
    "image-too-large": "“{file}”的像素过多（{actual}），最多 {expected} 像素",
    "document-broken": "“{file}”不是完整的 Word 或 Excel 文件，请重新保存后上传",
    "document-active": "“{file}”含有宏，不能上传，请另存为不含宏的文件",
    "too-few-files": "{name} 至少上传 {expected} 个文件，当前为 {actual} 个",
    "too-many-files": "{name} 最多上传 {expected} 个文件，当前为 {actual} 个",
    "files-too-large": "{name} 的文件合计不能超过 {expected} MB，当前为 {actual} MB",
}

MESSAGES: Mapping[str, str] = {**FIELDS, **FILES}

_PLACE = re.compile(r"\{([a-z_]+)\}")
_NO_WORDINGS: Mapping[str, str] = {}


def say(key: str, args: Mapping[str, object], wordings: Mapping[str, str] = _NO_WORDINGS) -> str:
    """The sentence of `key`, filled in; `wordings` are a pack's own sentences by key.

    Not `str.format`: a pack must not reach attributes. An unknown key or place stays as it is,
    so that a report is never lost to a wording.
    """
    template = wordings.get(key) or MESSAGES.get(key, key)
    return _PLACE.sub(lambda m: str(args[m[1]]) if m[1] in args else m[0], template)
