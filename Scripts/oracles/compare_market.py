"""Runs the program on a synthetic market that another program has computed, and compares every figure that both sides have.

usage: compare_market.py PROGRAM FOLDER --work DIR [--rtol 1e-10]

FOLDER has data/ (see market_configurations.py) and expected/: models.csv, ar.csv, car.csv, tests.csv by configuration,
bhar.csv, bhar_tests.csv, sq_test.csv and mvrm_cluster.csv for market_simple_drop, and in garch.csv the maximum of a constant-mean
GARCH(1,1). Prints for each table the number
of figures and the largest relative difference; ends with status 1 where one exceeds the tolerance. Bootstrap p-values come
from the oracle's ready-made draws, which a program cannot be given: the library's tests have those.
"""

import argparse
import math
import pathlib
import subprocess
import sys

from market_columns import EXTRA, FACTORS, FIELDS, RUN
from market_configurations import CONFIGURATIONS, rows, study_text, write, write_inputs

GARCH = """\
name: garch
events: events.csv
prices:
  - {{files: returns.csv, security: MKT, columns: {{date: date, return: ret}}, calendar: benchmark}}
estimation: {{length: {length}, last: -1, minimum: {length}}}
event_window: [0, 0]
windows: [[0, 0]]
models: [{{id: garch, mean: constant}}]
tests: [j1]
"""


class Comparison:
    def __init__(self, options):
        self.options, self.worst, self.count, self.failed, self.skipped = options, {}, {}, [], {}

    def note(self, table, where, want, got):
        want, got = float(want or "nan"), float(got or "nan")
        if math.isnan(want) or math.isnan(got):
            size = 0.0 if math.isnan(want) and math.isnan(got) else math.inf
        else:
            size = abs(want - got) / max(abs(want), 1e-300) if want != got else 0.0
        if size > self.worst.get(table, (-1, ""))[0]:
            self.worst[table] = size, where
        self.count[table] = self.count.get(table, 0) + 1
        if size > self.options.rtol:
            self.failed.append(f"{table} {where}: expected {want!r}, found {got!r}")

    def run(self, configuration, **further):
        folder, report = self.options.work / "study", self.options.work / "report"
        (folder / "study.yaml").write_text(study_text(configuration, RUN, **further), encoding="utf-8")
        ran = subprocess.run([self.options.program, "run", folder / "study.yaml", "--output", report, "--quiet"],
                             capture_output=True, text=True, check=False)
        if ran.returncode != 0:
            sys.exit(f"{configuration}: status {ran.returncode}\n{ran.stderr}")
        return lambda table, keys: {tuple(row[key] for key in keys): row for row in rows(report / f"{table}.csv")}

    def expected(self, table, configuration=None):
        found = rows(self.options.folder / "expected" / f"{table}.csv")
        return [row for row in found if configuration in (None, row.get("config"))]

    def configuration(self, name):
        table = self.run(name)
        self._models(name, table("models", ["event_id", "parameter"]))
        days = table("abnormal_returns", ["event_id", "day"])
        for row in self.expected("ar", name):
            found, where = days[row["event_id"], row["rel"]], f"{name} {row['event_id']} day {row['rel']}"
            if row["date"] != found["session"]:
                self.failed.append(f"{where}: {row['date']}, found {found['session']}")
            self.note("ar", where, row["ar"], found["ar"])
            self.note("ar", where + " sar", row["sar"], found["sar"])
            if found["ar"]:  # the oracle has a variance for days without a return too
                self.note("ar variances", where, row["var_ar"], squared(found["ar_se"]))
                self.note("ar spans", where, row["span"], found["spanned_sessions"])
        windows = table("windows", ["event_id", "window"])
        for row in self.expected("car", name):
            window = row["window"].replace(";", ",")
            found, where = windows[row["event_id"], window], f"{name} {row['event_id']} {window}"
            self.note("car", where, row["car"], found["car"])
            self.note("car variances", where, row["var_car"], squared(found["car_se"]))
            self.note("car standardized and p", where + " scar", row["scar"], found["scar"])
            self.note("car standardized and p", where + " p", row["p"], found["p_value"])
            self.note("car days", where, row["n_days"], found["days"] or "0")
        self._tests(name, table("tests", ["group", "window", "test"]))

    def _models(self, name, found):
        kind = name.rsplit("_", 2)[0] if not name.endswith("_masked") else "market"
        names = ["mean"] if kind == "mean" else [] if kind.startswith("adjusted") else ["alpha", "beta"] + FACTORS.get(kind, [])
        for row in self.expected("models", name):
            value = lambda parameter: found[row["event_id"], parameter]["estimate"]
            where = f"{name} {row['event_id']}"
            self.note("models", where + " M", row["M"], value("observations"))
            self.note("models", where + " df", row["df"], value("degrees_of_freedom"))
            self.note("models", where + " s2", row["s2"], squared(value("sigma")))
            for place, parameter in enumerate(names):
                self.note("models", f"{where} {parameter}", row[f"theta{place}"], value(parameter))
            for pair in filter(None, (row["extra"] or "").split(";")):
                field, want = pair.split("=")
                if field in EXTRA:
                    self.note("models", f"{where} {field}", want, value(EXTRA[field]))
                else:
                    self.skipped[f"models {field}"] = self.skipped.get(f"models {field}", 0) + 1

    def _tests(self, name, found):
        for row in self.expected("tests", name):
            key = row["test"], row["field"]
            if key == ("signflip_exact", "n") or key in FIELDS:
                identity, column = FIELDS[key]
                window = row["window"].replace(";", ",")
                where = f"{name} {window} {identity} {column}"
                self.note("tests", where, row["value"], found["all", window, identity][column])
            else:
                self.skipped[" ".join(key)] = self.skipped.get(" ".join(key), 0) + 1

    def one_date(self):
        found = self.run("market_simple_drop")("tests", ["group", "window", "test"])
        fields = {"F": ("multivariate-f", "statistic"), "df1": ("multivariate-f", "df1"), "df2": ("multivariate-f", "df2"),
                  "p_F": ("multivariate-f", "p_value"), "t": ("portfolio-t", "statistic"), "df": ("portfolio-t", "df1"),
                  "p_t": ("portfolio-t", "p_value")}
        for row in self.expected("mvrm_cluster"):
            window = row["window"].replace(";", ",")
            if row["field"] in fields:
                identity, column = fields[row["field"]]
                self.note("mvrm_cluster", f"{window} {row['field']}", row["value"], found["all", window, identity][column])

    def sums(self):
        found = self.run("market_simple_drop")("windows", ["event_id", "window"])
        for row in self.expected("sq_test"):
            window = row["window"].replace(";", ",")
            self.note("sq_test", f"{row['event_id']} {window}", row["p"], found[row["event_id"], window]["sq_p_value"])

    def buy_and_hold(self):
        table = self.run("market_simple_drop", end=20, windows="[[0, 20]]")
        found = table("windows", ["event_id"])
        for row in self.expected("bhar"):
            own = found[row["event_id"],]
            for field, column in [("bhar", "bhar"), ("bh_return", "buy_and_hold_return"),
                                  ("bh_market", "benchmark_buy_and_hold_return")]:
                self.note("bhar", f"{row['event_id']} {field}", row[field], own[column])
        whole = {row["field"]: float(row["value"]) for row in self.expected("bhar_tests")}
        own = table("buy_and_hold", ["group"])["all",]
        self.note("bhar_tests", "mean", whole["mean"], own["abhar"])
        self.note("bhar_tests", "n", whole["n"], own["events"])
        for field, column in [("t", "t"), ("johnson", "skewness_adjusted_t"), ("p_johnson", "skewness_adjusted_p_value"),
                              ("hall", "hall"), ("p_hall", "hall_p_value")]:
            self.note("bhar_tests", field, whole[field], own[column])

    def three_slopes(self):
        found = self.run("sw3_simple_drop")("models", ["event_id", "parameter"])
        for row in self.expected("models", "sw_simple_drop"):
            want = dict(pair.split("=") for pair in row["extra"].split(";"))["beta_sw3"]
            self.note("models", f"{row['event_id']} beta_sw3", want, found[row["event_id"], "beta"]["estimate"])


    def garch(self):
        """The constant-mean GARCH(1,1) of the whole market: the maximum no lower, its parameters to 1e-5."""
        folder, report = self.options.work / "garch", self.options.work / "garch" / "report"
        folder.mkdir(exist_ok=True)
        market = [[row["date"], row["mkt"]] for row in rows(self.options.folder / "data" / "factors.csv")]
        write(folder / "returns.csv", ["date", "ret"], [["2000-01-03", "0"]] + market + [["2100-01-04", "0"]])
        write(folder / "events.csv", ["event_id", "security", "announced_at"], [["E", "MKT", "2100-01-04"]])
        (folder / "study.yaml").write_text(GARCH.format(length=len(market)), encoding="utf-8")
        ran = subprocess.run([self.options.program, "run", folder / "study.yaml", "--output", report, "--quiet"],
                             capture_output=True, text=True, check=False)
        if ran.returncode != 0:
            sys.exit(f"garch: status {ran.returncode}\n{ran.stderr}")
        found = {row["parameter"]: float(row["estimate"]) for row in rows(report / "models.csv") if row["estimate"]}
        want = {row["field"]: float(row["value"]) for row in self.expected("garch") if row["model"] == "garch_mle"}
        higher = found["log_likelihood"] - want["loglik"]
        if higher < -1e-8 * abs(want["loglik"]):
            self.failed.append(f"garch: log-likelihood {found['log_likelihood']}, expected {want['loglik']}")
        print(f"garch: log-likelihood {found['log_likelihood']!r}, {higher:+.1e} against the oracle's")
        for name, own, unit in [("mu", "mean", 100), ("omega", "omega", 1), ("alpha", "alpha1", 1), ("beta", "beta1", 1)]:
            size = abs(found[own] * unit / want[name] - 1)
            print(f"  {name}: {found[own] * unit!r}, expected {want[name]!r}, relative difference {size:.1e}")
            if size > 1e-5:
                self.failed.append(f"garch {name}: expected {want[name]!r}, found {found[own] * unit!r}")


def squared(text):
    return float(text) ** 2 if text else ""


def main():
    parser = argparse.ArgumentParser(description="Compares the program with another one's figures of a synthetic market.")
    parser.add_argument("program", help="the built eventstudy")
    parser.add_argument("folder", type=pathlib.Path, help="with data/ and expected/")
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--rtol", type=float, default=1e-10)
    options = parser.parse_args()
    comparison = Comparison(options)
    comparison.options.work.mkdir(parents=True, exist_ok=True)
    write_inputs(options.folder / "data", options.work / "study")
    there = dict.fromkeys(row["config"] for row in comparison.expected("models"))
    for name in there:
        if name not in CONFIGURATIONS:
            sys.exit(f"unknown configuration {name}")
        comparison.configuration(name)
    for further in (comparison.three_slopes, comparison.one_date, comparison.sums, comparison.buy_and_hold, comparison.garch):
        further()
    print(f"{len(there)} configurations")
    for table, (size, where) in comparison.worst.items():
        print(f"{table:24} {comparison.count[table]:6} figures, largest relative difference {size:.1e} ({where})")
    print("not printed by the program:", ", ".join(f"{name} ({count})" for name, count in sorted(comparison.skipped.items())))
    print(f"{len(comparison.failed)} differences beyond {options.rtol}", *comparison.failed[:60], sep="\n  ")
    sys.exit(1 if comparison.failed else 0)


if __name__ == "__main__":
    main()
