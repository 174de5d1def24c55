"""A small made-up library that uses every key of the pack format once."""

from __future__ import annotations

from pathlib import Path

CODES = """\
kind: codes
id: degree
name: 学位
source: 自拟
attributes: {rank: integer, label: text, since: date, weight: number, real: boolean}
entries:
  - {code: '1', name: 博士, rank: 3, label: 高, since: '2000-01-01', weight: 1.5, real: true}
  - {code: '2', name: 硕士, parent: '1', rank: 2, valid_from: '2000-01-01', valid_to: '2030-12-31'}
"""
SERIES = """\
kind: series
id: craft
name: 手工艺
source: 自拟
code: '99'
branches:
  - name: 陶艺
    titles: [{name: 大师, level: 正高级, formerly: [老师傅]}, {name: 师傅, level: 副高级}]
"""
PROVINCE = """\
kind: province
id: lake
name: 湖省
source: 自拟
kinds:
  - id: work
    name: 作品
    source: 自拟
    title: name
    date: made_on
    rank: rank
    total: total
    unique: [name]
    fields:
      - {id: name, name: 名称, type: text, required: true}
      - {id: made_on, name: 完成日期, type: date}
      - {id: rank, name: 排名, type: integer}
      - {id: total, name: 人数, type: integer}
      - {id: size, name: 规模, type: choice, choices: [大型, 中型, 小型]}
      - {id: prize, name: 奖项, type: text}
    slots: [{id: picture, name: 照片, types: [jpg]}]
  - id: lesson
    name: 课程
    fields: [{id: name, name: 名称, type: text}, {id: hours, name: 学时, type: integer}]
sections:
  - id: person
    name: 个人
    source: 自拟
    type: form
    fixed: true
    hint: 请核对
    columns: 3
    when: application.mode != null
    statement: 已填写{person.name}
    done: 已填完
    fields:
      - id: name
        name: 姓名
        source: 自拟
        type: text
        required: true
        hint: 全名
        readonly: true
        printed: false
        done: 已填
      - {id: years, name: 年数, type: integer, required: {person.name: {filled: true}}}
      - id: best_years
        name: 最好年数
        type: integer
        at_most: person.years
        when: person.years > 1
      - {id: degree, name: 学位, type: code, table: degree}
      - {id: started, name: 从业日期, type: date}
  - id: unit
    name: 单位
    type: form
    fixed: true
    fields: [{id: name, name: 单位名称, type: text}, {id: code, name: 代码, type: text}]
  - id: view
    name: 面貌
    type: form
    fields: [{id: politics, name: 政治面貌, type: text, prefill: life.politics}]
  - {id: oath, name: 承诺, type: pledge, text: 我承诺, agree: 同意}
  - id: jobs
    name: 经历
    type: rows
    min: [{when: person.years > 3, value: 2}, {value: 1}]
    max: 9
    fields: [{id: place, name: 单位, type: text}]
    slots: [{id: letter, name: 聘书}]
  - {id: lessons, name: 课程, type: picks, kinds: [lesson]}
  - id: papers
    name: 附件
    type: slots
    slots:
      - id: scan
        name: 扫描件
        source: 自拟
        required: true
        when: {application.mode: normal}
        types: [pdf]
        max_mb: 3
        max_total_mb: 9
        min_files: 1
        max_files: 2
        hint: 清晰
        template: scan.docx
prohibitions: [integrity_ban]
pickable: [passed]
terms: {pick: 提取}
messages: {not-verified: 没有审核}
profile:
  - id: life
    name: 经历
    type: form
    fields: [{id: politics, name: 政治面貌, type: text, required: true}]
account:
  register: {review: true, asks: [person.name, life.politics], choose_unit: true}
  sign_in: [login]
  captcha: always
  captcha_after: 3
  lockout: {failures: 4, minutes: 20}
  idle_minutes: 40
  password: {min: 10, classes: 2, history: 1}
  immutable: [person.name]
  series_max: 3
  portals: [{id: gov, name: 政务网, source: 自拟, hint: 扫码, claims: {person.name: name}}]
binding:
  search: [code]
  change: unbind_first
  note: required
  freelancers: true
  freelancer_hint: 请选当地部门
record_statuses: {pending: 等, unreviewed: 未, passed: 过, failed: 否, returned: 回}
workflow:
  statuses: {editing: 写, submitted: 交, returned: 回, terminated: 止, passed: 过}
  actions: {hand_in: 交, pass: 过, report: 报, return: 回, refuse: 否, terminate: 止}
  return: parts
  destination: unit
  nodes:
    - {id: unit, name: 单位, source: 自拟, by: unit, actions: [pass, return], status: 等单位}
    - id: jury
      name: 评委会
      by: committee
      vote: {quorum: 2/3, pass: 3/4, members: 25}
      experts: {group_min: 3, readers: 3}
      scoring:
        criteria: [{id: skill, name: 技艺, source: 自拟, max: 100, weight: 2}]
        blind: true
        drop_extremes: true
      publicity: {days: 6, where: 门口, shows: [name, result]}
navigation: steps
choice: [level, title]
start: {self_check: required, notes: [细看], pledge: {name: 承诺, text: 我承诺, agree: 好}}
plan_types: [评审, 认定]
paths: {request: true, days: 4}
certificate:
  name: 手艺证书
  source: 自拟
  number: 'H{year}{committee:02}{serial:04}'
  parts: {committee: '7'}
  approval: 湖职〔2030〕1号
  nature: 社会化
  layout:
    orientation: landscape
    colour: blue
    statement: '{name}会做{branch}。'
    items: [{value: gender, label: 性别}]
    notes: 可以扫码。
  seals: {issuer: （章）, committee: （章）}
  reissue:
    nodes: [{id: issue, name: 发证, by: issuer}]
    changes: [unit]
    pledge: 我承诺
"""
STANDARD = """\
kind: standard
id: lake/craft
name: 手工艺标准
version: '1'
source: 自拟
province: lake
series: craft
titles: [大师, 师傅]
assignment: best
exams:
  - id: talk
    name: 答辩
    source: 自拟
    kind: defence
    when: {application.title: 大师}
    subject: 手艺
    full: 10
    pass: 6
    notes: [带证件]
    exempt: {grounds: [已获大奖], text: 附证书}
windows:
  - {id: recent, name: 近五年, source: 自拟, years: 5, to: plan.cutoff}
  - {id: career, from: person.started}
computed:
  - id: whole
    name: 从业年数
    source: 自拟
    value: whole_years(person.started, plan.cutoff)
    unit: 年
categories:
  - id: skill
    name: 技艺
    source: 自拟
    min: 1
    max: 9
    count: items
    when: {application.level: 正高级}
    hint: 至少一项
    items:
      - id: pots
        name: 陶器
        source: 自拟
        accepts: [{kind: work, where: {size: 大型}, within: {window: recent, by: made_on}}]
        min: 0
        max: 5
        when: person.years > 1
        hint: 大型
      - {id: other, name: 其他, accepts: [work]}
eligibility:
  - id: record
    name: 资历
    source: 自拟
    section: person
    by: person.degree.label
    measures: [{id: years, name: 年数, source: 自拟, value: computed.whole}]
    rows: [{any_of: [高], need: {years: 2}, when: person.years > 1, note: 博士}]
    when: {application.mode: normal}
    severity: warning
rules:
  - id: years_fit
    name: 年数
    source: 自拟
    severity: error
    when: person.years != null
    section: person
    at: person.years
    message: '{person.years} 年太少'
    done: 够了
    must: person.years >= 1
  - id: large
    name: 大型作品
    count:
      items: [pots]
      categories: [skill]
      kinds: [work]
      of: records
      where: {rank: {max: 3}}
      within: recent
      sum: total
      distinct: name
      weights: {by: size, values: {大型: 1}, otherwise: 0.5}
      best: 3
      per: year
      highest: {of: name, by: prize, order: [一等, 二等]}
      substitutes: [{count: {section: lessons}, each: 2, stands_for: 1, up_to: 1, name: 课程}]
      unit: 件
    min: 1
    max: 8
  - id: either
    name: 任选
    choose:
      - {id: one, name: 一, count: {items: [other]}, min: 1}
      - {id: two, name: 二, must: person.years > 1}
    min: 1
pages:
  - id: first
    name: 第一页
    source: 自拟
    group: 填报
    sections: [person]
    categories: [skill]
    when: person.years != 0
    hint: 提示
    after: [view]
  - {id: last, name: 检测, view: check}
report:
  - {id: person_check, name: 个人, source: 自拟, sections: [person], categories: [skill]}
tables: [{table: lake/form, when: "person.years != null"}]
"""
TABLE = """\
kind: table
id: lake/form
name: 评审表
source: 自拟
blocks:
  - {type: heading, text: '{person.name}'}
"""
PLAN = """\
kind: plan
id: lake/2030
name: 二〇三〇年
source: 自拟
province: lake
type: 职称申报计划
year: 2030
committee: 湖省评委会
window: {from: 2030-01-01, to: 2030-02-01}
cutoff: 2029-12-31
modes: [{id: normal, name: 常规, source: 自拟, hint: 一般}]
series: craft
branches: [青瓷]
levels: [正高级]
standards: [{standard: lake/craft, titles: [大师]}]
interview: 不需要
scope: 全省
text: 正文
notes: [一条]
downloads: [{name: 通知, file: notice.pdf}]
"""
FILES = {
    "codes/degree.yaml": CODES,
    "series/craft.yaml": SERIES,
    "lake/province.yaml": PROVINCE,
    "lake/standard.yaml": STANDARD,
    "lake/form.yaml": TABLE,
    "plans/2030.yaml": PLAN,
}


def line_of(text: str, start: str) -> int:
    """The line of the first place where `start` stands, so that samples may grow."""
    return text.partition(start)[0].count("\n") + 1


def write_library(folder: Path, **changed: str) -> Path:
    """Write the library; `changed` replaces files by their stem, `""` leaves one out."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        own = changed.pop(path.stem, text)
        if own:
            path.write_text(own, encoding="utf-8")
    for stem, text in changed.items():
        (folder / f"{stem}.yaml").write_text(text, encoding="utf-8")
    return folder
