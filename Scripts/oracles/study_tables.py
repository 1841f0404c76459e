"""The tables of a study with the program's columns, for the reference implementation."""

import csv
import datetime
import statistics

from exchanges import UTC
from intraday_bars import after_hours
from other_news import REASON
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


class StudyTables:
    """The rows of every table, from a study's `events`."""

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
        windows = self.study.estimation
        first, end = windows.hull(event.estimation_days)
        between = range(windows.last + 1, windows.post_first) if windows.period == "both" else range(0)
        opening = traded.traded[0] + (0 if traded.series.is_return else 1)  # a price needs the one before it
        days = ((place, clock.day_of(place)) for place in range(opening, traded.traded[-1] + 1))
        places = [place for place, day in days
                  if day is not None and day not in between
                  and (first is None or first <= day) and (end is None or day <= end)]
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
