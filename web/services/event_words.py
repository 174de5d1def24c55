"""What was done, in words: one table for every action that the site records, by what it is done to.

`events.record` takes any words; a test reads the services and the demonstration's record, and fails
where an action has no words here.
"""

from __future__ import annotations

from collections.abc import Mapping

SUBJECTS: Mapping[str, str] = {
    "application": "申报",
    "account": "账号",
    "person": "个人",
    "unit": "单位",
    "record": "业绩",
}
"""What subjects such as `unit:<id>` are; rooms add theirs."""

ACCOUNT: Mapping[str, str] = {
    "registered": "个人注册",
    "registered-again": "重新提交注册",
    "account-registered": "建立经办人账号",
    "created": "建立账号",
    "approved": "通过注册",
    "refused": "退回注册",
    "signed-in": "登录",
    "signed-out": "退出登录",
    "locked": "登录失败锁定",
    "unlocked": "解除锁定",
    "sessions-ended": "结束登录",
    "blocked": "停用账号",
    "active": "启用账号",
    "appointed": "更改权限",
    "reset-code-made": "发放重设密码的验证码",
    "password-changed": "修改密码",
    "password-reset": "重设密码",
    "linked": "关联统一身份认证",
    "profile-changed": "修改个人信息",
    "series-changed": "修改所在系列",
    "start-pledge": "同意申报承诺书",
    "self-check": "条件自检",
    "second-factor-begun": "开启二次验证",
    "second-factor-ended": "关闭二次验证",
    "recovery-code-used": "使用恢复码",
    "binding-requested": "申请绑定单位",
    "binding-approved": "通过绑定申请",
    "binding-refused": "退回绑定申请",
    "binding-withdrawn": "撤回绑定申请",
    "binding-ended": "解除绑定",
}
UNIT: Mapping[str, str] = {
    "unit-registered": "单位注册",
    "unit-corrected": "修改单位信息",
    "unit-approved": "通过单位注册",
    "unit-refused": "退回单位注册",
    "operator-added": "增加经办人",
}
RECORD: Mapping[str, str] = {
    "save": "保存",
    "submit": "提交审核",
    "pass": "审核通过",
    "fail": "审核不通过",
    "return": "退回",
    "delete": "删除",
    "restore": "恢复",
    "add-proof": "上传证明材料",
    "remove-proof": "移除证明材料",
    "rename-proof": "证明材料改名",
    "remind": "催办",
}
APPLICATION: Mapping[str, str] = {
    "begin": "开始申报",
    "save-row": "修改一条",
    "add-row": "新增一条",
    "remove-row": "移除一条",
    "move-row": "调整次序",
    "pick": "提取业绩",
    "upload": "上传附件",
    "rename-file": "附件改名",
    "remove-file": "移除附件",
    "move-file": "调整附件顺序",
    "refresh-pick": "更新业绩",
    "pledge": "确认承诺书",
    "change-choice": "修改申报内容",
    "hand-in": "提交申报",
    "withdraw": "撤回申报",
    "report": "上报",
    "refuse": "不通过",
    "terminate": "终止审核",
}
LOOKING: Mapping[str, str] = {
    "look": "查看完整号码",
    "download": "下载附件",
    "print": "导出表格",
    "export": "导出数据",
    "verified": "校验操作记录",
}
"""Nothing is changed by these; they are kept because of what was seen."""

WORDS: Mapping[str, str] = {**ACCOUNT, **UNIT, **RECORD, **APPLICATION, **LOOKING}


def word_of(action: str) -> str:
    """An action in words, itself where it has none."""
    return WORDS.get(action, action)


def subject_word(subject: str) -> str:
    """What kind of thing a subject is."""
    kind = subject.partition(":")[0]
    return SUBJECTS.get(kind, kind)
