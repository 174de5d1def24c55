"""Working days as the State Council arranges them, year by year: 放假 and 调休.

`Calendar` is made from packs of kind `calendar`. A year that no pack arranges is `YearMissing`,
never guessed from weekends: deadlines would silently be wrong.
"""

from engine.calendar.calendar import Calendar, Year, YearMissing

__all__ = ["Calendar", "Year", "YearMissing"]
