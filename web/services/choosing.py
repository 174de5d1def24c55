"""Choosing what to apply for: what a plan offers, each answer narrowing the questions after it.

In which order the questions come is the pack's (`choice: [level, title, branch]`, 山东手册 L44).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.packs.model import Plan, Question, Standard, Title
from web.services.errors import BadChoice

ASKED: Mapping[Question, str] = {
    "mode": "申报形式",
    "level": "申报级别",
    "title": "申报职称",
    "branch": "申报专业",
}
"""What the questions are called where the province has no word of its own."""
FIELDS: Mapping[Question, str] = {
    "mode": "mode",
    "level": "level",
    "title": "offer",
    "branch": "branch",
}
"""The name of the control that answers each question."""
MISSING: Mapping[Question, str] = {
    "mode": "请选择{name}",
    "level": "请选择{name}",
    "title": "请选择{name}",
    "branch": "请从列表中选择{name}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is applied for: ids of mode and standard, names of branch and title."""

    mode: str
    standard: str
    branch: str
    title: str

    def plain(self) -> dict[str, str]:
        """The dossier's `application` map."""
        return {
            "mode": self.mode,
            "standard": self.standard,
            "branch": self.branch,
            "title": self.title,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A title by one of the plan's standards; `value` names both. Two standards for one title are
    two offers, between which the applicant chooses (安徽手册 L607)."""

    value: str
    standard: Standard
    title: Title
    branches: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question of the choice page: its options as (value, name), what was chosen, and the
    question that has to be answered first ("" when none has)."""

    question: Question
    name: str
    field: str
    options: tuple[tuple[str, str], ...]
    chosen: str
    waits_for: str = ""


def name_of(plan: Plan, question: Question) -> str:
    """What a question is called in the plan's province."""
    word = plan.word(question)
    return ASKED[question] if word == question else word


def offers_of(plan: Plan) -> tuple[Offer, ...]:
    """Everything that can be applied for in a plan."""
    return tuple(
        Offer(
            value=f"{standard.id}#{title.name}",
            standard=standard,
            title=title,
            branches=_branches(plan, standard, title),
        )
        for standard in plan.standards
        for title in standard.titles
    )


def _branches(plan: Plan, standard: Standard, title: Title) -> tuple[str, ...]:
    """The branches in which a title can be applied for: those of the standard, and where a branch
    is one of the national catalogue, only with that branch's titles."""
    titles = {branch.name: {t.name for t in branch.titles} for branch in plan.series.branches}
    return tuple(
        one
        for one in standard.branches or plan.branches
        if one not in titles or title.name in titles[one]
    )


def questions_of(plan: Plan) -> tuple[Question, ...]:
    """The questions in the pack's order; mode, title and branch are always asked."""
    order = plan.choice
    rest: tuple[Question, ...] = ("mode", "branch", "title")
    return (*order, *(one for one in rest if one not in order))


def ask(plan: Plan, chosen: Mapping[str, str]) -> tuple[Asked, ...]:
    """The questions with what may be chosen after the answers to those before them."""
    found: list[Asked] = []
    offers = offers_of(plan)
    kept: dict[Question, str] = {}
    for question in questions_of(plan):
        field = FIELDS[question]
        before = _narrowed(offers, kept)
        options = _options(plan, question, before)
        value = chosen.get(field, "")
        if value not in [option for option, _ in options]:
            value = options[0][0] if len(options) == 1 else ""
        found.append(
            Asked(
                question=question,
                name=name_of(plan, question),
                field=field,
                options=options,
                chosen=value,
                waits_for=_waits_for(plan, offers, question, found),
            )
        )
        if value:
            kept[question] = value
    return tuple(found)


def _waits_for(
    plan: Plan, offers: tuple[Offer, ...], question: Question, before: list[Asked]
) -> str:
    """The name of the first unanswered question whose answer would change these options."""
    whole = _options(plan, question, offers)
    for asked in before:
        if asked.chosen or asked.question == "mode":
            continue
        each = [
            _options(plan, question, _narrowed(offers, {asked.question: value}))
            for value, _ in asked.options
        ]
        if any(options != whole for options in each):
            return asked.name
    return ""


def _narrowed(offers: tuple[Offer, ...], kept: Mapping[Question, str]) -> tuple[Offer, ...]:
    return tuple(
        offer
        for offer in offers
        if kept.get("level", offer.title.level) == offer.title.level
        and kept.get("title", offer.value) == offer.value
        and ("branch" not in kept or kept["branch"] in offer.branches)
    )


def _options(
    plan: Plan, question: Question, offers: tuple[Offer, ...]
) -> tuple[tuple[str, str], ...]:
    if question == "mode":
        return tuple((mode.id, mode.name) for mode in plan.modes)
    if question == "level":
        levels = dict.fromkeys(offer.title.level for offer in offers)
        return tuple((level, plan.word(level)) for level in levels)
    if question == "branch":
        possible = {branch for offer in offers for branch in offer.branches}
        return tuple((one, one) for one in plan.branches if one in possible)
    return tuple((offer.value, offer_name(plan, offer)) for offer in offers)


def offer_name(plan: Plan, offer: Offer) -> str:
    """How an offer is called: title and level, and the standard where there are several."""
    name = f"{offer.title.name}（{plan.word(offer.title.level)}）"
    return f"{name} — {offer.standard.name}" if len(plan.standards) > 1 else name


def check_choice(plan: Plan, chosen: Mapping[str, str]) -> Choice:
    """The choice that these values make (mode, level, offer, branch), if the plan offers it.

    :raises BadChoice: one or more of them are missing or not offered together
    """
    problems = {}
    for asked in ask(plan, chosen):
        given = chosen.get(asked.field, "")
        # a level says nothing that the title does not, so it may be left out
        if asked.question == "level" and not given and chosen.get("offer"):
            continue
        if given not in [value for value, _ in asked.options]:
            problems[asked.field] = MISSING[asked.question].format(name=asked.name)
    if problems:
        raise BadChoice(problems)
    standard, _, title = chosen["offer"].rpartition("#")
    return Choice(mode=chosen["mode"], standard=standard, branch=chosen["branch"], title=title)


def as_chosen(plan: Plan, choice: Mapping[str, str]) -> dict[str, str]:
    """A stored choice as the values of the choice page."""
    value = f"{choice['standard']}#{choice['title']}"
    level = next((o.title.level for o in offers_of(plan) if o.value == value), "")
    return {"mode": choice["mode"], "branch": choice["branch"], "offer": value, "level": level}
