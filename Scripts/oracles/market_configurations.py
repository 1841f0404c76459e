"""The configurations of a synthetic market as study files, by the names MODEL_RETURNS_GAPS that its oracle has.

`market_log_ttt` is the market model on log returns, trade-to-trade; `..._masked` leaves other events of the security out of
the estimation window. A market is a folder with prices.csv (date, security, close), factors.csv (date, mkt = the market's
simple return, smb, hml, mom, rmw, cma, rf) and events.csv (event_id, security, event_date = day 0, industry).
"""

import csv
import pathlib

MODELS = {
    "mean": "constant-mean", "adjusted": "{id: market-adjusted, variant: uncentered}",
    "adjusted_centered": "market-adjusted", "market": "market-model", "capm": "capm", "ff3": "fama-french-3",
    "carhart": "carhart", "ff5": "fama-french-5", "sw": "scholes-williams", "sw3": "{id: scholes-williams, variant: three-slope}",
    "dimson11": "{id: dimson, lags: 1, leads: 1}", "theil": "theil-sen", "lad": "lad", "huber": "huber",
}
GAPS = {"drop": "drop", "ttt": "trade-to-trade", "lumped": "lumped", "uniform": "uniform"}
CONFIGURATIONS = [
    "mean_simple_drop", "mean_log_ttt", "market_simple_drop", "market_simple_drop_masked", "market_simple_ttt",
    "market_log_drop", "market_log_ttt", "market_log_lumped", "market_log_uniform", "adjusted_simple_drop",
    "adjusted_centered_simple_drop", "capm_simple_drop", "ff3_simple_drop", "ff3_simple_ttt", "carhart_simple_drop",
    "ff5_simple_drop", "sw_simple_drop", "dimson11_simple_drop", "theil_simple_drop", "lad_simple_drop",
    "huber_simple_drop",
]
STUDY = """\
name: {name}
events: events.csv
factors: named_factors.csv
prices:
  - files: prices.csv
    columns: {{security: security, date: date, close: close}}
    benchmark: MARKET
    calendar: benchmark
    hours: &hours {{open: "09:30", close: "16:00", timezone: America/New_York}}
  - files: factors.csv
    security: MARKET
    columns: {{date: date, return: mkt}}
    calendar: benchmark
    hours: *hours
returns: {returns}
gaps: {gaps}
suspended: trade-to-trade
incomplete_windows: available
estimation: {{length: {length}, last: -11, minimum: 10, exclude_other_events: {masked}}}
event_window: [-5, {end}]
windows: {windows}
models: [{model}]
tests: [{tests}]
"""


def study_text(configuration, tests, length=190, end=5, windows="[[0, 0], [-1, 1], [0, 5], [-5, 5]]"):
    model, returns, gaps = configuration.removesuffix("_masked").rsplit("_", 2)
    return STUDY.format(name=configuration, returns=returns, gaps=GAPS[gaps], masked=str("masked" in configuration).lower(),
                        length=length, end=end, windows=windows, model=MODELS[model],
                        tests=", ".join(f'"{test}"' for test in tests))


def write_inputs(data, folder):
    """The market's files as a study reads them: day 0 given, `mkt_rf` = mkt - rf."""
    data, folder = pathlib.Path(data), pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("prices.csv", "factors.csv"):
        (folder / name).write_bytes((data / name).read_bytes())
    events = [[row["event_id"], row["security"], row["event_date"], row["event_date"], row["industry"]]
              for row in rows(data / "events.csv")]
    write(folder / "events.csv", ["event_id", "security", "announced_at", "day_zero", "industry"], events)
    names = ["smb", "hml", "mom", "rmw", "cma", "rf"]
    named = [[row["date"], repr(float(row["mkt"]) - float(row["rf"]))] + [row[name] for name in names]
             for row in rows(data / "factors.csv")]
    write(folder / "named_factors.csv", ["date", "mkt_rf"] + names, named)


def rows(path):
    with open(path, newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def write(path, header, table):
    with open(path, "w", newline="", encoding="ascii") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(table)
