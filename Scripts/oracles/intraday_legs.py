"""The columns of reactions.csv that intraday prices fill, from METHODS 8.6 alone.

usage: intraday_legs.py STUDY-FOLDER [--returns simple|log] [--as-of DATE] > reactions.csv

Reads study.yaml with its daily and intraday files by pandas, sessions by exchange_calendars, beta by statsmodels (market
model, no missing days, other events not excluded). For studies without suspensions and without time zones of their own.
"""

import argparse
import csv
import glob
import math
import pathlib
import sys

import numpy
import pandas
import statsmodels.api
import yaml

from intraday_bars import NEW_YORK, Sessions, read_bars

MINUTES = [1, 5, 15, 30, 60]
FIELDS = (["event_id", "security", "base_session", "base_close", "after_hours_last", "after_hours_return", "reaction_session",
           "open", "close", "gap_return", "open_to_close_return", "close_to_close_return", "last_regular_price",
           "after_hours_abnormal_return", "pre_open_return", "pre_open_abnormal_return", "gap_abnormal_return",
           "open_to_close_abnormal_return", "price_before_news"]
          + [f"return_after_{m}m" for m in MINUTES] + [f"abnormal_return_after_{m}m" for m in MINUTES]
          + ["after_hours_extreme_return", "after_hours_extreme_at", "after_hours_extreme_abnormal_return",
             "after_hours_low_return", "after_hours_high_return", "after_hours_volume", "pre_market_last",
             "pre_market_return", "pre_market_extreme_return", "pre_market_volume", "open_source"])


def read_daily(folder, entry):
    columns, result = entry["columns"], {}
    for path in sorted(glob.glob(str(folder / entry["files"]))):
        raw = pandas.read_csv(path)
        days = pandas.to_datetime(raw[columns["date"]]).dt.date
        frame = pandas.DataFrame({"close": raw[columns["close"]].values}, index=days)
        frame["value"] = raw[columns.get("adjusted_close", columns["close"])].values
        frame["open"] = raw[columns["open"]].values if "open" in columns else numpy.nan
        result[entry.get("security", pathlib.Path(path).stem)] = frame
    return result


class Legs:
    def __init__(self, folder, log, as_of=None):
        study = yaml.load((folder / "study.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        self.log, self.sessions, self.study = log, Sessions(), study
        self.daily, self.benchmark, self.bars = {}, {}, {}
        for entry in study["prices"]:
            for name, frame in read_daily(folder, entry).items():
                self.daily[name] = frame if as_of is None else frame[[day <= as_of for day in frame.index]]
                self.benchmark[name] = entry.get("benchmark")
        for entry in study["intraday"]:
            self.bars.update(read_bars(folder, entry, self.sessions))
        self.events = list(csv.DictReader(open(folder / study["events"], encoding="utf-8", newline="")))

    def change(self, ratio):
        return math.log(ratio) if self.log else ratio - 1

    def instant(self, row):
        if row.get("phase") == "after-close":
            return self.sessions.close(pandas.Timestamp(row["announced_at"]).date())
        moment = pandas.Timestamp(row["announced_at"])
        return (moment if moment.tzinfo else moment.tz_localize(row.get("timezone") or NEW_YORK)).tz_convert("UTC")

    def beta(self, security, day_zero):
        """OLS slope on the benchmark over event days [last - length + 1, last]."""
        if self.benchmark[security] is None:
            return None
        if self.study.get("models") == ["market-adjusted"]:
            return 1.0
        estimation = self.study.get("estimation", {})
        length, last = int(estimation.get("length", 250)), int(estimation.get("last", -11))
        own, market = self.daily[security]["value"], self.daily[self.benchmark[security]]["value"]
        place = list(own.index).index(day_zero) + last
        days = list(own.index)[max(place - length, 0):place + 1]
        ratio = lambda prices: prices.loc[days].values[1:] / prices.loc[days].values[:-1]
        kind = numpy.log if self.log else lambda x: x - 1
        fit = statsmodels.api.OLS(kind(ratio(own)), statsmodels.api.add_constant(kind(ratio(market)))).fit()
        return fit.params[1]

    def hours(self, prefix, rows, bars, regular, tau):
        """last, return, extreme, low, high and volume of an evening or a morning; and the extreme's bar."""
        if rows.empty:
            return {}, None, None
        result = {f"{prefix}_last": rows["close"].iloc[-1],
                  f"{prefix}_return": self.change(rows["close"].iloc[-1] / regular)}
        if rows["volume"].sum() > 0:
            result[f"{prefix}_volume"] = rows["volume"].sum()
        since = rows[bars.end[rows.index] > tau]
        if since.empty:
            return result, rows.index[-1], None
        changes = [self.change(price / regular) for price in since["close"]]
        best = int(numpy.argmax(numpy.abs(changes)))
        result[f"{prefix}_extreme_return"] = changes[best]
        result[f"{prefix}_low_return"] = self.change(since[["low", "close"]].min(axis=1).min() / regular)
        result[f"{prefix}_high_return"] = self.change(since[["high", "close"]].max(axis=1).max() / regular)
        return result, rows.index[-1], since.index[best]

    def row(self, event):
        security, tau, sessions = event["security"], self.instant(event), self.sessions
        daily, bars = self.daily[security], self.bars.get(security)
        reaction = sessions.first_open_after(tau)
        base = max(day for day in daily.index if day < reaction)
        out = {"event_id": event["event_id"], "security": security, "base_session": base, "reaction_session": reaction}
        now, before = daily.loc[reaction], daily.loc[base]
        out["base_close"], out["close"] = before["close"], now["close"]
        whole = now["value"] / before["value"]
        out["close_to_close_return"] = self.change(whole)
        day_part = now["close"] / now["open"]
        out["open"], out["open_source"] = now["open"], "daily"
        if math.isnan(day_part) and bars is not None:
            day_part = bars.regular(reaction)["close"].iloc[-1] / bars.open_of(bars.opening(reaction))
            out["open"], out["open_source"] = now["close"] / day_part, "intraday"
        gap = whole / day_part
        out["gap_return"], out["open_to_close_return"] = self.change(gap), self.change(day_part)

        beta, market = self.beta(security, reaction), self.benchmark[security]
        index, index_bars = self.daily.get(market), self.bars.get(market)
        abnormal = lambda change, ratio: math.nan if beta is None or ratio is None else change - beta * self.change(ratio)
        day_ratio = gap_ratio = evening_ratio = None
        if index is not None:
            day_ratio = index.loc[reaction, "close"] / index.loc[reaction, "open"]
            if math.isnan(day_ratio) and index_bars is not None:
                opening = index_bars.opening(reaction)
                day_ratio = index_bars.fresh_price(sessions.close(reaction)) / index_bars.open_of(opening)
            gap_ratio = index.loc[reaction, "value"] / index.loc[base, "value"] / day_ratio
        out["gap_abnormal_return"] = abnormal(self.change(gap), gap_ratio)
        out["open_to_close_abnormal_return"] = abnormal(self.change(day_part), day_ratio)
        if bars is None or bars.regular(base).empty:
            return out

        def index_ratio(start, end):
            return None if index_bars is None else index_bars.fresh_price(end) / index_bars.fresh_price(start)

        regular = bars.regular(base)["close"].iloc[-1]
        out["last_regular_price"] = regular
        close = sessions.close(base)
        evening, last, extreme = self.hours("after_hours", bars.evening(base), bars, regular, tau)
        morning, _, _ = self.hours("pre_market", bars.morning(reaction), bars, regular, tau)
        out.update(evening)
        out.update({name: value for name, value in morning.items() if name in FIELDS})
        if last is not None:
            leg = bars.price(last) / regular
            out["pre_open_return"] = self.change(gap / leg)
            evening_ratio = index_ratio(close, bars.end[last])
            out["after_hours_abnormal_return"] = abnormal(self.change(leg), evening_ratio)
            if evening_ratio is not None and gap_ratio is not None:
                out["pre_open_abnormal_return"] = abnormal(self.change(gap / leg), gap_ratio / evening_ratio)
        if extreme is not None:
            out["after_hours_extreme_at"] = bars.end[extreme].strftime("%Y-%m-%dT%H:%M:%SZ")
            out["after_hours_extreme_abnormal_return"] = abnormal(
                evening["after_hours_extreme_return"], index_ratio(close, bars.end[extreme]))
        reference, start = regular, close
        inside = bars.regular(reaction)
        inside = inside[bars.end[inside.index] <= tau]
        if not inside.empty:
            reference, start = inside["close"].iloc[-1], tau
        out["price_before_news"] = reference
        for minutes in MINUTES:
            place = bars.known(tau + pandas.Timedelta(minutes=minutes))
            if place is None or bars.end[place] <= tau:
                continue
            change = self.change(bars.price(place) / reference)
            out[f"return_after_{minutes}m"] = change
            out[f"abnormal_return_after_{minutes}m"] = abnormal(change, index_ratio(start, bars.end[place]))
        return out


def text(value):
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return repr(float(value)) if isinstance(value, (float, numpy.floating, numpy.integer)) else str(value)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--returns", choices=["simple", "log"], default="simple")
    parser.add_argument("--as-of", type=lambda day: pandas.Timestamp(day).date())
    options = parser.parse_args()
    legs = Legs(options.folder, options.returns == "log", options.as_of)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(FIELDS)
    for event in legs.events:
        row = legs.row(event)
        writer.writerow([text(row.get(name)) for name in FIELDS])


if __name__ == "__main__":
    main()
