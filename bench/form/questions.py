"""Sixty questions of an ordinary application, ten of them selects with 549 options in all."""

from __future__ import annotations

from dataclasses import dataclass

TEXTS = (
    "姓名", "曾用名", "籍贯", "工作单位", "工作部门", "行政职务", "现任职称",
    "聘任情况", "毕业学校", "毕业专业", "导师", "办公电话", "移动电话", "邮箱",
    "地址", "邮编", "论文甲", "期刊甲", "论文乙", "期刊乙", "项目甲",
    "编号甲", "项目乙", "编号乙", "奖项", "专利", "推荐人", "推荐单位",
)  # fmt: skip
LONG_TEXTS = ["学习经历", "工作经历", "代表成果", "工作总结", "社会服务", "其他说明"]
SELECTS = {
    "性别": 3, "政治面貌": 8, "学历": 8, "学位": 6, "系列": 30, "级别": 30, "地区": 34,
    "单位性质": 30, "一级学科": 200, "二级学科": 200,
}  # fmt: skip
RADIOS = ["破格", "转评", "类型", "外语", "计算机", "继续教育"]
ANSWERS = ("符合", "不符合", "免试", "不适用")
BOXES = ["信息真实", "同意公示", "同意核验", "已读须知"]
DATES = ["出生日期", "参加工作", "取得学位", "聘任日期"]
NUMBERS = ["授课学时", "论文篇数"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: its input name, what it asks, `type` as in packs, its choices."""

    id: str
    name: str
    type: str
    required: bool
    hint: str
    choices: tuple[str, ...] = ()

    def answer(self, number: int) -> str:
        """What applicant `number` sends."""
        if self.choices:
            return self.choices[number % len(self.choices)]
        return {
            "text": f"{self.name}的内容{number}",
            "long_text": "2015年至2019年在某大学学习计算机科学与技术；" * 6,
            "boolean": "true",
            "date": f"1985-0{number % 9 + 1}-1{number % 9}",
            "integer": str(100 + number % 50),
        }[self.type]


def _build() -> tuple[Question, ...]:
    asked = (
        *((name, "text", ()) for name in TEXTS),
        *((name, "long_text", ()) for name in LONG_TEXTS),
        *(
            (name, "choice", tuple(f"{name}{n:03}" for n in range(count)))
            for name, count in SELECTS.items()
        ),
        *((name, "choice", ANSWERS) for name in RADIOS),
        *((name, "boolean", ()) for name in BOXES),
        *((name, "date", ()) for name in DATES),
        *((name, "integer", ()) for name in NUMBERS),
    )
    return tuple(
        Question(
            id=f"q{number:02}",
            name=name,
            type=type_,
            choices=choices,
            required=number % 3 != 0,
            hint="请按证书如实填写，提交后由单位审核。" if number % 2 else "",
        )
        for number, (name, type_, choices) in enumerate(asked, 1)
    )


QUESTIONS = _build()
assert (len(QUESTIONS), sum(SELECTS.values())) == (60, 549)
