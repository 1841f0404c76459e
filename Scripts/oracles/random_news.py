"""The key `other_events` of a random study and the file that it may name.

Rows lie at the edges of event windows and of their margins, in halts, at the ends of the calendar or far away; some are events
of the study, some repeat others, some cannot be used. All choices come from a stream of their own.
"""

import bisect
import datetime
import random
from zoneinfo import ZoneInfo

HOME = ZoneInfo("America/New_York")
ZONES = ["America/New_York", "Europe/London", "Asia/Tokyo", "Asia/Shanghai", "America/Los_Angeles", "UTC"]
UNREADABLE = ["soon", "2012-13-45", "2012-02-30T10:00:00Z", ""]


class RandomNews:
    """`keys` for study.yaml and, where there is a file, its `header` and `rows`; may take ids from the study's events and give
    one of them a twin.

    One study in four has the key, or each one that is `wanted`.
    """

    def __init__(self, study, wanted=None):
        self.study, self.draw = study, random.Random(f"other-{study.seed}")
        draw, self.header, self.rows, self.keys = self.draw, [], [], []
        drawn = draw.random() < 0.25
        if not (drawn if wanted is None else wanted):
            return
        self.margin = draw.choice([0, 0, 1, 2, 3, 5, 10, 25])
        treatment, has_file = draw.choice(["flag", "drop", "drop", "keep-first", "keep-first"]), draw.random() < 0.75
        if draw.random() < 0.12:
            self.margin, treatment, has_file = 0, "flag", True
            self.keys.append("other_events: news.csv")
        else:
            parts = ["file: news.csv"] * has_file
            parts += [f"margin: {self.margin}"] if self.margin or draw.random() < 0.5 else []
            parts += [f"treatment: {treatment}"] if treatment != "flag" or draw.random() < 0.5 else []
            draw.shuffle(parts)
            self.keys.append(f"other_events: {{{', '.join(parts)}}}")
        if draw.random() < 0.3:
            self.keys.append(f"late_cutoff_minutes: {draw.choice([1, 5, 15, 60])}")
        self.near = draw.choice([0.15, 0.4, 0.8])
        if draw.random() < 0.3:
            unnamed = {(event[1], event[2]): event for event in study.events if draw.random() < 0.5}
            for event in unnamed.values():
                event[0] = ""
        if draw.random() < 0.3:  # two events of a security on one session
            twin = ["TWIN", *draw.choice(study.events)[1:]]
            study.events.insert(draw.randint(0, len(study.events)), twin)
        if has_file:
            self._file()

    # The file

    def _file(self):
        study, draw = self.study, self.draw
        columns = ["security", "announced_at"] + ["event_id"] * (draw.random() < 0.65)
        self.wide = draw.random() < 0.5
        columns += ["timezone", "phase", "phase_exchange", "day_zero"] * self.wide
        draw.shuffle(columns)
        rows, has_ids = [], "event_id" in columns
        with_events = list(dict.fromkeys(event[1] for event in study.events))
        for name in with_events:
            for _ in range(draw.randint(0, 3)):
                rows.append(self._row(name, self._session(name)))
        without = [name for name in study.names if name not in with_events] + ["INDEX", "NOBODY"]
        rows += [self._row(draw.choice(without), draw.randrange(len(study.sessions))) for _ in range(draw.randint(0, 2))]
        for row in rows:
            row["event_id"] = draw.choice(["", "", f"N{draw.randint(1, 99):02}", "N01"])
        for event in study.events:
            if draw.random() < (0.2 if has_ids else 0.08):
                rows.append({"event_id": event[0], "security": event[1], "announced_at": str(event[2])})
        if has_ids and draw.random() < 0.3:  # an event's id makes a row that event, whatever else stands in it
            name = draw.choice(with_events)
            rows.append(self._row(name, self._session(name)) | {"event_id": draw.choice(study.events)[0]})
        if draw.random() < 0.3:
            rows.append({"security": draw.choice(with_events), "announced_at": draw.choice(UNREADABLE)})
        if rows and draw.random() < 0.5:
            rows += draw.choices(rows, k=draw.randint(1, 2))
        draw.shuffle(rows)
        self.header, self.rows = columns, [[row.get(column, "") for column in columns] for row in rows]

    def _session(self, name):
        """The place of the session that the news is meant for."""
        study, draw = self.study, self.draw
        if draw.random() > self.near:
            return draw.choice([draw.randrange(len(study.sessions))] * 8 + [0, 1, 2, len(study.sessions) - 1, len(study.sessions)])
        halts = [span for span in study.suspensions if span[0] == name]
        if halts and draw.random() < 0.25:
            span = draw.choice(halts)
            return bisect.bisect_left(study.sessions, span[1]) + draw.randint(-1, (span[2] - span[1]).days + 1)
        place = bisect.bisect_left(study.sessions, draw.choice([event[2] for event in study.events if event[1] == name]))
        (first, last), margin = study.window, self.margin
        return place + draw.choice([first, last, 0, first - 1, last + 1, first - margin, last + margin, first - margin - 1,
                                    last + margin + 1, draw.randint(first, last), draw.choice([-1, 1]) * draw.randint(15, 60)])

    def _row(self, name, place):
        """News that a session should react to, written in one of the forms that the README knows."""
        draw, sessions = self.draw, self.study.sessions
        if not 0 < place < len(sessions):  # outside the calendar, or on its first session
            day = sessions[0] if place == 0 else sessions[0] + datetime.timedelta(place) if place < 0 else sessions[-1]
            beyond = datetime.timedelta(max(0, place - len(sessions) + 1))
            return {"security": name, "announced_at": str(day + beyond)}
        day, before = sessions[place], sessions[place - 1]
        moments = [(before, "16:00:00"), (before, "18:30:00"), (day, "05:10:00"), (day, "09:29:59"), (day, "12:00:00"),
                   (day, "15:00:00"), (day, "15:45:00"), (day, "15:55:30"), (day, "15:59:59")]
        date, time = draw.choice(moments)
        moment = datetime.datetime.combine(date, datetime.time.fromisoformat(time), HOME)
        form = draw.choice(["date", "date", "before", "offset", "offset", "local"] + ["zone", "phase", "chosen"] * self.wide)
        further, zone = {}, draw.choice(ZONES)
        if form in ("date", "before"):
            at = str(day if form == "date" else before + datetime.timedelta(days=1))
        elif form == "offset":
            at = moment.astimezone(ZoneInfo(zone)).isoformat().replace("+00:00", draw.choice(["Z", "+00:00"]))
        elif form == "local":
            at = moment.strftime(draw.choice(["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]))
        elif form == "zone":
            at, further = moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M:%S"), {"timezone": zone}
        elif form == "phase":
            phase = draw.choice(["pre-open", "regular", "after-close"])
            at, further = str(before if phase == "after-close" else day), {"phase": phase}
            further["phase_exchange"] = draw.choice(["", "", "XNYS", "XLON"])
        else:
            known = draw.random() < 0.8
            at, further = str(before), {"day_zero": str(day if known else datetime.date(2031, 1, 1))}
        return {"security": name, "announced_at": at, **further}
