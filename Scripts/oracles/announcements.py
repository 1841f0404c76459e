"""When an event was announced and the session that reacts to it, for the reference implementation."""

import datetime
import re
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from exchanges import UTC


@dataclass
class Announcement:
    """When an event was announced: an instant, or a date alone."""

    instant: datetime.datetime | None
    date: datetime.date | None
    reaction: int | None
    phase: str
    warnings: list = field(default_factory=list)


def read_announcement(row, exchange, phase_exchange, cutoff):
    """None where `announced_at` cannot be read; a session that closes within `cutoff` is passed over."""
    text, phase = row.get("announced_at", "").strip(), row.get("phase", "").strip()
    zone_name = row.get("timezone", "").strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            date = datetime.date.fromisoformat(text)
        except ValueError:
            return None
        return _announcement_of_date(date, phase, exchange, phase_exchange, cutoff)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?", text):
        return None
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone_name) if zone_name else exchange.zone)
    moment = moment.astimezone(UTC)
    found = Announcement(moment, None, exchange.reacts(moment, cutoff), exchange.phase(moment))
    if phase and phase_exchange.phase(moment) not in (phase, "break" if phase == "regular" else phase):
        found.warnings.append("phase-contradicts-time")
    return found


def _announcement_of_date(date, phase, exchange, phase_exchange, cutoff):
    if not phase:
        return Announcement(None, date, exchange.first_not_before(date), "date-only", ["announcement-time-unknown"])
    opening, closing = phase_exchange.usual_hours(date)
    midnight = datetime.datetime.combine(date, datetime.time(), phase_exchange.zone)
    second = datetime.timedelta(seconds=1)
    first, last, instant = {
        "pre-open": (midnight, opening - second, opening - second),
        "regular": (opening, closing - second, opening),
        "after-close": (closing, midnight + datetime.timedelta(days=1) - second, closing),
    }[phase]
    found = Announcement(instant, None, exchange.reacts(instant, cutoff), exchange.phase(instant))
    if exchange.reacts(first, cutoff) != exchange.reacts(last, cutoff):
        found.warnings.append("announcement-time-unknown")
    return found
