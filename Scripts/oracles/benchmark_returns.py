"""Benchmarks, portfolios of them and factors over the interval of a return, for the reference implementation."""

import bisect
import math


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
