"""Pages that read what grows: looked at by tests, which count, and by a bench, which measures.

The numbers are what pages need now, and a little more. Whoever goes over one has put a query into a
loop, or reads a table to count it.
"""

from __future__ import annotations

from typing import NamedTuple

from tests.web.large.chain import AUDITOR, COMMITTEE, DEPARTMENT, EXPERT, ISSUER
from tests.web.large.seed import COLLECTOR, HANDED_IN, OPERATOR, PICKER, STAFF


class Page(NamedTuple):
    """A page, who looks at it, the most statements and rows that it may take, a word it shows."""

    login: str
    address: str
    statements: int
    rows: int
    shows: str


LISTS = (
    Page(PICKER, "/home", 8, 40, "蚌埠市第0实验小学"),
    Page(PICKER, "/applications", 6, 10, "（第 0 批）"),
    Page(PICKER, "/applications?title=高级教师&sort=closing&page=30", 6, 10, "（第 289 批）"),
    Page(PICKER, "/plans/anhui/2022-bengbu-teachers", 8, 12, "2022年度蚌埠市"),
    Page(PICKER, "/profile", 6, 10, "王伟伟"),
    Page(PICKER, "/profile/unit?q=蚌埠市实验小学", 8, 340, "蚌埠市第1实验小学"),
    Page(PICKER, "/archive", 8, 20, "440"),
    Page(OPERATOR, "/unit", 13, 40, "5000"),
    Page(OPERATOR, "/unit/bindings", 6, 60, "300"),
    Page(OPERATOR, "/unit/bindings?state=bound&page=5", 6, 60, "共 1000"),
    Page(OPERATOR, "/unit/bindings/{large.binding}", 5, 8, "待单位审核"),
    Page(OPERATOR, "/verification", 8, 60, "5000"),
    Page(OPERATOR, "/verification?state=&sort=person&text=先进&page=9", 8, 60, "教学先进个人"),
    Page(OPERATOR, "/verification/{large.waiting}", 16, 560, "教学先进个人"),
    Page(STAFF, "/staff", 7, 10, "100"),
    Page(STAFF, "/staff/units", 5, 60, "共 100"),
    Page(STAFF, "/staff/registrations", 5, 60, "500"),
    Page(STAFF, "/staff/accounts?words=王", 5, 60, "王伟伟"),
)
"""What grows with the province, the unit and the years: nothing of it may be read whole."""

OWN = (
    Page(PICKER, "/archive/records", 7, 520, "共 500"),
    Page(PICKER, "/archive/records?kind=honor&text=先进&page=4", 7, 520, "教学先进个人"),
    Page(PICKER, "/archive/bin", 5, 8, "回收站"),
    Page(PICKER, "/archive/{large.record}", 12, 530, "教学先进个人（3）"),
    Page(COLLECTOR, "/applications/{large.collector}/picks/tenure_honor", 14, 530, "440"),
    Page(PICKER, "/applications/{large.picker}/pages/basic", 14, 940, "基本信息"),
    Page(PICKER, "/applications/{large.picker}/pages/performance_page", 14, 940, "（399）"),
    Page(PICKER, "/applications/{large.picker}/overview", 14, 940, "（399）"),
    Page(PICKER, "/applications/{large.picker}/attachments", 14, 940, "证书.jpg"),
    Page(PICKER, "/applications/{large.picker}/check?run=1", 14, 940, "检测"),
    Page(PICKER, "/applications/{large.picker}/track", 18, 1_150, "还没有提交"),
)
"""One person's 500 records and 400 picks: read once, in a fixed number of statements."""

REVIEWS = (
    Page(HANDED_IN, "/applications/{large.handed_in}/track", 18, 60, "第 2 次提交"),
    Page(HANDED_IN, "/applications/{large.handed_in}/overview", 12, 40, "（399）"),
    Page(OPERATOR, "/reviews", 10, 60, "待审核"),
    Page(OPERATOR, "/reviews?state=&name=王", 10, 60, "待审核"),
    Page(OPERATOR, "/reviews/{large.handed_in}", 27, 500, "（399）"),
    Page(OPERATOR, "/reviews/{large.handed_in}/rounds/1", 16, 70, "（399）"),
)
"""What was handed in: the list knows a line of each, a page one snapshot and the one before."""

CHAIN = (
    Page(DEPARTMENT, "/unit", 30, 80, "申报"),
    Page(DEPARTMENT, "/reviews", 10, 80, "1500"),
    Page(DEPARTMENT, "/reviews?state=&sort=unit&down=1&page=9", 10, 80, "实验小学"),
    Page(DEPARTMENT, "/unit/lower", 12, 260, "实验小学"),
    Page(DEPARTMENT, "/jobs", 8, 60, "导出名单"),
    Page(DEPARTMENT, "/jobs/{large.chain.job}", 10, 60, "导出名单"),
    Page(ISSUER, "/issuing", 12, 130, "500"),
    Page(ISSUER, "/issuing/certificates", 10, 130, "500"),
    Page(COMMITTEE, "/unit", 30, 80, "申报"),
    Page(AUDITOR, "/audit/events", 14, 160, "50000"),
    Page(AUDITOR, "/audit/events?action=save&page=20", 14, 160, "保存"),
)
"""What came along the chain: long lists are cut by the database."""

WHOLE = (
    Page(COMMITTEE, "/committee", 14, 400, "实验小学"),
    Page(COMMITTEE, "/committee/batches/{large.chain.batch}", 12, 540, "2022 年第一批"),
    Page(COMMITTEE, "/committee/batches/{large.chain.batch}/reading", 20, 5_000, "专家1"),
    Page(COMMITTEE, "/committee/batches/{large.chain.batch}/opinions", 12, 2_600, "专家1"),
    Page(COMMITTEE, "/committee/meetings/{large.chain.meeting}", 16, 2_700, "第一会议室"),
    Page(COMMITTEE, "/committee/sittings/{large.chain.sitting}", 10, 540, "第一考场"),
    Page(COMMITTEE, "/committee/publicity/{large.chain.publicity}", 12, 540, "评审结果公示"),
    Page(EXPERT, "/expert", 12, 560, "2022 年第一批"),
    Page(EXPERT, "/expert/meetings/{large.chain.meeting}", 14, 2_700, "第一会议室"),
)
"""One batch of 500, shown whole: read in a fixed number of statements."""
