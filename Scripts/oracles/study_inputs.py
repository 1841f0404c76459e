"""Reads a study folder (study.yaml, prices, events, suspensions, securities) for the reference implementation.

Written against the README only: it shares no code, no data structure and no parser with the program.
"""

import csv
import datetime
import glob
import io
import math
import pathlib
from dataclasses import dataclass, field

import yaml

from estimation_windows import EstimationWindows
from model_choices import ModelChoice
from other_news import OtherEvents
from test_statistics import CLUSTERED, TESTS

YAHOO = {"date": "Date", "open": "Open", "high": "High", "low": "Low", "close": "Close",
         "adjusted_close": "Adj Close", "volume": "Volume"}
MISSING = {"", "null", "NA", "N/A", "#N/A", "NaN", "nan", "-", "."}


@dataclass
class Series:
    """One security's rows by date; `value` is what returns are made from."""

    security: str
    is_return: bool = False
    value: dict = field(default_factory=dict)
    open: dict = field(default_factory=dict)
    close: dict = field(default_factory=dict)
    zero_volume: set = field(default_factory=set)
    entry: dict = None

    def dates(self):
        return sorted(self.value)


class Study:
    """The study file with its defaults filled in, and every table it names."""

    def __init__(self, path, as_of=None, given_parameters=None, **overrides):
        self.given_parameters = given_parameters or {}  # (event, model) -> name -> estimate of a GARCH model
        path = pathlib.Path(path)
        path = path / "study.yaml" if path.is_dir() else path
        self.folder = path.parent
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        raw.update({key: value for key, value in overrides.items() if value is not None})
        self.raw = raw
        self.name = raw.get("name", path.stem)
        self.log = raw.get("returns", "simple") == "log"
        self.gaps = raw.get("gaps", "trade-to-trade")
        self.suspended = raw.get("suspended", "resumption")
        self.return_after_gap = raw.get("return_after_gap", "drop")
        self.incomplete = raw.get("incomplete_windows", "strict")
        self.event_window = tuple(int(day) for day in raw.get("event_window", ["-10", "10"]))
        self.windows = self._windows(raw.get("windows", [["0", "0"], ["-1", "1"], ["0", "1"], ["-5", "5"]]))
        self.estimation = EstimationWindows(raw.get("estimation", {}))
        self.other_events = OtherEvents(raw.get("other_events", {}))
        self.late_cutoff = datetime.timedelta(minutes=int(raw.get("late_cutoff_minutes", "0")))
        self.serial_correlation = raw.get("window_variance") == "serial-correlation"
        self.portfolios = {entry["id"]: entry for entry in raw.get("portfolios", [])}
        self.models = [ModelChoice(entry) for entry in raw.get("models", ["market-model"])]
        tests = raw.get("tests", "all")
        self.tests = [name for name in [*TESTS, *CLUSTERED] if ":" not in name] if tests == "all" else list(tests)
        self.confidence = float(raw.get("confidence", "0.95"))
        self.alternative = raw.get("alternative", "two-sided")
        self.buy_and_hold = raw.get("bhar", "benchmark")
        self.group_by = raw.get("group_by", "group")
        clusters = raw.get("clusters", "event-date")
        self.clusters = None if clusters == "event-date" else clusters
        self.prices = {}
        for entry in raw["prices"]:
            self._read_prices(entry)
        self.events = self._table(raw["events"])
        self.other_news = self._table(self.other_events.file)
        self.securities = {row["security"]: row for row in self._table(raw.get("securities"))}
        self.suspensions = self._suspensions()
        self.factors = self._factors()
        last = max(max(series.value) for series in self.prices.values() if series.value)
        self.as_of = datetime.date.fromisoformat(as_of) if as_of else last

    def _windows(self, windows):
        result = []
        for window in windows:
            if window == "each-day":
                result += [(day, day) for day in range(self.event_window[0], self.event_window[1] + 1)]
            else:
                result.append((int(window[0]), int(window[1])))
        return result

    def _table(self, source):
        if source is None:
            return []
        name = source if isinstance(source, str) else source["files"]
        layout = {} if isinstance(source, str) else source
        rows = read_rows(self.folder / name, layout)
        return [row for row in rows if any(value.strip() for value in row.values())]

    def _suspensions(self):
        declared = {}
        for row in self._table(self.raw.get("suspensions")):
            until = row.get("until", "").strip()
            span = (datetime.date.fromisoformat(row["from"].strip()),
                    datetime.date.fromisoformat(until) if until else datetime.date.max)
            declared.setdefault(row["security"].strip(), []).append(span)
        return declared

    def _factors(self):
        """Column -> date -> value; a column keeps only the dates on which it has a number."""
        columns = {}
        for row in self._table(self.raw.get("factors")):
            date = parse_date(row.pop("date"), None)
            for name in row:
                value = number(row, name, {})
                if value is not None:
                    columns.setdefault(name, {})[date] = value
        return columns

    def _read_prices(self, entry):
        columns = dict(YAHOO) if entry.get("format") == "yahoo" else dict(entry["columns"])
        paths = sorted(glob.glob(str(self.folder / entry["files"])))
        if not paths:
            raise FileNotFoundError(entry["files"])
        for path in paths:
            fixed = entry.get("security") or pathlib.Path(path).stem
            for row in read_rows(path, entry):
                security = row[columns["security"]].strip() if "security" in columns else fixed
                self._add_price(security, row, columns, entry)

    def _add_price(self, security, row, columns, entry):
        is_return = "return" in columns
        series = self.prices.setdefault(security, Series(security, is_return, entry=entry))
        date = parse_date(row[columns["date"]].strip(), entry.get("date_format"))
        close = number(row, columns.get("close"), entry)
        basis = columns.get("adjusted_close") if entry.get("price") != "close" else None
        value = number(row, columns["return"], entry) if is_return else number(row, basis, entry) if basis else close
        if date is None or value is None or (value < -1 if is_return else value <= 0):
            return
        if date in series.value:
            if series.value[date] != value:
                raise ValueError(f"{security}: two different rows for {date}")
            return
        series.value[date] = value
        opening = number(row, columns.get("open"), entry)
        if opening is not None:
            series.open[date] = opening
        series.close[date] = value if close is None else close
        if number(row, columns.get("volume"), entry) == 0:
            series.zero_volume.add(date)


def read_rows(path, layout):
    """The rows of a CSV file as dictionaries of text; the delimiter is the commonest candidate of the header."""
    text = pathlib.Path(path).read_bytes().decode(layout.get("encoding", "utf-8-sig"))
    header = text.splitlines()[0]
    delimiter = layout.get("delimiter") or max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [{key: value or "" for key, value in row.items() if key is not None} for row in reader]


def parse_date(text, pattern):
    text = text.strip()
    if pattern:
        pattern = pattern.replace("YYYY", "%Y").replace("MM", "%m").replace("DD", "%d")
    elif len(text) == 8 and text.isdigit():
        pattern = "%Y%m%d"
    else:
        pattern = "%Y-%m-%d"
    try:
        return datetime.datetime.strptime(text, pattern).date()
    except ValueError:
        return None


def number(row, column, layout):
    if column is None:
        return None
    text = row.get(column, "").strip()
    if text in MISSING:
        return None
    if layout.get("decimal") == ",":
        text = text.replace(".", "").replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
