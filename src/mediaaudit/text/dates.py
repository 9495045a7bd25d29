"""Dates as picture files write them: read, compared, and told from impossible ones."""

from __future__ import annotations

import re
from datetime import date, timedelta

from mediaaudit.lazy import dataclass, pattern

_DATE = pattern(r"(\d{4})(?:[-:/](\d\d)(?:[-:/](\d\d)(?:[T ](\d\d)(?::(\d\d)(?::(\d\d))?)?.*)?)?)?", re.DOTALL)
_COMPACT = pattern(r"(\d{4})(\d\d)(\d\d)")
MAX_TEXT = 64  # characters; a date with clock and zone has 32


@dataclass(frozen=True, slots=True)
class PhotoDate:
    """A date of known precision: ``month`` and ``day`` are None where only the year (or month) is given.

    ``clock`` is hours, minutes and seconds as written, without the zone, None for a date without a time.
    """

    year: int
    month: int | None = None
    day: int | None = None
    clock: tuple[int, int, int] | None = None

    def calendar(self) -> date | None:
        """Return the day, None where it is not given or does not exist."""
        if self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def possible(self) -> bool:
        """Say whether the calendar and the clock have such a time."""
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            return False
        hour, minute, second = self.clock or (0, 0, 0)
        return hour < 24 and minute < 60 and second <= 60  # 60: a leap second

    def earliest(self) -> date:
        """Return the first day that is meant; for an impossible date the first day of its year."""
        return self.calendar() or date(max(self.year, 1), self.month if self.month and self.month <= 12 else 1, 1)


def parse_date(text: str | None) -> PhotoDate | None:
    """Return a date in ISO 8601 or Exif form ("2024:05:06 07:08:09"), None for a text of another shape.

    A month or day of 00 is not given (IIM 4.2 and Exif write it so).
    """
    stripped = (text or "")[: MAX_TEXT + 1].strip()
    match = _COMPACT.fullmatch(stripped) or (_DATE.fullmatch(stripped) if len(stripped) <= MAX_TEXT else None)
    if match is None or int(match[1]) == 0:
        return None
    year, month, day, *clock = (int(part) if part else 0 for part in (*match.groups(), None, None, None)[:6])
    has_clock = len(match.groups()) > 3 and match[4] is not None
    hour, minute, second = clock
    return PhotoDate(year, month or None, day or None, (hour, minute, second) if has_clock else None)


def days_apart(one: PhotoDate, other: PhotoDate) -> int | None:
    """Return how many days lie between two dates at the precision that both have; None where that is no whole day.

    Two dates whose years or months differ where no day is given are apart by the days between their beginnings.
    """
    first, second = one.calendar(), other.calendar()
    if first and second:
        return abs((first - second).days)
    if one.year != other.year:
        return abs(one.earliest() - other.earliest()).days
    if one.month and other.month and one.month != other.month:
        return abs(one.earliest() - other.earliest()).days
    return None


def add_days(day: date, days: int) -> date:
    """Return the day so many days later, the calendar's last one where there is no such day."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max
