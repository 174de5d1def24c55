"""What each problem code means, for authors of packs: `zhiping lint --explain` and the reference.

A code is stable. It is the name of its example in `tests/packs/bad` and its heading in the
reference, whichever step reports it: reading, shape, merging, compiling or a lint check.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """The page of one code: `meaning` says what and why, `cure` what to do."""

    title: str
    meaning: str
    cure: str


EXPLANATIONS: dict[str, Explanation] = {
    "yaml-syntax": Explanation(
        "YAML 语法错误",
        "文件不是合法的 YAML：缩进不齐、用了 Tab、全角冒号、括号没有配对，等等。",
        "按提示的行列修改；文字里含 “: ” 或以 @ % & * ! 等符号开头时，请整体加引号。",
    ),
    "json-syntax": Explanation(
        "JSON 语法错误",
        "扩展名为 .json 的文件不是合法的 JSON。",
        "按提示的行列修改；JSON 不允许注释和末尾逗号。",
    ),
    "duplicate-key": Explanation(
        "重复的键",
        "同一个映射里同一个键写了两次。多数工具会悄悄丢掉前一个，这里不允许。",
        "删去其中一个。",
    ),
    "yaml-anchor": Explanation(
        "不支持锚点、别名和合并键",
        "& * << 会让一处修改影响别处，也会被用来撑爆内存。",
        "用 extends 继承，或直接写出内容。",
    ),
    "yaml-tag": Explanation(
        "不支持标记",
        "!! 开头的标记会让文件变成程序。规则包只有文字、数字、是否、列表和映射。",
        "删去标记。",
    ),
    "not-text-key": Explanation(
        "键必须是文字",
        "列表、映射或空值不能作键。",
        "改为文字；数字样的键请加引号。",
    ),
    "too-deep": Explanation("嵌套过深", "嵌套超过 30 层。", "拆成几个部分，或用 extends。"),
    "too-large": Explanation("文件过大", "一个文件不能超过 1 MB。", "拆成几个文件。"),
    "encoding": Explanation("编码不对", "文件不是 UTF-8。", "另存为 UTF-8 编码。"),
    "empty-file": Explanation("空文件", "文件里没有内容。", "写入内容或删去文件。"),
    "suspicious-value": Explanation(
        "看起来像别的东西",
        "yes / no / on / off、以 0 开头的数字、含全角逗号或冒号的文字，都按文字处理，常常不是作者的本意。",
        "是否请写 true / false；编号请加引号；列表请用半角逗号。",
    ),
    "unknown-kind": Explanation(
        "不认识的 kind",
        "每个文件必须用 kind 写明是哪一种：codes、series、province、standard、plan、table、case。",
        "改为其中之一。",
    ),
    "unknown-key": Explanation(
        "不认识的键",
        "写错的键如果被忽略，规则就会悄悄失效，所以一律报告。",
        "按“是不是想写”改正；键名见本参考手册。",
    ),
    "missing-key": Explanation("缺少必需的键", "这一处少了一个必须写的键。", "补上它。"),
    "wrong-type": Explanation(
        "类型不对",
        "例如应为整数却写了文字，应为列表却写了单个值。",
        "按提示的类型改写；年份、日期之外的编号请加引号。",
    ),
    "not-a-choice": Explanation("不在可选值中", "这个键只接受几个固定的值。", "改为列出的值之一。"),
    "out-of-range": Explanation(
        "超出范围", "数值、字数或个数超出允许的范围。", "按提示的范围改写。"
    ),
    "bad-id": Explanation(
        "编号格式不对",
        "编号供表达式和检测结果引用，只能用小写字母、数字和下划线，以字母开头；规则包的编号用 - 和 / 连接。",
        "改写编号，名称请写在 name 里。",
    ),
    "duplicate-id": Explanation(
        "编号重复",
        "同一列表里两个同样的编号会互相覆盖；模块、类别、项目、附件项在一个标准里也不能同名，因为检测结果按编号定位。",
        "改掉其中一个编号。",
    ),
    "unknown-reference": Explanation(
        "引用不存在",
        "引用了没有声明的字段、业绩类型、代码表、职称、附件项、时间窗、模块、表格或规则包。",
        "按“是不是想写”改正，或先声明它。",
    ),
    "expression-error": Explanation(
        "表达式错误",
        "表达式在加载时就检查：语法、名称、类型（数字不能与文字比较）、选项值、日期运算。",
        "按列号和提示改正。",
    ),
    "min-over-max": Explanation("下限大于上限", "没有任何值能同时满足。", "改小下限或改大上限。"),
    "min-over-items": Explanation(
        "类别的最少数超过各项目之和",
        "类别要求的数量，各项目加起来也给不出。",
        "改小类别的 min，或增加项目、放宽项目的 max。",
    ),
    "unsatisfiable-category": Explanation(
        "类别无法满足",
        "各项目的最少数合计已超过类别的上限，或要求有记录的项目不接受任何业绩类型。",
        "核对类别与项目的 min、max 和 accepts。",
    ),
    "inverted-window": Explanation("时间窗颠倒", "截止日期早于起始日期。", "核对 from 与 to。"),
    "level-mismatch": Explanation(
        "级别与职称不符",
        "级别按系列目录由职称查出，从不按名字猜：“一级”在有的系列是正高级，在有的系列是中级。",
        "按提示改正 levels，或核对职称。",
    ),
    "slot-without-name": Explanation(
        "附件项没有名称",
        "没有名称，申报人不知道要传什么，检测结果也会出现“, 已上传附件 1 个”这样的残句。",
        "填写名称。",
    ),
    "constant-condition": Explanation(
        "条件恒真或恒假",
        "恒真的条件没有用处，恒假的条件会让内容永远不出现，多半是取值写错或 and / or 用反。",
        "核对条件。",
    ),
    "cycle": Explanation(
        "循环依赖",
        "几样东西互相依赖，谁也无法先确定：继承、计算值、显示条件、上限都可能成环。",
        "去掉环中的一个依赖。",
    ),
    "used-before-asked": Explanation(
        "先用后问",
        "条件用到了后面才填写的内容，申报人会看到已填好的页面又变了。",
        "调整先后次序，或改用前面的内容。",
    ),
    "required-not-printed": Explanation(
        "必填而不打印",
        "要求填写的内容没有印在任何表中，多半是表格漏了一格。",
        "在表中加入它；确实不必打印时写 printed: false。",
    ),
    "printed-not-asked": Explanation(
        "打印而未填写",
        "表格里有一格，但没有任何模块、计算值或业绩提供它。",
        "核对编号，或先加入这一项。",
    ),
    "looser-than-standard": Explanation(
        "计划比标准宽",
        "评审计划只能在评审标准之上收紧，不能放宽（国家标准、地区标准、单位标准依次不得低于前者）。",
        "恢复标准的要求；确需调整时修改评审标准并写明依据。",
    ),
    "unused": Explanation(
        "声明而未使用",
        "时间窗、计算值、代码表、评审标准或表格没有被任何地方用到，多半是引用处写错了编号。",
        "删去，或改正引用。",
    ),
    "missing-source": Explanation(
        "没有写明依据",
        "规则必须能追溯到手册行号或文件文号，检测结果和表格会引用它。",
        "写明 source。",
    ),
    "unreachable-section": Explanation(
        "没有放在页面上", "模块或类别不在任何页面上，申报人无法填写。", "加入 pages 的某一页。"
    ),
}
