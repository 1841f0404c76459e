"""Sessions, instants, day 0, suspensions and the returns around them, for the reference implementation."""

import bisect
import datetime
import math
import re
from dataclasses import dataclass, field
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


@dataclass
class Announcement:
    """When an event was announced: an instant, or a date alone."""

    instant: datetime.datetime | None
    date: datetime.date | None
    reaction: int | None
    phase: str
    warnings: list = field(default_factory=list)


def read_announcement(row, exchange, phase_exchange, cutoff):
    """None where `announced_at` cannot be read; a session that closes within `cutoff` is passed over."""
    text, phase = row.get("announced_at", "").strip(), row.get("phase", "").strip()
    zone_name = row.get("timezone", "").strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            date = datetime.date.fromisoformat(text)
        except ValueError:
            return None
        return _announcement_of_date(date, phase, exchange, phase_exchange, cutoff)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?", text):
        return None
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone_name) if zone_name else exchange.zone)
    moment = moment.astimezone(UTC)
    found = Announcement(moment, None, exchange.reacts(moment, cutoff), exchange.phase(moment))
    if phase and phase_exchange.phase(moment) not in (phase, "break" if phase == "regular" else phase):
        found.warnings.append("phase-contradicts-time")
    return found


def _announcement_of_date(date, phase, exchange, phase_exchange, cutoff):
    if not phase:
        return Announcement(None, date, exchange.first_not_before(date), "date-only", ["announcement-time-unknown"])
    opening, closing = phase_exchange.usual_hours(date)
    midnight = datetime.datetime.combine(date, datetime.time(), phase_exchange.zone)
    second = datetime.timedelta(seconds=1)
    first, last, instant = {
        "pre-open": (midnight, opening - second, opening - second),
        "regular": (opening, closing - second, opening),
        "after-close": (closing, midnight + datetime.timedelta(days=1) - second, closing),
    }[phase]
    found = Announcement(instant, None, exchange.reacts(instant, cutoff), exchange.phase(instant))
    if exchange.reacts(first, cutoff) != exchange.reacts(last, cutoff):
        found.warnings.append("announcement-time-unknown")
    return found


class TradedSessions:
    """On which sessions of its exchange a security traded, and at what price; rows after `as_of` do not exist."""

    def __init__(self, series, exchange, declared, as_of):
        self.series, self.exchange = series, exchange
        rows = [date for date in series.dates() if date <= as_of and date in exchange.position]
        self.first_row = exchange.position[rows[0]] if rows else None
        self.last_row = exchange.position[rows[-1]] if rows else None
        self.price, last = {}, None
        for date in rows:
            halted = any(first <= date <= until for first, until in declared)
            repeats = date in series.zero_volume and last is not None and series.close[date] == last
            if halted or repeats:
                continue
            self.price[exchange.position[date]] = series.value[date]
            last = series.close[date]
        self.traded = sorted(self.price)
        self.declared = declared

    def is_declared(self, place):
        date = self.exchange.dates[place]
        return any(first <= date <= until for first, until in self.declared)

    def previous(self, place):
        index = bisect.bisect_left(self.traded, place) - 1
        return self.traded[index] if index >= 0 else None

    def next_from(self, place):
        index = bisect.bisect_left(self.traded, place)
        return self.traded[index] if index < len(self.traded) else None


@dataclass
class Return:
    """A return that ends on one session: its value, the sessions it spans and the interval its benchmark covers."""

    value: float
    sessions: int
    start: int
    end: int


def returns_by_session(traded, study, stop=None):
    """All returns of a security under the study's gap policy; `stop` = (last traded before, resumption session)."""
    result, is_return = {}, traded.series.is_return
    if is_return and traded.traded:
        # A price needs the one before it; a ready-made first return is taken to span one session, that of the
        # calendar's first session one from before it (-1).
        first, raw = traded.traded[0], traded.price[traded.traded[0]]
        result[first] = Return(math.log1p(raw) if study.log else raw, 1, first - 1, first)
    for before, now in zip(traded.traded, traded.traded[1:]):
        n = now - before
        if is_return:
            raw = traded.price[now]
            whole = math.log1p(raw) if study.log else raw
            if n > 1 and study.return_after_gap == "drop":
                continue
            if n > 1 and study.return_after_gap == "single":
                result[now] = Return(whole, 1, now - 1, now)
                continue
        else:
            ratio = traded.price[now] / traded.price[before]
            whole = math.log(ratio) if study.log else ratio - 1
        if n == 1 or stop == (before, now) or study.gaps == "trade-to-trade":
            result[now] = Return(whole, n, before, now)
        elif study.gaps == "lumped":
            for place in range(before + 1, now):
                result[place] = Return(0.0, 1, place - 1, place)
            result[now] = Return(whole, 1, now - 1, now)
        elif study.gaps == "uniform":
            part = whole / n if study.log else (1 + whole) ** (1 / n) - 1
            for place in range(before + 1, now + 1):
                result[place] = Return(part, 1, place - 1, place)
    return result


class Benchmark:
    """A benchmark's return over any interval of dates (METHODS 0.4)."""

    def __init__(self, traded, log):
        self.series, self.exchange, self.log = traded.series, traded.exchange, log
        self.dates = [self.exchange.dates[place] for place in traded.traded]
        self.known = set(self.dates)

    def over(self, start, end, opens=False):
        """From the close of `start` to the close of `end`; None where it is missing.

        Where it `opens` the calendar, the interval begins before `start`, and only ready-made returns cover that.
        """
        if not self.dates or end > self.dates[-1]:
            return None
        if self.series.is_return:
            total = 0.0
            high = bisect.bisect_right(self.exchange.dates, end)
            low = (bisect.bisect_left if opens else bisect.bisect_right)(self.exchange.dates, start)
            for date in self.exchange.dates[low:high]:
                place = self.exchange.position[date]
                # A return after a missing session may span it too; the series' first is taken to span one.
                first = date == self.dates[0]
                if date not in self.known or not first and self.exchange.dates[place - 1] not in self.known:
                    return None
                total += math.log1p(self.series.value[date])
            if self.log:
                return total
            if high - low == 1:
                return self.series.value[self.exchange.dates[low]]
            product = 1.0
            for date in self.exchange.dates[low:high]:
                product *= 1 + self.series.value[date]
            return product - 1
        first, last = None if opens else self._level(start), self._level(end)
        if first is None or last is None:
            return None
        return math.log(last / first) if self.log else last / first - 1

    def _level(self, date):
        """The level of `date`, or an older one where no session of the benchmark's own lies in between."""
        index = bisect.bisect_right(self.dates, date) - 1
        if index < 0:
            return None
        used = self.dates[index]
        own = self.exchange.dates
        between = bisect.bisect_right(own, date) - bisect.bisect_right(own, used)
        return self.series.value[used] if between == 0 else None


class Portfolio:
    """Members bought with their weights at the start of an interval and held to its end (METHODS 0.21)."""

    def __init__(self, members, log):
        self.members, self.log = members, log  # (benchmark, weight)

    def over(self, start, end, opens=False):
        found = [(member.over(start, end, opens), weight) for member, weight in self.members]
        found = [(value, weight) for value, weight in found if value is not None]
        if len(found) < 2:
            return found[0][0] if found else None
        found = [(math.exp(value) if self.log else 1 + value, weight) for value, weight in found]
        gross = math.fsum(value * weight for value, weight in found) / math.fsum(weight for _, weight in found)
        return math.log(gross) if self.log else gross - 1


def benchmark_over(benchmark, dates, first, last):
    """A benchmark between the closes of two sessions by place; -1 is the time before the first."""
    return benchmark.over(dates[max(first, 0)], dates[last], opens=first < 0)


class Factors:
    """Factor returns over the intervals of an exchange's sessions (METHODS 0.13): the market compounds, the others sum."""

    def __init__(self, columns, exchange, log):
        self.columns, self.exchange, self.log = columns, exchange, log
        self.sorted = {name: sorted(values) for name, values in columns.items()}

    def over(self, name, item):
        """The factor over a return's interval; None where one of its sessions has no value."""
        dates, values = self.exchange.dates, self.columns[name]
        if any(dates[place] not in values for place in range(item.start + 1, item.end + 1)):
            return None
        days = self.sorted[name]
        low = bisect.bisect_right(days, dates[item.start]) if item.start >= 0 else bisect.bisect_left(days, dates[0])
        inside = days[low:bisect.bisect_right(days, dates[item.end])]
        parts = [values[day] for day in inside]
        if name not in ("mkt_rf", "mkt"):
            return math.fsum(parts)
        if self.log:
            return math.fsum(math.log1p(part) for part in parts)
        return parts[0] if len(parts) == 1 else math.prod(1 + part for part in parts) - 1


class EventClock:
    """Event days of one event: the exchange's sessions, without those of the halt that covers day 0 (if it stops).

    While a halt lasts on, day 0 is not known: `day_zero` is the session from which the clock stands, and there are days < 0 only.
    """

    def __init__(self, exchange, day_zero, stopped, knows_day_zero=True):
        self.exchange, self.day_zero, self.stopped, self.knows_day_zero = exchange, day_zero, stopped, knows_day_zero

    def session(self, day):
        """The place of event day `day` among the sessions; None where the calendar ends before it."""
        if day >= 0 and not self.knows_day_zero:
            return None
        place = self.day_zero + day
        if day < 0 and self.stopped:
            place -= len(self.stopped)
        return place if 0 <= place < len(self.exchange.dates) else None

    def day_of(self, place):
        """The event day of a session; None inside the halt."""
        if place in self.stopped or place >= self.day_zero and not self.knows_day_zero:
            return None
        return place - self.day_zero + (len(self.stopped) if place < self.day_zero else 0)

    def span(self, gained):
        """How many event days a return covers."""
        inside = sum(1 for place in range(gained.start + 1, gained.end + 1) if place in self.stopped)
        return gained.end - gained.start - inside
