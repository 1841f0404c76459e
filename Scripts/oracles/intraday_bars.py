"""Extended hours of New York and the intraday bars or quotes inside them (METHODS 8.6), by pandas."""

import functools
import glob
import math
import pathlib

import exchange_calendars
import numpy
import pandas
import yaml

NEW_YORK = "America/New_York"
FRESH = pandas.Timedelta(seconds=300)


class Sessions:
    """New York's sessions with extended hours 04:00-20:00, on half-days until four hours after the close."""

    def __init__(self):
        self.table = exchange_calendars.get_calendar("XNYS", start="2017-01-03", end="2024-12-31").schedule
        self.days = [day.date() for day in self.table.index]

    def open(self, day):
        return self.table.loc[pandas.Timestamp(day), "open"]

    def close(self, day):
        return self.table.loc[pandas.Timestamp(day), "close"]

    def evening_end(self, day):
        return self.close(day) + pandas.Timedelta(hours=4)

    def morning_start(self, day):
        return pandas.Timestamp(f"{day} 04:00", tz=NEW_YORK).tz_convert("UTC")

    def first_open_after(self, instant):
        return next(day for day in self.days if self.close(day) > instant)


class Bars:
    """One security's bars or quotes: `begin`, `end` (when the price is known), prices, and the hours each belongs to."""

    def __init__(self, frame, stamp, seconds, sessions):
        frame = frame.drop_duplicates().sort_values("instant", ignore_index=True)
        self.stamp, self.sessions = stamp, sessions
        length = pandas.Timedelta(seconds=0 if stamp == "quote" else seconds or self._length(frame["instant"]))
        self.length = length
        self.begin = frame["instant"] - (length if stamp == "end" else pandas.Timedelta(0))
        self.end = self.begin + length
        if stamp == "start":
            for day in frame["instant"].dt.tz_convert(NEW_YORK).dt.date.unique():
                if day in sessions.days:
                    close = sessions.close(day)
                    self.end = self.end.mask((self.begin < close) & (self.end > close), close)
        self.frame = frame

    @staticmethod
    def _length(instants):
        distances = instants.diff().dropna().dt.total_seconds().value_counts()
        return min(distances[distances == distances.max()].index)

    def _within(self, start, end, opens, closes):
        """Whether a bar belongs to hours [start, end]; quotes at an open or close that bounds them may be regular."""
        stamp = self.frame["instant"]
        if self.stamp == "start":
            return (stamp >= start) & (stamp < end)
        if self.stamp == "end":
            return (stamp > start) & (stamp <= end)
        return (stamp >= start if opens else stamp > start) & (stamp <= end if closes else stamp < end)

    def regular(self, day):
        return self.frame[self._within(self.sessions.open(day), self.sessions.close(day), True, True)]

    def evening(self, day):
        return self.frame[self._within(self.sessions.close(day), self.sessions.evening_end(day), False, True)]

    def morning(self, day):
        open_at = self.sessions.open(day)
        inside = self._within(self.sessions.morning_start(day), open_at, True, False)
        return self.frame[inside & (self.end <= open_at)]

    def opening(self, day):
        rows = self.regular(day)
        rows = rows[self.begin[rows.index] >= self.sessions.open(day)]
        return None if rows.empty else rows.index[0]

    def known(self, moment):
        """The last bar whose price is known at `moment`."""
        rows = self.frame[self.end <= moment]
        return None if rows.empty else rows.index[-1]

    def price(self, index):
        return self.frame.at[index, "close"]

    def open_of(self, index):
        return self.frame.at[index, "close" if self.stamp == "quote" else "open"]

    def fresh_price(self, moment):
        index = self.known(moment)
        if index is None or moment - self.end[index] > max(FRESH, self.length):
            return math.nan
        return self.price(index)


def read_bars(folder, entry, sessions):
    """Security -> Bars of one `intraday` entry."""
    columns, frames = entry["columns"], {}
    for path in sorted(glob.glob(str(folder / entry["files"]))):
        raw = pandas.read_csv(path, dtype=str, keep_default_na=False)
        text = raw[columns["instant"]]
        if entry.get("date_format") == "DD.MM.YYYY":
            instant = pandas.to_datetime(text, dayfirst=True)
        else:
            instant = pandas.to_datetime(text, utc=text.str.contains(r"[+-]\d\d:\d\d$|Z$").all())
        if instant.dt.tz is None:
            instant = instant.dt.tz_localize(entry.get("timezone", NEW_YORK))
        frame = pandas.DataFrame({"instant": instant.dt.tz_convert("UTC")})
        for name in ("open", "high", "low", "close", "volume"):
            column = columns.get("price") if name == "close" and "price" in columns else columns.get(name)
            frame[name] = pandas.to_numeric(raw[column]) if column else numpy.nan
        names = raw[columns["security"]] if "security" in columns else entry.get("security", pathlib.Path(path).stem)
        for name, rows in frame.groupby(names if isinstance(names, pandas.Series) else [names] * len(frame)):
            frames.setdefault(name, []).append(rows)
    stamp = "quote" if "price" in columns else entry["stamp"]
    return {name: Bars(pandas.concat(rows, ignore_index=True), stamp, entry.get("bar_seconds"), sessions)
            for name, rows in frames.items()}


@functools.cache
def _bars_of(folder, entries):
    sessions, bars = Sessions(), {}
    for entry in yaml.safe_load(entries):
        bars.update(read_bars(folder, entry, sessions))
    return bars


def after_hours(folder, study, security, base):
    """The evening's last price after session `base` and its return, simple, for the reference implementation."""
    bars = _bars_of(folder, yaml.safe_dump(study.get("intraday", []))).get(security)
    evening = None if bars is None or base is None else bars.evening(base)
    if evening is None or evening.empty:
        return None, None
    last = float(evening["close"].iloc[-1])
    return last, last / float(bars.regular(base)["close"].iloc[-1]) - 1
