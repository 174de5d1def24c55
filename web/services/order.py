"""What has to come before what in one application: pledges, and sections that open later pages.

A pledge comes before the pages after it, and before everything if it stands on no page. `after:` of
a page names sections that have to be saved without missing answers first (山东手册 L54).
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field

from engine.packs.model import Page, Section, Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOrder:
    """The pages of one application that apply, in order, as far as it is filled in.

    `unpledged` are the pledges that were not agreed to, `unanswered` the ids of sections that lack
    something.
    """

    pages: tuple[Page, ...]
    standard: Standard
    unpledged: tuple[Section, ...]
    unanswered: Set[str]
    _places: dict[str, tuple[int, ...]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        """Note on which pages every section, slot, category and item is."""
        categories = {one.id: one for one in self.standard.categories}
        for number, page in enumerate(self.pages):
            for id in page.sections:
                slots = self.standard.section_of[id].slots
                self._note(number, id, *[slot.id for slot in slots])
            for id in page.categories:
                self._note(number, id, *[item.id for item in categories[id].items])

    def _note(self, number: int, *ids: str) -> None:
        for id in ids:
            self._places[id] = (*self._places.get(id, ()), number)

    def pledge_before(self, part: str) -> Section | None:
        """The first open pledge that comes before a part; before one that is on no page, all do."""
        places = self._places.get(part)
        return self._pledge_before(places[0] if places else len(self.pages), part)

    def pledge_before_page(self, page: Page) -> Section | None:
        """The first open pledge that comes before a page; a page that only shows needs none."""
        if page.view is not None or page not in self.pages:
            return None
        return self._pledge_before(self.pages.index(page))

    def _pledge_before(self, number: int, part: str = "") -> Section | None:
        for pledge in self.unpledged:
            if pledge.id != part and self._places.get(pledge.id, (-1,))[0] < number:
                return pledge
        return None

    def needed_before(self, part: str) -> tuple[Section, ...]:
        """The sections that have to be filled in before a part is open; () where it is open."""
        waiting = [self.needed_before_page(self.pages[n]) for n in self._places.get(part, ())]
        return min(waiting, key=len, default=())

    def needed_before_page(self, page: Page) -> tuple[Section, ...]:
        """The sections that have to be filled in before a page is open."""
        return tuple(self.standard.section_of[id] for id in page.after if id in self.unanswered)
