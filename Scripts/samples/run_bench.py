"""Runs eventstudy and its peers on the same work, interleaved, compares their numbers and prints one table.

usage: run_bench.py --program FILE --raw FILE --data DIR --reports DIR --size small|large --runs N [--jobs N] [--peers DIR]
                    [--slow] [--shape NAME] [--json FILE]

A peer runs where what it needs is installed. Medians of N runs; run k of everything comes before run k + 1 of anything.
"""

import argparse
import csv
import filecmp
import json
import math
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

from bench_goals import PEERS, goals

SLOW = ("pandas_statsmodels.py", "eventstudy_pypi.py")
# Studies that write models.csv alone: one event, every event, and some of them with two models.
FITS = ("reading", "estimation", "least-squares", "garch")
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "POLARS_MAX_THREADS", "THREADS")


class Work:
    """A command that is measured again and again, or so many copies of it side by side."""

    def __init__(self, name, command, threads=2, copies=1):
        self.name, self.command, self.runs = name, [str(word) for word in command], []
        self.copies, self.prepare = copies, lambda: None
        self.environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **{key: str(threads) for key in THREADS}}

    def run(self):
        self.prepare()
        start = time.perf_counter()
        children = [os.posix_spawnp(self.command[0], self.command, self.environment,
                                    file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)])
                    for _ in range(self.copies)]
        ends = [os.wait4(child, 0)[1:] for child in children]
        wall = time.perf_counter() - start
        for status, _ in ends:
            if (code := os.waitstatus_to_exitcode(status)) != 0:
                sys.exit(f"bench: {self.name} ended with status {code}: {' '.join(self.command)}")
        self.runs.append((wall, sum(usage.ru_utime + usage.ru_stime for _, usage in ends),
                          max(usage.ru_maxrss for _, usage in ends) / 1024))

    def median(self, column):
        return statistics.median(run[column] for run in self.runs)

    wall = property(lambda self: self.median(0))
    cpu = property(lambda self: self.median(1))
    peak = property(lambda self: self.median(2))


def has(peer, packages):
    if not peer.endswith(".R"):
        command = [sys.executable, "-c", "import " + ", ".join(packages)]
    elif shutil.which("Rscript"):
        command = ["Rscript", "-e", "; ".join(f"library({name})" for name in packages)]
    else:
        return False
    return subprocess.run(command, capture_output=True).returncode == 0


def rows(path):
    with open(path, newline="") as stream:
        return list(csv.DictReader(stream))


def agreement(reports, out):
    """The largest difference of a peer's numbers from ours: abnormal returns and coefficients absolute, statistics relative."""
    ours = {(row["event_id"], int(row["day"])): float(row["ar"]) for row in rows(reports / "abnormal_returns.csv")}
    theirs = rows(out / "ar.csv")
    if len(theirs) != len(ours):
        sys.exit(f"bench: {out.name} has {len(theirs)} abnormal returns, eventstudy {len(ours)}")
    worst = max(abs(ours[row["event_id"], int(row["day"])] - float(row["ar"])) for row in theirs)
    models = {(row["event_id"], row["parameter"]): float(row["estimate"]) for row in rows(reports / "models.csv")}
    for row in rows(out / "events.csv"):
        for name in ("alpha", "beta", "sigma"):
            if name in row:
                worst = max(worst, abs(models[row["event_id"], name] - float(row[name])))
    if (out / "tests.csv").exists():
        tests = {row["test"]: float(row["statistic"]) for row in rows(reports / "tests.csv") if row["statistic"]}
        for row in rows(out / "tests.csv"):
            worst = max(worst, abs(tests[row["test"]] / float(row["statistic"]) - 1))
    return worst


def equal_folders(first, second, but=()):
    names = sorted(path.name for path in first.iterdir())
    return names == sorted(path.name for path in second.iterdir()) and all(
        filecmp.cmp(first / name, second / name, shallow=False) for name in names if name not in but)


def cached(options, ours):
    """Reading one event's study with a cache: empty, warm, and of a file that has grown by 1 % since, on one thread."""
    data, folder = options.data, options.reports / "caches"
    whole = data / "prices.csv"
    with open(whole, "rb") as stream:
        stream.seek(int(whole.stat().st_size * 0.99))
        stream.readline()
        cut = stream.tell()
    (data / "grown.yaml").write_text((data / "one.yaml").read_text().replace("files: prices.csv", "files: grown.csv"))
    grown = ours("cache-grown", "grown", 1, folder / "grown")

    def grow():
        shutil.rmtree(folder / "grown", ignore_errors=True)
        shutil.copyfile(whole, data / "grown.csv")
        os.truncate(data / "grown.csv", cut)
        subprocess.run(grown.command, check=True, stdout=subprocess.DEVNULL)
        with open(whole, "rb") as source, open(data / "grown.csv", "ab") as target:
            source.seek(cut)
            shutil.copyfileobj(source, target)

    grown.prepare = grow
    cold = ours("cache-cold", "one", 1, folder / "one")
    cold.prepare = lambda: shutil.rmtree(folder / "one", ignore_errors=True)
    return {"cache cold": cold, "cache warm": ours("cache-warm", "one", 1, folder / "one"), "cache grown": grown}


def measure(options):
    data, reports = options.data, options.reports
    shutil.rmtree(reports, ignore_errors=True)

    def ours(name, study, jobs=options.jobs, cache=None):
        folder = reports / name
        folder.parent.mkdir(parents=True, exist_ok=True)
        command = [options.program, "run", data / f"{study}.yaml", "--output", folder, "--quiet", "--jobs", jobs]
        return Work(f"eventstudy: {name}", command + (["--cache", cache] if cache else []))

    works = {
        "study": ours("study", "events"), "one thread": ours("one-thread", "events", 1),
        "one event": ours("one-event", "one", 1), "tenth": ours("tenth", "tenth", 1),
        "raw libcsv": Work("raw libcsv in C", [options.raw, *options.files]),
        # What the machine allows two threads.
        "two libcsv": Work("raw libcsv in C, two at once", [options.raw, *options.files], copies=2),
    }
    if not options.shape:
        works |= {
            "tenfold": ours("tenfold", "tenfold", 1), "whole": ours("whole", "events-whole", 1),
            "tenth whole": ours("tenth-whole", "tenth-whole", 1), "everything": ours("everything", "everything"),
            **{name: ours(name, name, 1) for name in FITS}, **cached(options, ours),
            "version": Work("eventstudy --version", [options.program, "--version"]),
        }
    for peer, (need, _) in PEERS.items():
        if options.peers is None or not has(peer, need) or (options.size == "large" and peer in SLOW and not options.slow):
            continue
        if options.shape == "files" and peer in SLOW:
            continue  # These read one file.
        out = reports / peer
        out.mkdir(parents=True)
        runner = ["Rscript"] if peer.endswith(".R") else [sys.executable]
        works[peer] = Work(peer, [*runner, options.peers / peer, data, out], options.jobs)
    for work in works.values():
        work.run()
        work.runs.clear()
    for _ in range(options.runs):
        for work in works.values():
            work.run()
    return works


def main():
    words = argparse.ArgumentParser()
    for name in ("--program", "--raw", "--data", "--reports", "--peers"):
        words.add_argument(name, type=lambda text: pathlib.Path(text).resolve(), required=name != "--peers")
    words.add_argument("--size", required=True)
    words.add_argument("--shape", default="")
    words.add_argument("--runs", type=int, required=True)
    words.add_argument("--jobs", type=int, default=2)
    words.add_argument("--slow", action="store_true")
    words.add_argument("--json")
    options = words.parse_args()
    options.files = [options.data / "prices.csv"] if options.shape != "files" else sorted((options.data / "prices").iterdir())
    load = os.getloadavg()[0]
    works = measure(options)
    if not equal_folders(options.reports / "study", options.reports / "one-thread"):
        sys.exit("bench: the reports of one and of several threads differ")
    for name in () if options.shape else ("cache-cold", "cache-warm", "cache-grown"):
        # The grown file has another name.
        if not equal_folders(options.reports / "one-event", options.reports / name, ("manifest.json",) if name == "cache-grown" else ()):
            sys.exit(f"bench: the report {name} differs from that without a cache")
    apart = {peer: agreement(options.reports / "study", options.reports / peer) for peer in PEERS if peer in works}
    study = works["study"]
    print(f"\n{options.size} {options.shape}".rstrip() + f", medians of {options.runs} interleaved runs, {options.jobs} threads, load average before {load:.1f}\n")
    print(f"{'':32}{'wall s':>9}{'CPU s':>9}{'MiB':>9}{'x ours':>9}{'differs by':>12}")
    for work in works.values():
        found = f"{apart[work.name]:12.0e}" if work.name in apart else ""
        print(f"{work.name:32}{work.wall:9.3f}{work.cpu:9.3f}{work.peak:9.0f}{work.wall / study.wall:9.2f}{found}")
    print(f"\n{'':52}{'measured':>10}{'goal':>9}")
    found = goals(options, works)
    for what, value, goal, is_met in found:
        print(f"{what:52}{value:10.2f}{goal:9.2f}  {'met' if is_met else 'missed'}")
    if options.json:
        record = {
            "size": options.size, "shape": options.shape, "runs": options.runs, "jobs": options.jobs, "load": load,
            "works": {work.name: {"wall": work.wall, "cpu": work.cpu, "peak_mib": work.peak} for work in works.values()},
            "differences": apart,
            "goals": [{"what": what, "measured": value, "goal": goal, "met": met} for what, value, goal, met in found],
        }
        pathlib.Path(options.json).write_text(json.dumps(record, indent=2) + "\n")
    far = [peer for peer, worst in apart.items() if not worst < 1e-9 or math.isnan(worst)]
    if far:
        sys.exit(f"bench: the numbers of {', '.join(far)} differ from eventstudy's by 1e-9 or more")


if __name__ == "__main__":
    main()
