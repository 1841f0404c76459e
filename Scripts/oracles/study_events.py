"""One requested event and everything that is known about it, for the reference implementation."""

from dataclasses import dataclass, field

from benchmark_returns import Benchmark, Factors
from event_time import EventClock
from exchanges import Exchange
from security_returns import TradedSessions


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
