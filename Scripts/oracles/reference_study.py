"""An independent implementation of the event study, for numbers to compare the program's reports with.

usage: reference_study.py STUDY --output DIR [--as-of DATE] [--suspended POLICY] [--gaps POLICY] [--incomplete POLICY]

Reads a study folder as the README describes it and writes the tables events, models, abnormal_returns, windows,
averages, tests and reactions as CSV with the program's columns. Regressions and prediction errors are statsmodels',
distributions and rank tests scipy's, sessions exchange_calendars'. Nothing is shared with the program but the README.
"""

import argparse
import pathlib

from abnormal_returns import DayResult, measure
from benchmark_returns import Factors, benchmark_over
from conditional_fits import PARAMETERS as CONDITIONAL, ConditionalFit
from estimation_windows import RollingFit, SerialCorrelation
from expected_returns import Fit, NothingLeft
from other_news import OtherNews
from study_alignment import StudyAlignment
from study_inputs import Study
from study_tables import StudyTables, write_tables


class ReferenceStudy(StudyAlignment, StudyTables):
    def __init__(self, study):
        super().__init__(study)
        self.news = OtherNews(study.other_events, study.event_window, self.events, self.rows_of_news())
        for event in self.events:
            self.news.treat(event)
            if event.reason is None:
                self._estimate(event)

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
