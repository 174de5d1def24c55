"""The words of a province in pages that belong to no application."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from web.models import Account
from web.services.errors import NotFound
from web.services.packs import Packs

WORDS: Mapping[str, str] = {
    "archive": "业绩档案",
    "apply": "马上申报",
    "begin": "确认并开始申报",
    "fill": "填报",
    "flow": "审核流程",
    "mode": "申报形式",
    "pick": "提取",
    "reviews": "申报审核",
    "self_check": "条件自检",
    "unit": "单位",
}
"""What is said where a province has no word of its own."""

Word = Callable[[str], str]


def word_of(terms: Mapping[str, str], term: str) -> str:
    """The province's word for a term, else the usual one."""
    return terms.get(term) or WORDS.get(term, term)


def words_for(packs: Packs, account: Account | None) -> Word:
    """The words of the province that an account belongs to."""
    terms: Mapping[str, str] = {}
    if account is not None:
        try:
            terms = packs.province(account.province).terms
        except NotFound:
            terms = {}
    return lambda term: word_of(terms, term)
