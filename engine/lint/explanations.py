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
    "vote-too-low": Explanation(
        "票决比例过低",
        "出席的委员不少于评委会人数的 2/3，同意票不少于出席人数的 2/3，才能通过（人社部令第40号）；"
        "各省可以更严，不能更宽。",
        "改为 2/3 或更高。",
    ),
    "even-committee": Explanation(
        "评委会人数是双数",
        "评委会由单数的委员组成（人社部令第40号）。",
        "改为单数。",
    ),
    "small-committee": Explanation(
        "高级评委会人数过少",
        "高级评委会按专业组建的不少于 11 人，按系列组建的不少于 25 人（人社部令第40号）。",
        "补足委员，或核对 members。",
    ),
    "late-reminder": Explanation(
        "提醒晚于送达",
        "提前提醒的天数不少于办理期限，提醒的那天申报还没有送到这个节点。",
        "remind_before 改小，或把 days 放宽。",
    ),
    "missing-calendar-year": Explanation(
        "工作日历缺年份",
        "审核、公示的期限以工作日计，而工作日历里没有申报期间的这一年。"
        "系统不按周末推算：缺了年份，期限空着，管理员会看到提示。",
        "国务院办公厅公布放假安排后，写进 kind: calendar 的规则包；"
        "在那以前只是提示，--strict 也不算警告。",
    ),
    "idle-paths": Explanation(
        "没有可以上报的环节",
        "写了 paths 的 request: true，单位可以申请上报路径；"
        "而审核流程里没有部门的节点，申请了也没有数据会上报。",
        "在 workflow.nodes 里写上 by: department 的节点，或删去 paths。",
    ),
    "misplaced-back": Explanation(
        "不能退回上一级的环节",
        "back 把申报交还前一个审核的单位或部门。第一个环节前面没有人；"
        "评委会表决的结果不能用退回改变；补换证的审核只退回申请人。",
        "从 actions 里删去 back；要退回申报人的写 return。",
    ),
    "names-not-text": Explanation(
        "列姓名的字段不是文本",
        "写了 names 的字段列出合作者的姓名，从文字里逐个读出；数字、日期、选项里没有姓名，"
        "评审专家永远不会因此回避。",
        "改为 text 或 long_text，或删去 names。",
    ),
    "no-holder": Explanation(
        "没有写是哪个评委会",
        "评委会节点由它的 holder 办理，省略时是计划的 committee；都没有写，申报到这里没有人接。",
        "在计划里写 committee，或在节点写 holder。",
    ),
    "idle-action": Explanation(
        "没有人能做的动作",
        "workflow.actions 给一个动作起了名称，但没有一个节点可以做它。",
        "删去名称，或在该做它的节点的 actions 里加上。",
    ),
    "bad-character": Explanation(
        "不可见的字符",
        "控制字符、零宽字符看不见，却会让编号对不上。",
        "删去它。",
    ),
    "bad-date": Explanation(
        "不是日期",
        "日期必须真实存在，写成 2026-06-21 的样子。",
        "改正日期。",
    ),
    "bad-format": Explanation(
        "没有这种打印格式",
        "{字段|格式} 里的格式只有几种。",
        "改为列出的格式之一。",
    ),
    "bad-id": Explanation(
        "编号格式不对",
        "编号供表达式和检测结果引用，以字母开头，只用小写字母、数字和下划线；"
        "规则包的编号用 - 和 / 连接。",
        "改写编号，名称请写在 name 里。",
    ),
    "bad-template": Explanation(
        "文字模板写错",
        "花括号没有配对，或里面不是表达式。",
        "表达式写在一对半角花括号里；要显示花括号请写 {{ 和 }}。",
    ),
    "cannot-read": Explanation(
        "不能读取",
        "文件或目录不存在，或没有读取的权限。",
        "核对路径和权限。",
    ),
    "cell-roles": Explanation(
        "单元格有两种内容",
        "一个单元格只能是 label、text、field、photo、signature 中的一种。",
        "拆成两个单元格。",
    ),
    "conflicting-keys": Explanation(
        "键互相冲突",
        "几个键只能写其中一个。",
        "保留一个，或拆成几条。",
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
    "dead-end": Explanation(
        "审核走不下去",
        "审核节点只能退回或终止，没有通过，也没有上报，到这里的申报永远不会通过；"
        "或者业务部门排在评委会、发证机构之后，而上报路径只从单位和部门往上。",
        "在 actions 里加上 pass 或 report；或把业务部门的节点移到评委会之前。",
    ),
    "duplicate-code": Explanation(
        "代码重复",
        "代码表里同一个代码出现两次，存下来的值会有歧义。",
        "改正或删去其中一个。",
    ),
    "duplicate-id": Explanation(
        "编号重复",
        "同一列表里两个同样的编号会互相覆盖；模块、类别、项目、附件项在一个标准里也不能同名，因为检测结果按编号定位。",
        "改掉其中一个编号。",
    ),
    "duplicate-key": Explanation(
        "重复的键",
        "同一个映射里同一个键写了两次。多数工具会悄悄丢掉前一个，这里不允许。",
        "删去其中一个。",
    ),
    "empty-column": Explanation(
        "总是空着的列",
        "表格的一列要显示的内容，这个来源的行里没有：附件没有项目，普通模块的行没有题名。",
        "换成提示里的词，或去掉这一列。",
    ),
    "empty-file": Explanation(
        "空文件",
        "文件里没有内容。",
        "写入内容或删去文件。",
    ),
    "expression-limit": Explanation(
        "表达式过于复杂",
        "表达式有长度、嵌套和个数的限制，保证任何检测都很快结束。",
        "拆成几个计算值或几条规则。",
    ),
    "expression-syntax": Explanation(
        "表达式语法错误",
        "括号、引号没有配对，或两个条件之间漏写 and / or。",
        "按列号改正。",
    ),
    "expression-type": Explanation(
        "表达式类型错误",
        "数字与日期、文字等不能相互比较或运算。",
        "按列号改正；日期加减时长写作 5y、18m、30d。",
    ),
    "extends-cycle": Explanation(
        "继承成环",
        "extends 绕回了自己。",
        "去掉其中一处 extends。",
    ),
    "field-type-conflict": Explanation(
        "同名字段类型不同",
        "不同业绩类型里同一编号的字段，值的类型必须一致，跨类型的规则才能比较。",
        "改用不同的编号，或统一类型。",
    ),
    "inverted-window": Explanation(
        "时间窗颠倒",
        "截止日期早于起始日期。",
        "核对 from 与 to。",
    ),
    "json-syntax": Explanation(
        "JSON 语法错误",
        "扩展名为 .json 的文件不是合法的 JSON。",
        "按提示的行列修改；JSON 不允许注释和末尾逗号。",
    ),
    "level-mismatch": Explanation(
        "级别与职称不符",
        "级别按系列目录由职称查出，从不按名字猜：“一级”在有的系列是正高级，在有的系列是中级。",
        "按提示改正 levels，或核对职称。",
    ),
    "looser-than-standard": Explanation(
        "计划比标准宽",
        "评审计划只能在评审标准之上收紧，不能放宽（国家标准、地区标准、单位标准依次不得低于前者）。",
        "恢复标准的要求；确需调整时修改评审标准并写明依据。",
    ),
    "min-over-items": Explanation(
        "类别的最少数超过各项目之和",
        "类别要求的数量，各项目加起来也给不出。",
        "改小类别的 min，或增加项目、放宽项目的 max。",
    ),
    "min-over-max": Explanation(
        "下限大于上限",
        "没有任何值能同时满足。",
        "改小下限或改大上限。",
    ),
    "misplaced-key": Explanation(
        "键放错了地方",
        "这一类模块或规则用不到这个键，写了也不会起作用。",
        "删去它，或改用它适用的类型。",
    ),
    "misplaced-publicity": Explanation(
        "公示写错了节点",
        "公示由用人单位（单位内公示）或评委会（结果公示）办理，部门和发证机构的节点不公示。",
        "把 publicity 移到单位或评委会的节点。",
    ),
    "missing-key": Explanation(
        "缺少必需的键",
        "这一处少了一个必须写的键。",
        "补上它。",
    ),
    "missing-source": Explanation(
        "没有写明依据",
        "规则必须能追溯到手册行号或文件文号，检测结果和表格会引用它。",
        "写明 source。",
    ),
    "no-room": Explanation(
        "没有地方排正文",
        "页边距占满了整张纸。",
        "减小 margins。",
    ),
    "not-a-choice": Explanation(
        "不在可选值中",
        "这个键只接受几个固定的值。",
        "改为列出的值之一。",
    ),
    "not-text-key": Explanation(
        "键必须是文字",
        "列表、映射或空值不能作键。",
        "改为文字；数字样的键请加引号。",
    ),
    "not-utf8": Explanation(
        "编码不对",
        "文件不是 UTF-8，多半是以 GBK 保存的。",
        "另存为 UTF-8 编码。",
    ),
    "out-of-range": Explanation(
        "超出范围",
        "数值、字数或个数超出允许的范围。",
        "按提示的范围改写。",
    ),
    "printed-not-asked": Explanation(
        "打印而未填写",
        "表格里有一格，但没有任何模块、计算值或业绩提供它。",
        "核对编号，或先加入这一项。",
    ),
    "repeat-source": Explanation(
        "重复行的来源不对",
        "重复行要有而且只有一个来源：模块、项目、类别、全部类别或附件。",
        "只保留一个。",
    ),
    "required-not-printed": Explanation(
        "必填而不打印",
        "要求填写的内容没有印在任何表中，多半是表格漏了一格。",
        "在表中加入它；确实不必打印时写 printed: false。",
    ),
    "reserved-id": Explanation(
        "保留的名字",
        "application、plan、computed、files、records 等由平台使用，表达式会混淆。",
        "换一个编号。",
    ),
    "short-publicity": Explanation(
        "公示时间太短",
        "单位内公示和评审结果公示都不少于 5 个工作日（人社部令第40号）。",
        "把 publicity.days 改为 5 或更多。",
    ),
    "slot-without-name": Explanation(
        "附件项没有名称",
        "没有名称，申报人不知道要传什么，检测结果也会出现“, 已上传附件 1 个”这样的残句。",
        "填写名称。",
    ),
    "too-deep": Explanation(
        "嵌套过深",
        "嵌套超过 30 层。",
        "拆成几个部分，或用 extends。",
    ),
    "too-large": Explanation(
        "文件过大",
        "一个文件不能超过 1 MB。",
        "拆成几个文件。",
    ),
    "uneven-row": Explanation(
        "行与列对不上",
        "各单元格的 colspan、rowspan 合起来与表格的列数不符，印出来会错位。",
        "核对 colspan 与 rowspan。",
    ),
    "unknown-choice": Explanation(
        "没有这个选项",
        "与选项或代码比较的值不在可选值中，条件永远不会成立。",
        "改为列出的值之一。",
    ),
    "unknown-key": Explanation(
        "不认识的键",
        "写错的键如果被忽略，规则就会悄悄失效，所以一律报告。",
        "按“是不是想写”改正；键名见本参考手册。",
    ),
    "unknown-name": Explanation(
        "没有这个名称",
        "表达式用到了没有声明的字段、列表、计算值或函数。",
        "按“是不是想写”改正，或先声明它。",
    ),
    "unknown-reference": Explanation(
        "引用不存在",
        "引用了没有声明的字段、个人信息、审核节点、业绩类型、代码表、职称、附件项、时间窗、模块、表格或规则包。",
        "按“是不是想写”改正，或先声明它。",
    ),
    "unopened-page": Explanation(
        "打不开的页面",
        "页面写了 after，要先完成的模块却在这一页上，或在要等它的页面上，申报人永远打不开。",
        "把要先完成的模块放到前面的页面，或从 after 里去掉。",
    ),
    "unreachable-case": Explanation(
        "用不到的情形",
        "分情形的数值按先后取第一个成立的，不带 when 的一项之后都不会用到。",
        "把不带 when 的一项放在最后。",
    ),
    "only-onward": Explanation(
        "退回用完只能通过",
        "审核流程限定了退回次数（returns），而这个节点除了退回没有别的否定动作，"
        "退回满次数以后，不符合条件的申报也只能通过。",
        "在 actions 里加上 refuse 或 terminate，或不限退回次数。",
    ),
    "unreachable-node": Explanation(
        "用不到的审核节点",
        "申报从 destination 开始往后审核，排在它前面的节点永远不会用到；"
        "排在别人之后的单位也不会再收到申报。",
        "改 destination，或调整节点的次序。",
    ),
    "unreachable-section": Explanation(
        "没有放在页面上",
        "模块或类别不在任何页面上，申报人无法填写。",
        "加入 pages 的某一页。",
    ),
    "unsatisfiable-category": Explanation(
        "类别无法满足",
        "各项目的最少数合计已超过类别的上限，或要求有记录的项目不接受任何业绩类型。",
        "核对类别与项目的 min、max 和 accepts。",
    ),
    "repeating-number": Explanation(
        "证书编号会重复",
        "每个证书的编号都不同：编号里要有年度 {year} 和流水号 {serial}，流水号的位数要够一年使用。",
        "在 number 里补上，如 {year}{serial:06}。",
    ),
    "issuer-last": Explanation(
        "补换证没有人发",
        "补换证的最后一个节点由发证机关审核，通过后发新证书。",
        "最后一个节点写 by: issuer。",
    ),
    "unused-number-part": Explanation(
        "编号没有用到的部分",
        "certificate.parts 里写了值，证书编号的式样里却没有它。",
        "在 number 里写上它，或删去它。",
    ),
    "unused": Explanation(
        "声明而未使用",
        "时间窗、计算值、代码表、评审标准或表格没有被任何地方用到，多半是引用处写错了编号。",
        "删去，或改正引用。",
    ),
    "used-before-asked": Explanation(
        "先用后问",
        "条件用到了后面才填写的内容，申报人会看到已填好的页面又变了。",
        "调整先后次序，或改用前面的内容。",
    ),
    "wrong-type": Explanation(
        "类型不对",
        "例如应为整数却写了文字，应为列表却写了单个值。",
        "按提示的类型改写；年份、日期之外的编号请加引号。",
    ),
    "yaml-alias": Explanation(
        "不支持引用",
        "* 引用别处的内容，与锚点同理。",
        "直接写出内容；以 * 开头的文字请加引号。",
    ),
    "yaml-anchor": Explanation(
        "不支持锚点",
        "& 会让一处修改影响别处，也会被用来撑爆内存。",
        "用 extends 继承，或直接写出内容；以 & 开头的文字请加引号。",
    ),
    "yaml-documents": Explanation(
        "一个文件多份文档",
        "--- 隔开的第二份文档常被别的工具忽略。",
        "拆成几个文件。",
    ),
    "yaml-full-width": Explanation(
        "全角标点",
        "全角的逗号、冒号不是 YAML 的标点，整段会被当作一项文字。",
        "列表用半角逗号，键后用半角冒号加空格；属于文字时请加引号。",
    ),
    "yaml-leading-zero": Explanation(
        "以 0 开头的数字",
        "在有的工具里是八进制数，在这里是文字。",
        "编号请加引号，数字请去掉前面的 0。",
    ),
    "yaml-merge-key": Explanation(
        "不支持合并键",
        "<< 悄悄并入别处的键，读的人看不出值从哪里来。",
        "用 extends，或直接写出来。",
    ),
    "yaml-syntax": Explanation(
        "YAML 语法错误",
        "文件不是合法的 YAML：缩进不齐、用了 Tab、全角冒号、括号没有配对，等等。",
        "按提示的行列修改；文字里含 “: ” 或以 @ % & * ! 等符号开头时，请整体加引号。",
    ),
    "yaml-tag": Explanation(
        "不支持标记",
        "!! 开头的标记会让文件变成程序。规则包只有文字、数字、是否、列表和映射。",
        "删去标记。",
    ),
    "yaml-yes-no": Explanation(
        "看起来像是/否",
        "yes、no、on、off 在有的工具里是真假，在这里是文字。",
        "是否请写 true / false；文字请加引号。",
    ),
}
