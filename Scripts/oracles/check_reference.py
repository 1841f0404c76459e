"""Compares the reference implementation with the figures of Tests/Fixtures/Oracles/small-market, made by other software.

Run by Scripts/oracles/make-oracles before it writes anything. Prints the largest relative difference of each table and
ends with status 1 where one exceeds the tolerance.
"""

import csv
import pathlib
import sys

from reference_study import ReferenceStudy
from study_inputs import Study

FIXTURE = pathlib.Path(__file__).resolve().parents[2] / "Tests" / "Fixtures" / "Oracles" / "small-market"
MODELS = {"mean": "constant-mean", "adjusted": "market-adjusted", "market": "market-model"}
GAPS = {"drop": "drop", "ttt": "trade-to-trade", "lumped": "lumped", "uniform": "uniform"}
TESTS = {
    "t_cross": "cross-sectional-t", "t_cda": "crude-dependence", "z_patell": "patell", "t_bmp": "bmp",
    "z_rank_fpc": "corrado-rank", "sign": "sign", "gsign_window": "generalized-sign", "wilcoxon": "wilcoxon",
}
TOLERANCE = 1e-10


def expected(table, configuration):
    with open(FIXTURE / "expected" / f"{table}.csv", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["config"] == configuration]


def run(configuration, **further):
    parts = configuration.split("_")
    estimation = {"length": "190", "last": "-11", "minimum": "10",
                  "exclude_other_events": "true" if parts[-1] == "masked" else "false"}
    returns, gaps = [part for part in parts[1:] if part in ("simple", "log")][0], [p for p in parts if p in GAPS][0]
    study = Study(FIXTURE, models=[MODELS[parts[0]]], returns=returns, gaps=GAPS[gaps], estimation=estimation, **further)
    return ReferenceStudy(study), study.models[0]


def pairs(configuration):
    """(table, where, expected, found) for every figure that both sides have."""
    reference, model = run(configuration)
    events = {event.id: event for event in reference.events}
    for row in expected("models", configuration):
        fit, where = events[row["event_id"]].fits[model], row["event_id"]
        yield "models", f"{where} M", row["M"], fit.observations
        yield "models", f"{where} df", row["df"], fit.degrees
        yield "models", f"{where} s2", row["s2"], fit.variance
        for place, (name, value, _) in enumerate(fit.parameters):
            yield "models", f"{where} {name}", row[f"theta{place}"], value
    for row in expected("ar", configuration):
        day = events[row["event_id"]].days[model].get(int(row["rel"]))
        where = f"{row['event_id']} day {row['rel']}"
        if row["ar"] in ("", "nan"):
            yield "ar", where, "0", 0 if day.abnormal is None else 1
            continue
        yield "ar", where, row["ar"], day.abnormal
        yield "ar", f"{where} variance", row["var_ar"], day.error**2
        yield "ar", f"{where} span", row["span"], day.gained.sessions
    for row in expected("car", configuration):
        window = tuple(int(day) for day in row["window"].strip("[]").split(";"))
        result, where = events[row["event_id"]].windows[model][window], f"{row['event_id']} {row['window']}"
        if row["car"] in ("", "nan"):
            yield "car", where, "0", 0 if result.reason else 1
            continue
        for name, value in [("n_days", result.days), ("car", result.car), ("var_car", result.error**2),
                            ("scar", result.scar), ("p", result.p)]:
            yield "car", f"{where} {name}", row[name], value
    found = {(window, test): (statistic, p, df, count, caar)
             for _, _, window, test, statistic, _, df, _, p, count, caar, *_ in reference.tests_table()}
    for row in expected("tests", configuration):
        if row["test"] not in TESTS:
            continue
        window = row["window"].replace(";", ",")
        statistic, p, df, count, caar = found[(window, TESTS[row["test"]])]
        field = row["field"]
        if TESTS[row["test"]] == "wilcoxon" and field in ("p", "z"):
            continue  # the normal approximation; ours is exact, compared below
        named = {"stat": statistic, "p": p, "df": df, "n": count, "caar": caar}
        if TESTS[row["test"]] == "wilcoxon":
            named["p_exact"] = p
        if field in named:
            yield "tests", f"{window} {row['test']} {field}", row["value"], named[field]


def buy_and_hold_pairs():
    """Measured over [0,20]; an event without a trade on day -1 or day 20 has none and is not in the file."""
    reference, model = run("market_simple_drop", event_window=["-5", "20"], windows=[["0", "20"]])
    with open(FIXTURE / "expected" / "bhar.csv", newline="") as stream:
        expected = {row["event_id"]: row["bhar"] for row in csv.DictReader(stream)}
    for event in reference.events:
        found = event.windows[model][(0, 20)].bhar
        if event.id in expected:
            yield "bhar", event.id, expected[event.id], found
        else:
            yield "bhar", f"{event.id} has none", "0", 0 if found is None else 1


def main():
    worst, count, failed = {}, {}, []
    with open(FIXTURE / "expected" / "models.csv", newline="") as stream:
        configurations = list(dict.fromkeys(row["config"] for row in csv.DictReader(stream)))
    for configuration in configurations + ["buy_and_hold"]:
        for table, where, want, got in pairs(configuration) if configuration in configurations else buy_and_hold_pairs():
            want = float(want)
            difference = abs(got - want) / max(abs(want), 1e-12) if got is not None else float("inf")
            key = configuration, table
            worst[key], count[key] = max(worst.get(key, 0), difference), count.get(key, 0) + 1
            if difference > TOLERANCE:
                failed.append(f"{configuration} {table} {where}: expected {want!r}, found {got!r}")
    for key in worst:
        print(f"{key[0]:32} {key[1]:7} {count[key]:5} figures, largest relative difference {worst[key]:.1e}")
    if failed:
        print("\n".join(failed[:40]), file=sys.stderr)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
