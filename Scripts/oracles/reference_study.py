"""An independent implementation of the event study, for numbers to compare the program's reports with.

usage: reference_study.py STUDY --output DIR [--as-of DATE] [--suspended POLICY] [--gaps POLICY] [--incomplete POLICY]

Reads a study folder as the README describes it and writes the tables events, models, abnormal_returns, windows,
averages, tests and reactions as CSV with the program's columns. Regressions and prediction errors are statsmodels',
distributions and rank tests scipy's, sessions exchange_calendars'. Nothing is shared with the program but the README.
"""

import argparse
import csv
import datetime
import pathlib
import statistics
from dataclasses import dataclass, field

from abnormal_returns import DayResult, measure
from announcements import read_announcement
from benchmark_returns import Benchmark, Factors, Portfolio, benchmark_over
from conditional_fits import PARAMETERS as CONDITIONAL, ConditionalFit
from estimation_windows import RollingFit, SerialCorrelation
from event_time import EventClock
from exchanges import UTC, Exchange
from expected_returns import Fit, NothingLeft
from intraday_bars import after_hours
from other_news import REASON, OtherNews
from security_returns import TradedSessions, returns_by_session
from study_inputs import Study, parse_date
from test_outcomes import Outcome, Panel, Sample
from test_statistics import test_named

HEADERS = {
    "events": "event_id,security,exchange,benchmark,group,announced_at,announced_local,phase,day_zero,status,reason,"
              "suspended_sessions,spanned_sessions,warnings,estimation_first,estimation_last",
    "models": "event_id,model,parameter,estimate,standard_error",
    "abnormal_returns": "event_id,security,model,day,session,spanned_sessions,return,benchmark_return,expected_return,"
                        "ar,ar_se,sar,convention",
    "windows": "event_id,security,group,model,window,first_session,last_session,days,car,car_se,t,degrees_of_freedom,"
               "p_value,scar,bhar,status,reason,car_lower,car_upper,convention",
    "averages": "group,model,day,events,aar,median_ar,positive,caar",
    "tests": "group,model,window,test,statistic,distribution,df1,df2,p_value,events,estimate,convention,reason",
    "reactions": "event_id,security,base_session,base_close,after_hours_last,after_hours_return,reaction_session,open,close,"
                 "gap_return,open_to_close_return,close_to_close_return,benchmark_return,abnormal_return",
}


@dataclass
class Event:
    """One requested event and everything that is known about it."""

    row: dict
    id: str
    security: str
    order: int = -1  # its place in the events file; before all of them a row of the file of other news
    group: str = ""
    exchange_id: str = ""
    benchmark_id: str = ""
    exchange: Exchange = None
    announcement: object = None
    traded: TradedSessions = None
    benchmark: Benchmark = None
    factors: Factors = None
    clock: EventClock = None
    returns: dict = field(default_factory=dict)
    reason: str = None
    note: str = None  # said of an event that is used all the same
    provisional: bool = False
    suspended: int = 0
    warnings: list = field(default_factory=list)
    fits: dict = field(default_factory=dict)
    failures: dict = field(default_factory=dict)  # model -> why it has no estimate
    estimation: dict = field(default_factory=dict)
    estimation_days: list = field(default_factory=list)
    estimation_dates: dict = field(default_factory=dict)
    days: dict = field(default_factory=dict)
    windows: dict = field(default_factory=dict)

    @property
    def status(self):
        return "excluded" if self.reason else "provisional" if self.provisional else "used"


class ReferenceStudy:
    def __init__(self, study):
        self.study = study
        dates = [date for series in study.prices.values() for date in series.value]
        margin = datetime.timedelta(days=400)
        self.calendar_range = min(dates) - margin, max(dates) + margin
        self.exchanges = {}
        self.events = [self._event(row, order) for order, row in enumerate(study.events)]
        self._refuse_duplicates()
        for event in self.events:
            if event.reason is None:
                self._align(event)
        self.news = OtherNews(study.other_events, study.event_window, self.events, self._rows_of_news())
        for event in self.events:
            self.news.treat(event)
            if event.reason is None:
                self._estimate(event)

    # Exchanges

    def exchange_of(self, security, exchange_id):
        entry = self.study.prices[security].entry
        if entry.get("calendar") == "benchmark":
            days = self.study.prices[entry.get("benchmark", security)].dates()
            key = (exchange_id, entry.get("benchmark", security))
            if key not in self.exchanges:
                self.exchanges[key] = Exchange.of_days(days, entry.get("hours"))
            return self.exchanges[key]
        return self.known_exchange(exchange_id)

    def known_exchange(self, exchange_id):
        if exchange_id not in self.exchanges:
            self.exchanges[exchange_id] = Exchange.known(exchange_id, *self.calendar_range)
        return self.exchanges[exchange_id]

    # From rows to aligned events

    def _event(self, row, order):
        row = {key: value.strip() for key, value in row.items()}
        security = row.get("security", "")
        identity = row.get("event_id") or f"{security}@{row.get('announced_at', '')}"
        event = Event(row, identity, security, order)
        own = self.study.securities.get(security, {})
        event.group = row.get(self.study.group_by, "") or own.get("group", "")
        if security not in self.study.prices:
            event.reason = "unknown-security"
            return event
        entry = self.study.prices[security].entry
        event.exchange_id = own.get("exchange") or entry.get("exchange", "")
        event.benchmark_id = row.get("benchmark") or own.get("benchmark") or entry.get("benchmark", "")
        return event

    def _refuse_duplicates(self):
        seen = set()
        for event in self.events:
            if event.id in seen:
                event.reason = "duplicate-event-id"
            seen.add(event.id)

    def _rows_of_news(self):
        """The rows of the file of other news that are no event of the study, placed as far as they can be."""
        events, securities = {event.id for event in self.events}, {event.security for event in self.events}
        events |= {f"{event.security}@{event.row.get('announced_at', '')}" for event in self.events}
        rows = [self._event(row, -1) for row in self.study.other_news]
        rows = [row for row in rows if row.id not in events and row.security in securities and row.reason is None]
        for row in rows:
            self._place(row)
        return rows

    def _align(self, event):
        study = self.study
        self._place(event)
        if event.reason is None and event.benchmark_id:
            members = self._members(event)
            if any(security not in study.prices for security, _ in members):
                event.reason = "benchmark-missing"
                return
            parts = [(self._benchmark(security), weight) for security, weight in members]
            event.benchmark = parts[0][0] if len(parts) == 1 else Portfolio(parts, study.log)

    def _place(self, event):
        """Announcement, reaction session and day 0."""
        study = self.study
        exchange = event.exchange = self.exchange_of(event.security, event.exchange_id)
        phase_id = event.row.get("phase_exchange", "")
        elsewhere = self.known_exchange(phase_id) if phase_id else exchange
        event.announcement = read_announcement(event.row, exchange, elsewhere, study.late_cutoff)
        chosen = parse_date(event.row.get("day_zero", ""), None)
        if event.announcement is None or event.row.get("day_zero") and chosen not in exchange.position:
            event.reason = "announcement-unreadable"
            return
        event.warnings += event.announcement.warnings
        reaction = event.announcement.reaction
        if event.row.get("day_zero"):
            reaction = exchange.position[chosen]
            event.warnings.append("day-zero-overridden")
        moment = event.announcement
        announced = moment.date or moment.instant.astimezone(exchange.zone).date()
        if announced > study.as_of:
            event.reason = "announced-after-as-of"
            return
        if reaction is None:
            event.reason = "outside-calendar"
            return
        series = study.prices[event.security]
        event.traded = TradedSessions(series, exchange, study.suspensions.get(event.security, []), study.as_of)
        if event.traded.first_row is None or reaction < event.traded.first_row:
            event.reason = "not-listed-yet"
            return
        self._set_day_zero(event, reaction)

    def _members(self, event):
        """What the benchmark's name stands for: a portfolio of the study, a security, or a list such as `AAA:0.6 BBB:0.4`."""
        study, name = self.study, event.benchmark_id
        if name in study.portfolios:
            entry = study.portfolios[name]
            weights = [float(weight) for weight in entry.get("weights", [1] * len(entry["members"]))]
            excludes = entry.get("exclude_event_security", "false") == "true"
            return [pair for pair in zip(entry["members"], weights) if not excludes or pair[0] != event.security]
        if name in study.prices or " " not in name:
            return [(name, 1.0)]
        parts = [word.rpartition(":") if ":" in word else (word, "", "1") for word in name.split()]
        return [(security, float(weight)) for security, _, weight in parts]

    def _benchmark(self, security):
        study = self.study
        own = self.exchange_of(security, study.prices[security].entry.get("exchange", ""))
        declared = study.suspensions.get(security, [])
        return Benchmark(TradedSessions(study.prices[security], own, declared, study.as_of), study.log)

    def _set_day_zero(self, event, reaction):
        """Decides day 0 where the security does not trade on its reaction session (METHODS 0.3)."""
        study, traded = self.study, event.traded
        stop, stopped, day_zero, known = None, [], reaction, True
        if reaction not in traded.price and event.exchange.dates[reaction] <= study.as_of:
            resumed, before = traded.next_from(reaction), traded.previous(reaction)
            if resumed is None and not traded.is_declared(reaction) and traded.last_row < reaction:
                event.reason = "no-price-after-announcement"
                return
            event.suspended = (resumed if resumed is not None else self._last_session(event) + 1) - reaction
            if study.suspended == "exclude":
                event.reason = "suspended-on-day-0"
            elif study.suspended == "resumption" and resumed is None:
                event.provisional = True
                known, day_zero = before is None, reaction if before is None else before + 1
            elif study.suspended == "resumption" and before is not None:
                stop, stopped, day_zero = (before, resumed), list(range(before + 1, resumed)), resumed
            if any(not traded.is_declared(place) for place in range(reaction, reaction + event.suspended)):
                event.warnings.append("suspension-found")
        event.clock = EventClock(event.exchange, day_zero, set(stopped), known)
        event.returns = returns_by_session(traded, study, stop)
        last = event.clock.session(study.event_window[1])
        end = event.clock.session(max(study.event_window[1], study.estimation.end))
        if end is None or event.exchange.dates[end] > study.as_of:
            event.provisional = True
        elif traded.last_row < last:
            ended = event.exchange.dates[traded.last_row]
            members = [study.prices[name] for name, _ in self._members(event) if name in study.prices]
            if any(ended < date <= study.as_of for series in members for date in series.value):
                event.note = "delisted"

    def _last_session(self, event):
        return max(place for place, date in enumerate(event.exchange.dates) if date <= self.study.as_of)

    # Estimation and measures

    def _estimate(self, event):
        study, dates = self.study, event.exchange.dates
        masked = self.news.masked(event) if study.estimation.mask_other_events else set()
        event.estimation_days = study.estimation.days(event, masked)
        gained = {day: event.returns[event.clock.session(day)] for day in event.estimation_days}
        over = lambda item: event.benchmark and benchmark_over(event.benchmark, dates, item.start, item.end)
        event.factors = Factors(study.factors, event.exchange, study.log)
        for model in study.models:
            rows = {day: model.observe(event, item) for day, item in gained.items()}
            rows = {day: row for day, row in rows.items() if row is not None}
            needed = max(study.estimation.minimum, 5 + max(model.parameter_count, 1))
            if len(rows) < needed:
                missing = "benchmark-missing" if model.needs_benchmark else "factor-missing"
                event.failures[model] = missing if len(gained) >= needed else "estimation-window-too-short"
                continue
            try:
                fit = event.fits[model] = self._fit(event, model, rows, masked)
            except (NothingLeft, ZeroDivisionError):
                event.failures[model] = "zero-residual-variance"
                continue
            at = study.estimation.places(list(rows))
            places = [at[day] for day in rows]
            event.estimation[model] = dict(zip(places, fit.scaled_residuals)), dict(zip(places, fit.residual_scores))
            event.estimation_dates[model] = {at[day]: dates[event.clock.session(day)] for day in rows}
            self._measure(event, model, fit, over)
        # An estimation window after the event that is not over may still fill.
        waits = (event.provisional and study.estimation.period != "pre"
                 and set(event.failures.values()) == {"estimation-window-too-short"})
        if not event.fits and not waits:
            event.reason = event.failures[study.models[0]]

    def _fit(self, event, model, rows, masked):
        study = self.study

        def row(day):
            item = event.returns.get(event.clock.session(day))
            return model.observe(event, item) if item else None

        if model.id == "rolling-market-model":
            usable = lambda day: row(day) if event.clock.session(day) not in masked else None
            return RollingFit(model, list(rows), list(rows.values()), usable, study.estimation.minimum, study.event_window,
                              (study.estimation.first, study.estimation.last))
        if model.id not in CONDITIONAL:
            return Fit(model, list(rows), list(rows.values()))
        fitted = max((day for day in rows if day < study.event_window[0]), default=study.estimation.last)
        between = [None] * max(0, study.estimation.last - fitted)
        between += [row(day) for day in range(study.estimation.last + 1, study.event_window[0])]
        event_days = [(day, row(day)) for day in range(study.event_window[0], study.event_window[1] + 1)]
        given = study.given_parameters.get((event.id, model.name), {})
        return ConditionalFit(model, list(rows), list(rows.values()), given, between, event_days)

    def _measure(self, event, model, fit, over):
        study = self.study
        serial = SerialCorrelation(fit, study.event_window[1] - study.event_window[0]) if study.serial_correlation else None
        days = event.days[model] = {}
        for day in range(study.event_window[0], study.event_window[1] + 1):
            place = event.clock.session(day)
            if place is None or event.exchange.dates[place] > study.as_of:
                continue
            item = event.returns.get(place)
            result = days[day] = DayResult(day, place, item, over(item) if item else None)
            result.observation = model.observe(event, item, predicts=True) if item else None
            if result.observation is None:
                continue
            result.observation.day = day
            result.expected = fit.expected(result.observation)
            result.abnormal = item.value - result.expected
            result.error = fit.error_of([result.observation])
        as_of = study.as_of if event.provisional else None
        event.windows[model] = {w: measure(w, days, event.clock, fit, study, as_of, event,
                                           serial)
                                for w in study.windows}

    # Tables

    def used(self):
        return [event for event in self.events if event.reason is None]

    def groups(self):
        names = list(dict.fromkeys(event.group for event in self.events if event.group))
        return [("all", self.used())] + [(name, [e for e in self.used() if e.group == name]) for name in names]

    def events_table(self):
        for event in self.events:
            known, dates = event.announcement, event.exchange.dates if event.exchange else []
            local = known.instant.astimezone(event.exchange.zone).isoformat() if known and known.instant else None
            local = known.date if known and known.date else local
            at = known.instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if known and known.instant else None
            day_zero = first = last = spanned = None
            if event.clock and event.clock.knows_day_zero:
                day_zero = dates[event.clock.day_zero]
            if event.clock and event.reason not in ("suspended-on-day-0", REASON):
                spanned = event.returns[event.clock.day_zero].sessions if event.clock.day_zero in event.returns else None
                first, last = self._estimation_dates(event)
            yield (event.id, event.security, event.exchange_id, event.benchmark_id, event.group, at, local,
                   known.phase if known else None, day_zero, event.status, event.reason or event.note,
                   event.suspended if event.clock else None, spanned, " ".join(sorted(event.warnings)), first, last)

    def _estimation_dates(self, event):
        """The first and the last session that has, or could have had, a return of the estimation windows."""
        traded, dates, clock = event.traded, event.exchange.dates, event.clock
        first, end = self.study.estimation.hull(event.estimation_days)
        opening = traded.traded[0] + (0 if traded.series.is_return else 1)  # a price needs the one before it
        days = ((place, clock.day_of(place)) for place in range(opening, traded.traded[-1] + 1))
        places = [place for place, day in days
                  if day is not None and (first is None or first <= day) and (end is None or day <= end)]
        return (dates[places[0]], dates[places[-1]]) if places else (None, None)

    def models_table(self):
        for event in self.used():
            for model in event.fits:
                for name, value, error in event.fits[model].table():
                    yield event.id, model.name, name, value, error

    def abnormal_returns_table(self):
        for event in self.used():
            for model in event.fits:
                for day in event.days[model].values():
                    sar = day.abnormal / day.error if day.abnormal is not None else None
                    yield (event.id, event.security, model.name, day.day, event.exchange.dates[day.place],
                           day.gained.sessions if day.gained else None, day.gained.value if day.gained else None,
                           day.benchmark, day.expected, day.abnormal, day.error, sar, None)

    def windows_table(self):
        for event in self.used():
            dates = event.exchange.dates
            for model in self.study.models:
                if model in event.failures:
                    for window in self.study.windows:
                        ends = [event.clock.session(day) for day in window]
                        yield (event.id, event.security, event.group, model.name, "[%d,%d]" % window,
                               *(dates[place] if place is not None else None for place in ends), *[None] * 8, "excluded",
                               event.failures[model], *[None] * 4)
                    continue
                degrees = event.fits[model].degrees
                for result in event.windows[model].values():
                    session = lambda place: dates[place] if place is not None else None
                    yield (event.id, event.security, event.group, model.name, "[%d,%d]" % result.window,
                           session(result.first), session(result.last), result.days if not result.reason else None,
                           result.car, result.error, result.t, degrees if not result.reason else None, result.p,
                           result.scar, result.bhar, "excluded" if result.reason else "ok", result.reason,
                           result.lower, result.upper, None, self._one_sided(result))

    def _one_sided(self, result):
        return {"greater": result.greater, "less": result.less}.get(self.study.alternative)

    def averages_table(self):
        for name, members in self.groups():
            for model in self.study.models:
                running = 0.0
                for day in range(self.study.event_window[0], self.study.event_window[1] + 1):
                    values = [event.days[model][day].abnormal for event in members if day in event.days.get(model, {})]
                    values = [value for value in values if value is not None]
                    if not values:
                        continue
                    mean = sum(values) / len(values)
                    running += mean
                    yield (name, model.name, day, len(values), mean, statistics.median(values),
                           sum(value > 0 for value in values), running)

    def tests_table(self):
        for name, members in self.groups():
            for model in self.study.models:
                fitted = [event for event in members if model in event.fits]
                panels = {event.id: self._panel(event, model) for event in fitted}
                # An event without any abnormal return is no part of a test, its estimation residuals neither.
                taking_part = [panel for panel in panels.values() if panel.abnormal]
                for window in self.study.windows:
                    entering = [event for event in fitted if event.windows[model][window].reason is None]
                    samples = [self._sample(event, model, window, panels[event.id]) for event in entering]
                    for test in self.study.tests:
                        found = (test_named(test, self.study.clusters)(samples, window, taking_part) if samples
                                 else Outcome(reason="no-events"))
                        count = len(samples) if found.events is None else found.events
                        rounding = f"rounding {found.rounding:.1e}" if found.rounding else None
                        yield (name, model.name, "[%d,%d]" % window, test, found.statistic, found.distribution, found.df1,
                               found.df2, found.p, count, found.estimate, rounding, found.reason, self._one_sided(found))

    def _panel(self, event, model):
        study, dates = self.study, event.exchange.dates
        valid = {d.day: d for d in event.days[model].values() if d.abnormal is not None}
        residuals, scores = event.estimation[model]
        date_of = lambda day: dates[event.clock.session(day)] if event.clock.session(day) is not None else (event.id, day)
        window = range(study.event_window[0], study.event_window[1] + 1)
        return Panel(residuals, {day: item.abnormal for day, item in valid.items()},
                     {day: item.abnormal / item.gained.sessions**0.5 for day, item in valid.items()},
                     {day: item.abnormal / item.error for day, item in valid.items()}, scores,
                     event.estimation_dates[model], {day: date_of(day) for day in window},
                     len(window), {day: event.clock.span(item.gained) for day, item in valid.items()})

    def _sample(self, event, model, window, panel):
        result, fit = event.windows[model][window], event.fits[model]
        return Sample(result.car, result.scar, fit.degrees, panel, result.error**2, fit.variance,
                      event.exchange.dates[event.clock.day_zero], event.row)

    def reactions_table(self):
        model = self.study.models[0]
        for event in self.events:
            if event.status != "used":
                continue
            base = self._base(event)
            evening = after_hours(self.study.folder, self.study.raw, event.security, base[0])
            yield (event.id, event.security, *base, *evening, *self._reaction(event, model))

    def _base(self, event):
        """The last session traded that had closed at the announcement, and its close as traded."""
        known, exchange = event.announcement, event.exchange
        limit = event.clock.day_zero
        if known.instant is not None:
            limit = min(limit, exchange.first_open_after(known.instant))
        place = event.traded.previous(limit)
        if place is None:
            return None, None
        return exchange.dates[place], event.traded.series.close[exchange.dates[place]]

    def _reaction(self, event, model):
        date, series = event.exchange.dates[event.clock.day_zero], event.traded.series
        day = event.days.get(model, {}).get(0)
        opening, closing = (table.get(date) if event.clock.day_zero in event.traded.price else None
                            for table in (series.open, series.close))
        gap = rest = None
        before = event.traded.previous(event.clock.day_zero)
        if opening is not None and before is not None and not series.is_return:
            adjusted_open = opening * series.value[date] / closing
            gap = adjusted_open / event.traded.price[before] - 1
            rest = series.value[date] / adjusted_open - 1
        whole = day.gained.value if day and day.gained else None
        return (date, opening, closing, gap, rest, whole, day.benchmark if day else None, day.abnormal if day else None)


def text(value):
    """A cell as the reports write it: shortest decimals that read back, whole numbers plain, missing empty."""
    if value is None:
        return ""
    if isinstance(value, (datetime.date, str)):
        return str(value)
    number = float(value)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def write_tables(reference, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for table, header in HEADERS.items():
        rows = getattr(reference, f"{table}_table")()
        with open(folder / f"{table}.csv", "w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            names = header.split(",")
            if table in ("windows", "tests") and reference.study.alternative != "two-sided":
                names.append(f"p_{reference.study.alternative}")
            writer.writerow(names)
            writer.writerows([text(cell) for cell in row[:len(names)]] for row in rows)


def main():
    parser = argparse.ArgumentParser(description="An independent implementation of the event study.")
    parser.add_argument("study", type=pathlib.Path, help="a study file, or the folder of study.yaml")
    parser.add_argument("--output", type=pathlib.Path, required=True, help="where the tables go")
    parser.add_argument("--as-of", help="YYYY-MM-DD; later rows are not used")
    parser.add_argument("--suspended", choices=["resumption", "trade-to-trade", "exclude"])
    parser.add_argument("--gaps", choices=["trade-to-trade", "drop", "lumped", "uniform"])
    parser.add_argument("--incomplete", choices=["strict", "available", "complete", "extend"])
    parser.add_argument("--returns", choices=["simple", "log"])
    parser.add_argument("--models", help="ids separated by commas")
    options = parser.parse_args()
    study = Study(options.study, options.as_of, suspended=options.suspended, gaps=options.gaps,
                  incomplete_windows=options.incomplete, returns=options.returns,
                  models=options.models.split(",") if options.models else None)
    reference = ReferenceStudy(study)
    write_tables(reference, options.output)
    counts = [sum(event.status == status for event in reference.events) for status in ("used", "provisional", "excluded")]
    print(f"{study.name}: {len(reference.events)} events requested, {counts[0]} used, {counts[1]} provisional, "
          f"{counts[2]} excluded; tables in {options.output}")


if __name__ == "__main__":
    main()
