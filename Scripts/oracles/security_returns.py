"""Sessions a security traded on and its returns under every gap policy, for the reference implementation."""

import bisect
import math
from dataclasses import dataclass


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
