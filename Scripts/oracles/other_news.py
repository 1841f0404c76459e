"""Other news of the events' securities: what there is of it, and what becomes of an event for it (`other_events`).

The events of a study are news of one another; the key may name a file of further announcements, which only stand for themselves.
"""

REASON = "other-event-in-window"


class OtherEvents:
    """`other_events:` of a study file, with its defaults."""

    def __init__(self, keys):
        keys = {"file": keys} if isinstance(keys, str) else keys
        self.file, self.margin, self.treatment = keys.get("file"), int(keys.get("margin", 0)), keys.get("treatment", "flag")


class OtherNews:
    """The study's events and the rows of the file that are none of them, by security, where their day 0 is known."""

    def __init__(self, rule, window, events, rows):
        self.rule, self.window, self.of_security = rule, window, {}
        for item in [*events, *rows]:
            if item.clock and item.clock.knows_day_zero:
                self.of_security.setdefault(item.security, []).append(item)

    def _others(self, event):
        return [other for other in self.of_security.get(event.security, []) if other is not event]

    def masked(self, event):
        """Sessions inside the event windows of the other news."""
        sessions, (first, last) = set(), self.window
        for other in self._others(event):
            start, end = other.clock.session(first), other.clock.session(last)
            if start is None and first >= 0:
                continue  # the window lies behind all known sessions
            sessions.update(range(start or 0, (end if end is not None else len(event.exchange.dates)) + 1))
        return sessions

    def of(self, event):
        """Other news whose day 0 lies in the event window, `margin` days more on either side.

        Where the event's own day 0 is not known, nobody knows where its window ends.
        """
        if event.clock is None:
            return []
        first, last = self.window[0] - self.rule.margin, self.window[1] + self.rule.margin

        def inside(other):
            day = event.clock.day_of(other.clock.day_zero)
            return day is not None and first <= day and (day <= last or not event.clock.knows_day_zero)

        return [other for other in self._others(event) if inside(other)]

    def treat(self, event):
        """The exclusion, or the warning of an event that stays; one that is excluded already is left as it is."""
        if event.reason is not None:
            return
        found, place = self.of(event), lambda item: (item.clock.day_zero, item.order)
        came_first = [other for other in found if place(other) < place(event)]
        if {"flag": [], "drop": found, "keep-first": came_first}[self.rule.treatment]:
            event.reason = REASON
        elif found:
            event.warnings.append(REASON)
