"""Exchanges: their sessions and hours, from exchange_calendars or a benchmark's days, for the reference implementation."""

import bisect
import datetime
from zoneinfo import ZoneInfo

import exchange_calendars
import pandas

UTC = datetime.timezone.utc
# Names of this project that the calendar package files under another one; Shenzhen trades on Shanghai's days.
CALENDAR_NAMES = {"XNAS": "XNYS", "ARCX": "XNYS", "XASE": "XNYS", "XSHE": "XSHG", "XNSE": "XBOM"}


class Exchange:
    """Sessions with their hours. `position[date]` counts sessions, so that differences are numbers of sessions."""

    def __init__(self, dates, opens, closes, breaks, zone):
        self.dates, self.opens, self.closes, self.breaks, self.zone = dates, opens, closes, breaks, zone
        self.position = {date: place for place, date in enumerate(dates)}

    @classmethod
    def known(cls, exchange, first, last):
        name = CALENDAR_NAMES.get(exchange, exchange)
        rules = type(exchange_calendars.get_calendar(name))
        first, last = pandas.Timestamp(first), pandas.Timestamp(last)
        calendar = exchange_calendars.get_calendar(
            name, start=max(first, rules.bound_min() or first), end=min(last, rules.bound_max() or last))
        table = calendar.schedule
        moment = lambda column: [stamp.to_pydatetime() for stamp in table[column]]
        pauses = [None if pandas.isna(start) else (start.to_pydatetime(), end.to_pydatetime())
                  for start, end in zip(table["break_start"], table["break_end"])]
        return cls([d.date() for d in table.index], moment("open"), moment("close"), pauses, ZoneInfo(str(calendar.tz)))

    @classmethod
    def of_days(cls, days, hours):
        """An exchange known only by the days on which its benchmark has a value."""
        zone = ZoneInfo(hours["timezone"]) if hours else UTC
        at = lambda day, text: datetime.datetime.combine(day, datetime.time.fromisoformat(text), zone).astimezone(UTC)
        opens = [at(day, hours["open"]) if hours else None for day in days]
        closes = [at(day, hours["close"]) if hours else None for day in days]
        return cls(list(days), opens, closes, [None] * len(days), zone)

    def usual_hours(self, date):
        """Open and close of `date`; where it is no session, the local hours of the nearest earlier full session."""
        if date in self.position:
            place = self.position[date]
            return self.opens[place], self.closes[place]
        place = max(0, bisect.bisect_left(self.dates, date) - 1)
        recent = range(max(0, place - 20), place + 1)
        local = lambda moments: max(m.astimezone(self.zone).time() for m in (moments[k] for k in recent))
        join = lambda time: datetime.datetime.combine(date, time, self.zone).astimezone(UTC)
        return join(min(self.opens[k].astimezone(self.zone).time() for k in recent)), join(local(self.closes))

    def first_open_after(self, instant):
        """The place of the first session that has not closed at `instant`; None beyond the known ones."""
        if not self.dates or instant.astimezone(self.zone).date() < self.dates[0]:
            return None
        place = bisect.bisect_right(self.closes, instant)
        return place if place < len(self.dates) else None

    def reacts(self, instant, cutoff):
        """The place of the first session that has not closed at `instant` and goes on for `cutoff` at least."""
        place = self.first_open_after(instant)
        while place is not None and self.closes[place] - instant < cutoff:
            place = place + 1 if place + 1 < len(self.dates) else None
        return place

    def first_not_before(self, date):
        if not self.dates or date < self.dates[0]:
            return None
        place = bisect.bisect_left(self.dates, date)
        return place if place < len(self.dates) else None

    def phase(self, instant):
        local = instant.astimezone(self.zone).date()
        place = self.position.get(local)
        if place is None:
            return "closed-day"
        if instant < self.opens[place]:
            return "pre-open"
        if instant >= self.closes[place]:
            return "after-close"
        pause = self.breaks[place]
        return "break" if pause and pause[0] <= instant < pause[1] else "regular"
