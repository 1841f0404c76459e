"""Event days around day 0 and a halt that covers it, for the reference implementation."""


class EventClock:
    """Event days of one event: the exchange's sessions, without those of the halt that covers day 0 (if it stops).

    While a halt lasts on, day 0 is not known: `day_zero` is the session from which the clock stands, and there are days < 0 only.
    """

    def __init__(self, exchange, day_zero, stopped, knows_day_zero=True):
        self.exchange, self.day_zero, self.stopped, self.knows_day_zero = exchange, day_zero, stopped, knows_day_zero

    def session(self, day):
        """The place of event day `day` among the sessions; None where the calendar ends before it."""
        if day >= 0 and not self.knows_day_zero:
            return None
        place = self.day_zero + day
        if day < 0 and self.stopped:
            place -= len(self.stopped)
        return place if 0 <= place < len(self.exchange.dates) else None

    def day_of(self, place):
        """The event day of a session; None inside the halt."""
        if place in self.stopped or place >= self.day_zero and not self.knows_day_zero:
            return None
        return place - self.day_zero + (len(self.stopped) if place < self.day_zero else 0)

    def span(self, gained):
        """How many event days a return covers."""
        inside = sum(1 for place in range(gained.start + 1, gained.end + 1) if place in self.stopped)
        return gained.end - gained.start - inside
