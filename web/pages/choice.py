"""The choice page: its questions, and what a browser needs to narrow them while one chooses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.packs.model import Plan
from web.services.choosing import Asked, offer_name, offers_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicePage:
    """`offers` are all offers for the browser; `is_whole` tells that no question waits for another,
    so that the page can be sent for good."""

    questions: tuple[Asked, ...]
    offers: list[dict[str, Any]]
    branches: tuple[str, ...]
    hints: dict[str, str]

    @property
    def is_whole(self) -> bool:
        """Whether every question has its options."""
        return not any(asked.waits_for for asked in self.questions)

    @property
    def chosen(self) -> str:
        """已选择: the names of what is chosen, "-" for nothing."""
        names = [
            name
            for asked in self.questions
            if asked.question != "level"
            for value, name in asked.options
            if value == asked.chosen
        ]
        return " - ".join(names) or "-"


def choice_page(plan: Plan, questions: tuple[Asked, ...]) -> ChoicePage:
    """The page for these questions."""
    return ChoicePage(
        questions=questions,
        offers=[
            {
                "value": offer.value,
                "name": offer_name(plan, offer),
                "level": offer.title.level,
                "level_name": plan.word(offer.title.level),
                "branches": list(offer.branches),
            }
            for offer in offers_of(plan)
        ],
        branches=plan.branches,
        hints={mode.id: mode.hint for mode in plan.modes if mode.hint},
    )
