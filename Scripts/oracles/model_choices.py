"""Entries of `models:` and what each needs of a return and its sessions (METHODS 3)."""

from dataclasses import dataclass

from benchmark_returns import benchmark_over


@dataclass
class Observation:
    """A return over n sessions with what a model needs of the same sessions."""

    value: float
    n: int
    offset: float  # part of the expectation that is not estimated: the benchmark, or rf
    x: list  # regressors of the prediction
    beside: list  # further columns of the estimation: the benchmark of neighboring sessions
    day: int | None = None  # the event day it ends on


class ModelChoice:
    """An entry of `models:`: which regressors a return has, and how their coefficients are found."""

    FACTORS = {"capm": ["mkt_rf"], "fama-french-3": ["mkt_rf", "smb", "hml"],
               "carhart": ["mkt_rf", "smb", "hml", "mom"], "fama-french-5": ["mkt_rf", "smb", "hml", "rmw", "cma"]}

    def __init__(self, entry):
        entry = {"id": entry} if isinstance(entry, str) else dict(entry)
        self.id = entry["id"]
        self.name = entry.get("name", self.id)
        self.factors = entry.get("factors", self.FACTORS.get(self.id))
        self.excess = entry.get("excess", "true") == "true"
        self.intercept = entry.get("intercept", "true") == "true"
        self.predicts_alpha = entry.get("alpha_in_prediction", "true") == "true"
        self.lags, self.leads = int(entry.get("lags", 1)), int(entry.get("leads", 1))
        self.mean = "constant" if self.id == "constant-mean" else entry.get("mean", "market")
        self.variant, self.step = entry.get("variant"), int(entry.get("step", 1))
        self.presample = entry.get("presample", "mean-square")

    @property
    def parameter_count(self):
        """K of nu = M - K; models without a mean count their centered variance's mean."""
        if self.factors is not None:
            return len(self.factors) + self.intercept
        if self.id == "dimson":
            return self.lags + self.leads + 2
        if self.mean == "constant":
            return 1
        return {"raw": 1, "market-adjusted": 0 if self.variant == "uncentered" else 1}.get(self.id, 2)

    @property
    def needs_benchmark(self):
        return self.factors is None and self.id != "raw" and self.mean != "constant"

    def observe(self, event, item, predicts=False):
        """The observation of a return; None where something that it needs is missing.

        Where it `predicts`, the benchmark of neighboring sessions is needed only if the expectation is made of it.
        """
        dates = event.exchange.dates

        def benchmark(shift=0):
            first, last = item.start + shift, item.end + shift
            if event.benchmark is None or first < -1 or last < 0 or last >= len(dates):
                return None
            return benchmark_over(event.benchmark, dates, first, last)

        n, offset, x, beside = item.sessions, 0.0, [], []
        if self.factors is not None:
            x = ([float(n)] if self.intercept else []) + [event.factors.over(name, item) for name in self.factors]
            offset = event.factors.over("rf", item) if self.excess else 0.0
        elif self.mean == "constant":
            x = [float(n)]
        elif self.id == "market-adjusted":
            offset = benchmark()
        elif self.id == "dimson":
            shifted = [benchmark(shift) for shift in range(-self.lags, self.leads + 1)]
            x = [float(n)] + (shifted if self.variant == "lead-lag" else [benchmark()])
            beside = [] if predicts else shifted
        elif self.id == "scholes-williams":
            x, beside = [float(n), benchmark()], [] if predicts else [benchmark(-1), benchmark(1)]
        elif self.id != "raw":
            x = [float(n), benchmark()]
        if offset is None or None in x or None in beside:
            return None
        return Observation(item.value, n, offset, x, beside)
