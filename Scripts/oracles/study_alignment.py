"""From the rows of events.csv to aligned events: exchange, reaction session, day 0, benchmark and returns."""

import datetime

from announcements import read_announcement
from benchmark_returns import Benchmark, Portfolio
from event_time import EventClock
from exchanges import Exchange
from security_returns import TradedSessions, returns_by_session
from study_events import Event
from study_inputs import parse_date


class StudyAlignment:
    """The events of a study, each aligned with its exchange's sessions or excluded with a reason."""

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

    def rows_of_news(self):
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
