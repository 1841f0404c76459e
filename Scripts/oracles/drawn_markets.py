"""Markets like that of synthetic-market, drawn under other seeds and in other shapes: the program against another implementation, figure by figure.

usage: drawn_markets.py PROGRAM --work DIR [--seeds 1,2,3] [--rtol 1e-10] [--show 5]

A seed draws the number of firms (6-24), sessions and events, Student-t or normal shocks, thin firms, a late listing, a
delisting inside the event window of a late event, firms with two events, a date that several events share, and an event with
too short a history. All configurations of market_configurations.py are run (those of equal returns and gaps as the models of
one study, with every test) by PROGRAM and by reference_study.py, which shares nothing with it: regressions are statsmodels',
instruments linearmodels', distributions and ranks scipy's. Ends with status 1 where a figure differs.
"""

import argparse
import contextlib
import datetime
import io
import pathlib
import subprocess
import sys
import warnings

import numpy as np

from compare_tables import KEYS, compare_table
from market_configurations import CONFIGURATIONS, MODELS, study_text, write, write_inputs
from random_studies import Comparison
from reference_study import ReferenceStudy
from study_tables import write_tables
from study_inputs import Study
from test_statistics import CLUSTERED, TESTS

FACTORS = ["smb", "hml", "mom", "rmw", "cma"]


def make(seed, folder):
    """data/: prices.csv, factors.csv, events.csv."""
    draw = np.random.default_rng(seed)
    firms, sessions = int(draw.integers(6, 25)), int(draw.integers(380, 520))
    shocks = (lambda size: draw.standard_t(4, size) / np.sqrt(2)) if seed % 2 else draw.standard_normal
    day, dates = datetime.date(2010 + seed % 10, 1, 4), []
    while len(dates) < sessions:
        if day.weekday() < 5 and draw.random() > 0.035:
            dates.append(day.isoformat())
        day += datetime.timedelta(days=1)
    market = 0.0004 + 0.01 * shocks(sessions)
    rf = 0.00008 + 0.00002 * np.sin(np.arange(sessions) / 50)
    factors = {name: 0.005 * shocks(sessions) for name in FACTORS}
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "factors.csv", ["date", "mkt"] + FACTORS + ["rf"],
          [[dates[t], f"{market[t]:.8f}"] + [f"{factors[name][t]:.8f}" for name in FACTORS] + [f"{rf[t]:.8f}"]
           for t in range(sessions)])
    names, prices = [f"F{k:02}" for k in range(firms)], []
    for k, name in enumerate(names):
        returns = draw.uniform(0.3, 1.7) * market + 0.4 * draw.standard_normal() * factors["hml"]
        returns += draw.uniform(0.008, 0.03) * shocks(sessions)
        close = draw.uniform(8, 120) * np.cumprod(1 + np.maximum(returns, -0.6))
        idle = draw.random(sessions) < [0, 0, 0.01, 0.09][k % 4]
        first, last = (int(draw.integers(60, 120)) if k == 3 else 0), (sessions - 30 if k == 5 else sessions)
        prices += [[dates[t], name, f"{close[t]:.4f}"] for t in range(first, last) if not idle[t] or t == first]
    write(folder / "prices.csv", ["date", "security", "close"], prices)
    cluster, events = int(draw.integers(230, sessions - 60)), []
    for k, name in enumerate(names):
        days = [cluster] if k % 2 else [int(draw.integers(215, sessions - 12))]
        days += [int(draw.integers(225, sessions - 12))] if k % 5 == 0 else []
        days = [sessions - 33] if k == 5 else days
        events += [(at, name) for at in days]
    events.append((100, names[0]))
    write(folder / "events.csv", ["event_id", "security", "event_date", "industry"],
          [[f"E{n:02}", name, dates[at], "ABC"[n % 3]] for n, (at, name) in enumerate(dict.fromkeys(events))])


def studies():
    """(returns, gaps, masked) -> the models of its configurations."""
    result = {}
    for name in CONFIGURATIONS + ["sw3_simple_drop", "sw_simple_ttt", "dimson11_log_ttt", "huber_simple_ttt", "carhart_log_ttt"]:
        model, returns, gaps = name.removesuffix("_masked").rsplit("_", 2)
        result.setdefault((returns, gaps, "_masked" if "masked" in name else ""), []).append(model)
    return result


def check(program, folder, options):
    """The number of differences of one market."""
    total = 0
    for (returns, gaps, masked), models in studies().items():
        entries = [MODELS[model] if MODELS[model].startswith("{") else f"{{id: {MODELS[model]}}}" for model in models]
        entries = [f"{entry[:-1]}, name: {model}}}" for entry, model in zip(entries, models)]
        text = study_text(f"market_{returns}_{gaps}{masked}", [*TESTS, *CLUSTERED, "wild-cluster:industry"])
        file, name = folder / "study" / "study.yaml", f"{returns}_{gaps}{masked}"
        file.write_text(text.replace("models: [market-model]", f"models: [{', '.join(entries)}]"), encoding="utf-8")
        report, expected = folder / name / "report", folder / name / "expected"
        report.parent.mkdir(exist_ok=True)
        ran = subprocess.run([program, "run", file, "--output", report, "--quiet"], capture_output=True, text=True, check=False)
        if ran.returncode not in (0, 1):
            sys.exit(f"{name}: status {ran.returncode}\n{ran.stderr}")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            write_tables(ReferenceStudy(Study(file)), expected)
        text = io.StringIO()
        with contextlib.redirect_stdout(text):
            found = sum(compare_table(table, expected / f"{table}.csv", report / f"{table}.csv", Comparison(options))
                        for table in KEYS if table != "reactions")
        print(f"{name}: {', '.join(models)}\n{text.getvalue()}", flush=True)
        total += found
    return total


def main():
    parser = argparse.ArgumentParser(description="Compares the program with another implementation on drawn markets.")
    parser.add_argument("program", help="the built eventstudy")
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--rtol", type=float, default=1e-10)
    parser.add_argument("--atol", type=float, default=1e-13)
    parser.add_argument("--show", type=int, default=5, help="differences shown a column")
    options, total = parser.parse_args(), 0
    for seed in options.seeds.split(","):
        folder = options.work / seed
        make(int(seed), folder / "data")
        write_inputs(folder / "data", folder / "study")
        found = check(options.program, folder, options)
        print(f"market {seed}: {found} differences\n", flush=True)
        total += found
    sys.exit(1 if total else 0)


if __name__ == "__main__":
    main()
