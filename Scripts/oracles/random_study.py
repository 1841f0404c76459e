"""A market and a study file drawn from a seed, over all options of the study file."""

import csv
import datetime
import math
import random

from random_news import RandomNews
from test_statistics import BLOCKS, CLUSTERED, TESTS

FACTORS = ["mkt_rf", "smb", "hml", "mom", "rmw", "cma", "rf"]
HOURS = '{open: "09:30", close: "16:00", timezone: America/New_York}'


class RandomStudy:
    """A study folder from a seed; equal seeds, equal bytes. A `small` one has fewer days and firms, and no GARCH model.

    `other_events`: whether it has that key; None leaves it to the seed (a small one has none then).
    """

    def __init__(self, seed, small=False, other_events=None):
        self.draw = random.Random(seed)
        self.seed, self.small = seed, small
        count = self.draw.randint(110, 140) if small else self.draw.randint(170, 300)
        day, self.days = datetime.date(self.draw.randint(1990, 2020), 1, 2), []
        while len(self.days) < count:
            if day.weekday() < 5 and self.draw.random() > 0.03:
                self.days.append(day)
            day += datetime.timedelta(days=1)
        self.has_returns = self.draw.random() < 0.25
        self.index_is_return = self.draw.random() < 0.4
        self.length = self.draw.choice([40, 60, 90, 120][: 1 if small else None])
        self.last = self.draw.choice([-11, -6, -21])
        self.window = [-self.draw.randint(1, min(6, -self.last - 1)), self.draw.randint(1, 8)]
        self.prices, self.suspensions, self.events = [], [], []
        self._factors()
        self._securities()
        self._events()
        # A stream of its own, so that studies drawn before there were these options stay as they were.
        self.more = random.Random(f"designs {seed}")
        self.period = self.more.choice(["pre"] * 4 + ["post", "both"])
        self.count = self.more.choice(["sessions"] * 3 + ["returns"])
        if self.period != "pre":
            self.length = self.more.choice([25, 40])
        self._benchmarks()
        self.news = RandomNews(self, False if small and other_events is None else other_events)
        self.clusters = random.Random(f"clusters {seed}").choice(["event-date", "industry"])

    # Market

    def _factors(self):
        draw = self.draw
        self.market = [draw.gauss(0.0004, 0.011) for _ in self.days]
        lost = set(draw.sample(range(len(self.days)), draw.choice([0, 0, 2])))
        self.factor_rows = []
        for place, day in enumerate(self.days):
            rf = 0.0001 + 0.00002 * math.sin(place / 30)
            values = [self.market[place] - rf] + [draw.gauss(0, 0.006) for _ in FACTORS[1:-1]] + [rf]
            if place not in lost:
                self.factor_rows.append([day] + [f"{value:.8f}" for value in values])
        level, self.index_rows = draw.uniform(500, 3000), []
        lost = set(draw.sample(range(len(self.days)), draw.choice([0, 0, 1, 2])))
        for place, day in enumerate(self.days):
            level *= 1 + self.market[place]
            if place not in lost:
                self.index_rows.append([day, f"{self.market[place]:.8f}" if self.index_is_return else f"{level:.4f}"])
        # The sessions are the days on which the index has a value.
        self.sessions = [row[0] for row in self.index_rows]

    def _securities(self):
        draw = self.draw
        self.names = [f"S{number:02}" for number in range(1, draw.randint(4, 6 if self.small else 10))]
        for name in self.names:
            beta, noise, price = draw.uniform(0.3, 1.8), draw.uniform(0.006, 0.03), draw.uniform(5, 200)
            thin = draw.choice([0, 0, 0.01, 0.06, 0.12])
            rows = draw.random() < 0.3  # days without a trade have a row that repeats the price
            heavy = draw.random() < 0.3
            first = draw.randint(20, 100) if draw.random() < 0.15 else 0
            last = len(self.days) - draw.randint(5, 60) if draw.random() < 0.12 else len(self.days)
            halt = draw.randint(100, len(self.days) - 10) if draw.random() < 0.3 else None
            halted = range(halt, halt + draw.randint(1, 6)) if halt else range(0)
            if halt and draw.random() < 0.5:
                self.suspensions.append([name, self.days[halt], self.days[min(halted[-1], len(self.days) - 1)], ""])
            pending = 0.0
            for place in range(first, last):
                shock = draw.gauss(0, noise) * (math.exp(draw.gauss(0, 0.6)) if heavy else 1)
                pending += beta * self.market[place] + shock
                idle = place > first and (place in halted or draw.random() < thin)
                if not idle:
                    price, change, pending = max(0.01, round(price * math.exp(pending), 4)), pending, 0.0
                    row = [name, self.days[place], f"{price:.4f}", draw.randint(1, 9) * 1000]
                    self.prices.append(row + [f"{math.expm1(change):.8f}"])
                elif rows and not self.has_returns:
                    self.prices.append([name, self.days[place], f"{price:.4f}", 0, ""])

    # Events

    def _events(self):
        draw = self.draw
        earliest = self.length - self.last + 2
        usable = range(earliest, len(self.days) - draw.choice([12, 12, 3]))
        if len(usable) < 10:
            usable = range(len(self.days) // 2, len(self.days) - 12)
        cluster = draw.choice(usable)
        clustered = draw.choice([0.0, 0.3, 0.7, 1.0])
        for number in range(draw.randint(2, 14)):
            place = cluster if draw.random() < clustered else draw.choice(usable)
            name = draw.choice(self.names)
            if any(row[1] == name and row[2] == self.days[place] for row in self.events):
                continue
            at = self.days[place]
            if draw.random() < 0.1:
                at -= datetime.timedelta(days=1)
            self.events.append([f"E{number:02}", name, at, draw.choice(["A", "B", "B", ""]),
                                draw.choice(["tech", "energy", "banks"])])
        if draw.random() < 0.3:
            self.events.append(["EARLY", draw.choice(self.names), self.days[8], "A", "tech"])

    def _benchmarks(self):
        """Some events have a benchmark of their own: a portfolio of the study, a weighted list, or a matched firm."""
        more = self.more
        members = more.sample(self.names, more.randint(2, len(self.names) - 1)) + ["INDEX"]
        weights = f", weights: [{', '.join(str(more.randint(1, 9) / 10) for _ in members)}]" if more.random() < 0.6 else ""
        self.portfolio = (f"{{id: PEERS, members: [{', '.join(members)}]{weights}, "
                          f"exclude_event_security: {more.choice(['true', 'false'])}}}")
        candidates = ["", "", "PEERS", "INDEX:0.5 " + " ".join(f"{name}:0.2{place}" for place, name in enumerate(self.names[:3])),
                      " ".join(self.names[:2]), self.names[-1]]
        own = more.random() < 0.35
        for event in self.events:
            event.append(more.choice(candidates) if own else "")

    # Choices

    def models(self):
        draw = self.draw
        number = lambda low, high: draw.randint(low, high)
        flag = lambda: draw.choice(["true", "false"])
        candidates = [
            "raw", "constant-mean", "market-adjusted", "{id: market-adjusted, variant: uncentered}", "market-model", "capm",
            f"{{id: capm, intercept: {flag()}, alpha_in_prediction: {flag()}}}", "fama-french-3",
            f"{{id: fama-french-3, alpha_in_prediction: {flag()}}}", "carhart", "fama-french-5",
            f"{{id: factors, factors: [smb, cma], excess: {flag()}, intercept: {flag()}}}",
            f"{{id: factors, factors: [mkt_rf], excess: {flag()}}}", "scholes-williams",
            "{id: scholes-williams, variant: three-slope}",
            f"{{id: dimson, lags: {number(0, 3)}, leads: {number(0, 2)}}}",
            f"{{id: dimson, lags: {number(0, 2)}, leads: {number(0, 2)}, variant: lead-lag}}",
            "theil-sen", "lad", "huber", "garch", "gjr-garch", "egarch", "{id: garch, variant: filter}",
            "{id: egarch, variant: filter}",
        ]
        chosen, result = draw.sample(candidates, draw.randint(1, 3)), []
        for place, entry in enumerate(chosen):
            identity = entry.strip("{}").removeprefix("id: ").split(",")[0]
            options = entry.strip("{}").removeprefix("id: ").removeprefix(identity)
            result.append(f"{{id: {identity}, name: m{place}{options}}}")
        if self.more.random() < 0.06:
            result[-1] = f"{{id: {self.more.choice(['garch', 'gjr-garch', 'egarch'])}, name: m8, mean: constant}}"
        looks_ahead = lambda entry: "garch" in entry
        if not self.small:
            result = [entry.replace("}", ", presample: backcast}") if looks_ahead(entry) and self.more.random() < 0.3 else entry
                      for entry in result]
        if self.period != "pre" or self.small:
            result = [entry for entry in result if not looks_ahead(entry)] or ["{id: market-model, name: m0}"]
        elif self.count == "sessions" and self.more.random() < 0.15:
            result[-1] = f"{{id: rolling-market-model, name: m9, step: {self.more.choice([1, 1, 2, 5])}}}"
        return result

    def windows(self):
        first, last = self.window
        result = {(0, 0)}
        while len(result) < self.draw.randint(2, 2 if self.small else 4):
            low = self.draw.randint(first, last)
            result.add((low, self.draw.randint(low, last)))
        result = [list(window) for window in sorted(result)]
        return ["each-day"] if self.draw.random() < 0.1 else result

    def study(self):
        draw = self.draw
        columns = "return: ret" if self.has_returns else "close: close, volume: volume"
        index = "return: level" if self.index_is_return else "close: level"
        choices = {
            "returns": draw.choice(["simple", "log"]),
            "gaps": draw.choice(["trade-to-trade", "trade-to-trade", "drop", "lumped", "uniform"]),
            "suspended": draw.choice(["resumption", "trade-to-trade", "exclude"]),
            "incomplete_windows": draw.choice(["strict", "available", "complete", "extend"]),
            "return_after_gap": draw.choice(["drop", "multi", "single"]),
            "bhar": draw.choice(["benchmark", "benchmark", "model"]),
            "confidence": draw.choice(["0.95", "0.9", "0.99"]),
            "alternative": draw.choice(["two-sided", "two-sided", "greater", "less"]),
            "group_by": draw.choice(["group", "industry"]),
            "seed": draw.randint(1, 10**6),
            "clusters": self.clusters,
        }
        tests = [*TESTS, *CLUSTERED, *BLOCKS, "wild-cluster:industry"]
        after, minimum = self.more.choice([20, 30]), draw.choice([10, 20, 30])
        longest = (self.period != "post") * self.length + (self.period != "pre") * after
        keys = [f"length: {self.length}"] + [f"last: {self.last}"] * (self.period != "post")
        keys += [f"minimum: {min(minimum, longest - 5)}", f"exclude_other_events: {draw.choice(['true', 'false'])}",
                 f"period: {self.period}", f"count: {self.count}"]
        if self.period != "pre":
            keys += [f"post_first: {self.window[1] + self.more.randint(1, 8)}", f"post_length: {after}"]
        estimation = f"{{{', '.join(keys)}}}"
        lines = ["# Made by Scripts/oracles/random_studies.py", f"name: random-{self.seed}", "events: events.csv",
                 "suspensions: suspensions.csv", "factors: factors.csv", "prices:", "  - files: prices.csv",
                 f"    columns: {{security: security, date: date, {columns}}}", "    benchmark: INDEX",
                 "    calendar: benchmark", f"    hours: {HOURS}", "  - files: index.csv", "    security: INDEX",
                 f"    columns: {{date: date, {index}}}", "    calendar: benchmark", f"    hours: {HOURS}",
                 f"portfolios: [{self.portfolio}]",
                 f"window_variance: {self.more.choice(['independent'] * 3 + ['serial-correlation'])}",
                 *[f"{key}: {value}" for key, value in choices.items()], *self.news.keys, f"estimation: {estimation}",
                 f"event_window: {self.window}", f"windows: {self.windows()}".replace("'", ""),
                 f"models: [{', '.join(self.models())}]", f"tests: [{', '.join(tests)}]", ""]
        return "\n".join(lines)

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "study.yaml").write_text(self.study(), encoding="utf-8")
        value = (lambda row: [row[0], row[1], row[4]]) if self.has_returns else (lambda row: row[:4])
        table(folder / "prices.csv", "security,date,ret" if self.has_returns else "security,date,close,volume",
              [value(row) for row in self.prices])
        table(folder / "index.csv", "date,level", self.index_rows)
        table(folder / "factors.csv", ",".join(["date"] + FACTORS), self.factor_rows)
        table(folder / "events.csv", "event_id,security,announced_at,group,industry,benchmark", self.events)
        table(folder / "suspensions.csv", "security,from,until,reason", self.suspensions)
        if self.news.header:
            table(folder / "news.csv", ",".join(self.news.header), self.news.rows)


def table(path, header, rows):
    with open(path, "w", encoding="ascii", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)
