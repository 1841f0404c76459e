"""Compares the program's rejections in a drawn market with those of Scripts/oracles/size_and_power.py.

Run:  python3 Scripts/oracles/compare_sizes.py PROGRAM [REPLICATIONS]
PROGRAM is a release build (Scripts/install). Each scenario is simulated with `eventstudy simulate --market`; a share that
differs from the other implementation's by more than four standard errors of the difference is printed, and the status is
then 1. Power against a shift is compared with MacKinlay (1997)'s normal power too, for j1 on one day.
"""
import csv
import math
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FIXTURE = Path(__file__).resolve().parents[2] / "Tests/Fixtures/Oracles/size-and-power/rejections.csv"
STUDY = """events: events.csv
prices: [{files: prices.csv, columns: {security: s, date: d, close: c}, exchange: XNYS, benchmark: B}]
estimation: {length: 239, last: -6, minimum: 100}
event_window: [-5, 5]
windows: [[0, 0], [-5, 5]]
"""
SCENARIOS = {
    "normal": ["--market", "normal"],
    "t4": ["--market", "t4"],
    "lognormal": ["--market", "lognormal"],
    "variance-2": ["--market", "normal", "--variance", "2"],
    "one-date-05": ["--market", "normal", "--dates", "one", "--correlation", "0.05"],
    "one-date-10": ["--market", "normal", "--dates", "one", "--correlation", "0.10"],
    "power-005": ["--market", "normal", "--abnormal-return", "0.005"],
    "power-010": ["--market", "normal", "--abnormal-return", "0.01"],
}
POWER = {"power-005": 0.423891, "power-010": 0.942438}  # d = 0.5 % and 1 %, s = 2 %, N = 50


def simulate(program, folder, options, replications):
    command = [program, "simulate", str(folder / "study.yaml"), "--replications", str(replications), "--events", "50",
               "--output", str(folder / "out"), *options]
    start = time.time()
    subprocess.run(command, check=True)
    with open(folder / "out/size_power.csv", newline="") as file:
        rows = {(row["window"], row["test"]): row for row in csv.DictReader(file)}
    return rows, time.time() - start


def differs(p, n, q, m):
    """In standard errors of the difference, with the pooled share; half a count keeps shares of 0 apart from certainty."""
    pooled = (p * n + q * m + 0.5) / (n + m + 1)
    return (p - q) / math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))


def main():
    program, replications = str(Path(sys.argv[1]).resolve()), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    with open(FIXTURE, newline="") as file:
        expected = list(csv.DictReader(file))
    found, scores = 0, []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "study.yaml").write_text(STUDY)
        (folder / "events.csv").write_text("security,announced_at\nA,2020-01-02\n")
        (folder / "prices.csv").write_text("s,d,c\nA,2020-01-02,1\n")
        for scenario, options in SCENARIOS.items():
            ours, seconds = simulate(program, folder, options, replications)
            print(f"{scenario}: {seconds:.1f} s")
            for row in (row for row in expected if row["scenario"] == scenario):
                mine = ours[row["window"].replace(";", ","), row["test"]]
                for level in ("1", "5", "10"):
                    theirs = int(row[f"rejected_{level}"]) / int(row["answered"])
                    z = differs(float(mine[f"rejected_{level}"]), int(mine["answered"]), theirs, int(row["answered"]))
                    scores.append(z)
                    if abs(z) > 4:
                        found += 1
                        print(f"  {row['window']} {row['test']} {level} %: {mine[f'rejected_{level}']} against {theirs}")
                if level == "10" and row["window"] == "[0;0]":
                    print(f"  {row['test']:22}{float(mine['rejected_5']):.4f}  {int(row['rejected_5']) / int(row['answered']):.4f}")
            if scenario in POWER:
                share, n = float(ours["[0,0]", "j1"]["rejected_5"]), int(ours["[0,0]", "j1"]["answered"])
                z = (share - POWER[scenario]) / math.sqrt(POWER[scenario] * (1 - POWER[scenario]) / n)
                print(f"  power of j1: {share}, MacKinlay {POWER[scenario]}, {z:.2f} standard errors")
    print(f"{len(scores)} shares: standard deviation of the differences {statistics.pstdev(scores):.2f}, {found} beyond 4")
    sys.exit(1 if found else 0)


main()
