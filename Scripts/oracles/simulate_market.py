"""Makes a study folder with a synthetic market full of the things that go wrong, from a seed.

usage: simulate_market.py --seed N --out DIR [--open-suspension]

Four exchanges in four zones, 24 securities in one long file with its rows shuffled, five indexes, thin trading with and
without rows, halts declared and undeclared around the news, late listings, a delisting, index days without a value, and
events in every form of `announced_at`, among them ones that cannot be used. The study's choices (returns, gaps, suspended,
incomplete_windows, exclude_other_events) are drawn too, so that many seeds meet many combinations. Equal seeds, equal bytes.
"""

import argparse
import csv
import datetime
import math
import pathlib
import random

from exchanges import UTC, Exchange

EXCHANGES = [("XNAS", "N", 9), ("XLON", "L", 5), ("XTKS", "T", 5), ("XSHE", "C", 5)]
ZONES = ["America/New_York", "Europe/London", "Asia/Tokyo", "Asia/Shanghai", "America/Los_Angeles", "Asia/Kolkata"]


class Market:
    def __init__(self, seed):
        self.draw = random.Random(seed)
        year = self.draw.randint(2008, 2016)
        self.first, self.last = datetime.date(year, 1, 2), datetime.date(year + 3, 3, 31)
        margin = datetime.timedelta(days=60)
        self.exchanges = {name: Exchange.known(name, self.first - margin, self.last + margin) for name, _, _ in EXCHANGES}
        self.days = {name: [d for d in exchange.dates if self.first <= d <= self.last]
                     for name, exchange in self.exchanges.items()}
        self.rows, self.index_rows, self.securities, self.suspensions, self.events = [], [], [], [], []

    # Prices

    def index(self, name):
        level, returns, days = self.draw.uniform(800, 4000), {}, self.days[name]
        lost = set(self.draw.sample(days[200:500], 2))
        for day in days:
            returns[day] = self.draw.gauss(0.0003, 0.010)
            level *= math.exp(returns[day])
            if day not in lost:
                self.index_rows.append([f"INDEX-{name}", day, f"{level:.4f}"])
        return returns

    def halts_of(self, days, kind, news):
        """Sessions without trading: (declared or not, with rows or not, the sessions)."""
        start = days.index(news) - self.draw.randint(0, 2)
        length = self.draw.randint(1, 7)
        return {"halted": days[start:start + length], "elsewhere": days[300:300 + length]}.get(kind, [])

    def security(self, name, exchange, index, kind, news):
        """`kind` says what is unusual about it; its news moves the first price at or after `news`."""
        days, draw = self.days[exchange], self.draw
        beta, noise, price = draw.uniform(0.4, 1.7), draw.uniform(0.008, 0.03), draw.uniform(8, 300)
        first = days.index(news) - draw.choice([40, 130, 180]) if kind == "late" else 0
        last = days.index(news) - 30 if kind == "delisted" else len(days)
        stopped = set(self.halts_of(days, "halted" if kind.startswith("halt") else kind, news))
        thin = draw.uniform(0.03, 0.12) if kind.startswith("thin") else 0.002 if draw.random() < 0.5 else 0
        with_rows = kind.endswith("rows")
        pending, started = 0.0, False
        for place in range(first, last):
            day = days[place]
            pending += beta * index[day] + draw.gauss(0, noise) + (draw.gauss(0, 0.06) if day == news else 0)
            idle = started and (day in stopped or draw.random() < thin)
            volume = 0 if idle else draw.randint(10_000, 5_000_000)
            opening = price
            if not idle:
                opening = price * math.exp(pending * draw.uniform(0.1, 0.6))
                price, pending, started = round(price * math.exp(pending), 4), 0.0, True
            if not idle or (with_rows and place < last - 1):
                self.rows.append([name, day, f"{opening:.4f}" if not idle else f"{price:.4f}", f"{price:.4f}", volume])
        if kind == "halt-declared" and stopped:
            self.suspensions.append([name, min(stopped), max(stopped), "pending news"])
        if kind == "elsewhere":
            self.suspensions.append([name, min(stopped), max(stopped), ""])

    # Events

    def announce(self, name, exchange, news, group, form=None):
        """An event whose first session is `news`, written down in one of the forms that the README knows."""
        draw, own = self.draw, self.exchanges[exchange]
        place = own.position[news]
        before, opening, closing = own.closes[place - 1], own.opens[place], own.closes[place]
        second = datetime.timedelta(seconds=1)
        moments = [before, opening - second, opening, closing - second,
                   before + (opening - before) * draw.random(), opening + (closing - opening) * draw.random()]
        if own.breaks[place]:
            moments.append(own.breaks[place][0] + datetime.timedelta(minutes=draw.randint(0, 59)))
        moment = draw.choice(moments).replace(microsecond=0)
        moment = max(moment, before)
        form = form or draw.choice(["offset", "offset", "zulu", "zone", "local", "date", "phase"])
        at, zone, phase, phase_exchange = "", "", "", ""
        from zoneinfo import ZoneInfo

        if form == "offset":
            at = moment.astimezone(ZoneInfo(draw.choice(ZONES))).isoformat()
        elif form == "zulu":
            at = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        elif form == "zone":
            zone = draw.choice(ZONES)
            at = moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M:%S")
        elif form == "local":
            at = moment.astimezone(own.zone).strftime("%Y-%m-%d %H:%M:%S")
        elif form == "date":
            at = news.isoformat()
        else:
            phase = draw.choice(["pre-open", "regular", "after-close"])
            at = (own.dates[place - 1] if phase == "after-close" else news).isoformat()
            if draw.random() < 0.3:
                phase_exchange = draw.choice([name for name, _, _ in EXCHANGES])
        self.events.append([f"E{len(self.events) + 1:03}", name, at, zone, phase, phase_exchange, group])

    def unusable(self, names):
        """Events that must come back as excluded, each for a reason of its own."""
        after = (self.last + datetime.timedelta(days=20)).isoformat()
        early = (self.first - datetime.timedelta(days=9)).isoformat()
        add = lambda identity, name, at: self.events.append([identity, name, at, "", "", "", ""])
        add("AFTER-AS-OF", names[0], after)
        add("UNKNOWN", "NOBODY", self.days["XNAS"][600].isoformat())
        add("E001", names[1], self.days["XNAS"][600].isoformat())
        add("UNREADABLE-1", names[2], "soon")
        add("UNREADABLE-2", names[3], "2012-13-45")
        add("UNREADABLE-3", names[4], "2012-02-30T10:00:00Z")
        add("BEFORE-HISTORY", names[5], early)

    def make(self, open_suspension):
        draw = self.draw
        cluster = draw.randint(450, 650)
        kinds = ["plain", "halt-declared", "halt", "halt-rows", "thin", "thin-rows", "late", "delisted", "elsewhere"]
        for exchange, letter, count in EXCHANGES:
            days = self.days[exchange]
            index = self.index(exchange)
            common = next(day for day in days if day >= self.days["XNAS"][cluster])
            order = kinds[:]
            draw.shuffle(order)
            for number in range(count):
                name, kind = f"{letter}{number + 1:02}", order[number % len(order)]
                clustered = number % 3 == 0
                news = common if clustered else days[draw.randint(330, len(days) - 30)]
                if kind == "late":
                    news = days[draw.randint(400, len(days) - 30)]
                self.security(name, exchange, index, kind, news)
                group = draw.choice(["first", "second", ""])
                self.announce(name, exchange, news, group)
                self.securities.append([name, exchange, "INDEX-XLON" if name == "N02" else "", draw.choice(["first", "", "third"])])
                if number % 2 == 0 and kind not in ("late", "delisted"):
                    shift = draw.choice([-90, -45, -25, 6, 25, 60])
                    other = min(max(days.index(news) + shift, 320), len(days) - 25)
                    self.announce(name, exchange, days[other], group)
        for exchange, letter, _ in EXCHANGES[:2]:  # an event window that the data do not cover yet
            days = self.days[exchange]
            self.security(f"{letter}90", exchange, self.index_returns(exchange), "plain", days[-6])
            self.announce(f"{letter}90", exchange, days[-6], "second")
        if open_suspension:
            days = self.days["XSHE"]
            self.security("C91", "XSHE", self.index_returns("XSHE"), "plain", days[-30])
            self.rows = [row for row in self.rows if row[0] != "C91" or row[1] < days[-30]]
            self.suspensions.append(["C91", days[-30], "", "still halted"])
            self.announce("C91", "XSHE", days[-30], "second", "zulu")
        self.unusable([f"N{number:02}" for number in range(1, 10)])
        last = [self.events.pop() for _ in range(7)]
        draw.shuffle(self.events)
        # The second use of an id is the fault, so the first one stands above it.
        self.events = [event for event in self.events] + last[::-1]

    def index_returns(self, exchange):
        """The index's own moves again, for securities made after it."""
        levels = {row[1]: float(row[2]) for row in self.index_rows if row[0] == f"INDEX-{exchange}"}
        result, before = {}, None
        for day in self.days[exchange]:
            level = levels.get(day)
            result[day] = math.log(level / before) if level and before else 0.0
            before = level or before
        return result

    def study(self):
        draw = self.draw
        choice = {
            "returns": draw.choice(["simple", "log"]),
            "gaps": draw.choice(["trade-to-trade", "trade-to-trade", "drop", "lumped", "uniform"]),
            "suspended": draw.choice(["resumption", "resumption", "trade-to-trade", "exclude"]),
            "incomplete_windows": draw.choice(["strict", "strict", "available", "complete"]),
        }
        mask, length = draw.choice(["true", "false"]), draw.choice([120, 200, 250])
        lines = ["# Made by Scripts/oracles/simulate_market.py", "name: simulated-market", "events: events.csv",
                 "securities: securities.csv", "suspensions: suspensions.csv", "prices:"]
        for exchange, letter, _ in EXCHANGES:
            lines += [f"  - files: prices-{exchange}.csv",
                      "    columns: {security: symbol, date: day, open: open, close: close, volume: volume}",
                      f"    exchange: {exchange}", f"    benchmark: INDEX-{exchange}",
                      f"  - files: index-{exchange}.csv", f"    security: INDEX-{exchange}",
                      "    columns: {date: day, close: level}", f"    exchange: {exchange}"]
        lines += [f"{key}: {value}" for key, value in choice.items()]
        lines += [f"estimation: {{length: {length}, last: -11, minimum: 60, exclude_other_events: {mask}}}",
                  "windows: [[0, 0], [-1, 1], [0, 1], [-5, 5], [2, 10]]",
                  "models: [market-model, market-adjusted, constant-mean, raw]", ""]
        return "\n".join(lines)

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "study.yaml").write_text(self.study(), encoding="utf-8")
        self.draw.shuffle(self.rows)
        letters = {letter: exchange for exchange, letter, _ in EXCHANGES}
        for exchange, letter, _ in EXCHANGES:
            own = [row for row in self.rows if letters[row[0][0]] == exchange]
            table(folder / f"prices-{exchange}.csv", "symbol,day,open,close,volume", own)
            table(folder / f"index-{exchange}.csv", "day,level",
                  [row[1:] for row in self.index_rows if row[0] == f"INDEX-{exchange}"])
        table(folder / "events.csv", "event_id,security,announced_at,timezone,phase,phase_exchange,group", self.events)
        table(folder / "securities.csv", "security,exchange,benchmark,group", self.securities)
        table(folder / "suspensions.csv", "security,from,until,reason", self.suspensions)


def table(path, header, rows):
    with open(path, "w", encoding="ascii", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def main():
    parser = argparse.ArgumentParser(description="Makes a study folder with a synthetic market from a seed.")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--open-suspension", action="store_true", help="add a security that is still halted at the end")
    options = parser.parse_args()
    market = Market(options.seed)
    market.make(options.open_suspension)
    market.write(options.out)
    print(f"{options.out}: {len(market.events)} events, {len(market.rows)} prices")


if __name__ == "__main__":
    main()
