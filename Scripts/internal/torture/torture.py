"""Runs the program on damaged studies and judges what it leaves; see Scripts/torture --help."""

import argparse
import collections
import csv
import hashlib
import json
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import damage
import hardships
import market
import silence

STATUSES = {0, 1, 64, 65, 66, 73, 74, 75}
# Columns that repeat what people typed.
TEXTS = {"event_id", "security", "group", "model", "test"}
SAMPLES = ["SampleData/earnings-2012", "SampleData/entity-list-2019"]


class Study:
    """A folder with an undamaged study; each damage works on a copy of the folder."""

    def __init__(self, folder, program, scratch):
        self.folder = folder
        reports = scratch / f"whole-{folder.name}"
        done = subprocess.run([program, "run", folder / "study.yaml", "--output", reports, "--quiet"], capture_output=True)
        if done.returncode not in (0, 1):
            sys.exit(f"torture: the undamaged study {folder.name} does not run")
        self.report = silence.Report(reports)
        self.files = sorted(path.relative_to(folder) for path in folder.rglob("*")
                            if path.suffix in {".csv", ".yaml"} and "reports" not in path.parts)
        small = [path for path in self.files if path.suffix == ".yaml" or (folder / path).stat().st_size < 3000]
        # The small files steer everything: they are damaged as often as all others together.
        self.choices = [small, self.files]


class Case:
    """One damaged input and the run on it."""

    def __init__(self, number, seed, studies, scratch):
        draw = random.Random(f"{seed}/{number}")
        self.number, self.study = number, draw.choice(studies)
        self.file = draw.choice(draw.choice(self.study.choices))
        self.folder = scratch / "case"
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.study.folder, self.folder, ignore=shutil.ignore_patterns("reports", "licenses", "*.md"))
        original = (self.folder / self.file).read_bytes()
        self.data, self.said = damage.damage(draw, original, self.file.suffix == ".csv")
        (self.folder / self.file).write_bytes(self.data)
        self.reports = self.folder / "reports"
        self.is_silent = False
        shutil.copytree(scratch / "good", self.reports)

    def run(self, program, timeout):
        """The finding, or None."""
        before = fingerprint(self.reports)
        self.status, self.errors = None, ""
        try:
            done = subprocess.run([program, "run", self.folder / "study.yaml", "--output", self.reports],
                                  capture_output=True, timeout=timeout, cwd=self.folder)
        except subprocess.TimeoutExpired:
            return f"hangs for {timeout} s"
        self.status, self.errors = done.returncode, done.stderr.decode("utf-8", "replace")
        if self.status < 0:
            return f"ended by {signal.Signals(-self.status).name}"
        if self.status not in STATUSES:
            return f"status {self.status}"
        rest = [path.name for path in self.folder.iterdir() if path.name.startswith(".reports")]
        if rest:
            return f"left behind: {rest}"
        finding = self.check(program, timeout)
        if finding:
            return finding
        if self.status > 1:
            if fingerprint(self.reports) != before:
                return f"status {self.status}, but the old report changed"
            return None if ": error: " in self.errors else f"status {self.status} without a message"
        return judge_report(self) or self.judge_words()

    def judge_words(self):
        """What the report says, held against that of the whole study."""
        report = silence.Report(self.reports)
        self.is_silent = silence.is_silent(report, self.study.report)
        return silence.wrong_place(report, self.study.report, str(self.file), self.data)

    def check(self, program, timeout):
        """`check` must come to the same end as `run`, and leave everything alone."""
        before = fingerprint(self.reports)
        try:
            done = subprocess.run([program, "check", self.folder / "study.yaml"], capture_output=True, timeout=timeout)
        except subprocess.TimeoutExpired:
            return f"check hangs for {timeout} s"
        if done.returncode != self.status and self.status != 73:
            return f"check ends with {done.returncode}, run with {self.status}"
        return None if fingerprint(self.reports) == before else "check changed the report"


def fingerprint(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def judge_report(case):
    """What is wrong with a finished report, or None."""
    manifest = json.loads((case.reports / "manifest.json").read_text(encoding="utf-8"))
    names = {output["file"] for output in manifest["outputs"]} | {"manifest.json"}
    if names != {path.name for path in case.reports.iterdir()}:
        return "the folder does not hold what the manifest names"
    for output in manifest["outputs"]:
        data = (case.reports / output["file"]).read_bytes()
        if len(data) != output["bytes"] or hashlib.sha256(data).hexdigest() != output["sha256"]:
            return f"{output['file']} differs from its record"
        if output["file"] in {"events.csv", "diagnostics.csv"}:
            continue
        for row in rows_of(case.reports / output["file"]) if output["file"].endswith(".csv") else []:
            odd = [name for name, value in row.items() if name not in TEXTS and value.lower().strip("+-") in {"nan", "inf"}]
            if odd:
                return f"{output['file']} holds {row[odd[0]]} as {odd[0]}"
    for name, column in [("tests", "p_value"), ("windows", "p_value")]:
        for row in rows_of(case.reports / f"{name}.csv") if f"{name}.csv" in names else []:
            if row[column] and not 0 <= float(row[column]) <= 1:
                return f"{name}.csv has the probability {row[column]}"
    counts = manifest["counts"]
    if counts["requested"] != counts["used"] + counts["provisional"] + counts["excluded"]:
        return f"counts do not add up: {counts}"
    if sum(counts["excluded_by_reason"].values()) != counts["excluded"]:
        return f"reasons do not add up: {counts}"
    if "events" in manifest["configuration"]["tables"]:
        events = rows_of(case.reports / "events.csv")
        if len(events) != counts["requested"]:
            return f"{len(events)} rows in events.csv, {counts['requested']} requested"
        if any(row["status"] == "excluded" and not row["reason"] for row in events):
            return "an excluded event without a reason"
        if collections.Counter(row["status"] for row in events) != collections.Counter(
                {key: counts[key] for key in ("used", "provisional", "excluded") if counts[key]}):
            return f"statuses in events.csv differ from the counts {counts}"
    return judge_losses(case, manifest)


def judge_losses(case, manifest):
    """Every row of every readable input is counted, and what was lost is said."""
    counts = manifest["counts"]
    # A file that two entries of the study name is read twice.
    if sum(entry["rows_read"] for entry in manifest["inputs"]) != counts["rows_read"]:
        return "rows read do not add up"
    for entry in manifest["inputs"]:
        name = entry["file"]
        data = (case.folder / name).read_bytes()
        if entry["sha256"] != hashlib.sha256(data).hexdigest():
            return f"the hash of {name} is not that of the file"
        if any(byte in data for byte in (b'"', b"\x00")):
            continue
        broken = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if name == str(case.file) else data
        lines = [line for line in broken.split(b"\n") if line.strip(b" \t")]
        is_told = f"{name}:" in case.errors
        if entry["rows_read"] == 0 and is_told or odd_breaks(data):
            continue  # a file that could not be read at all, which was said
        if entry["rows_read"] != max(0, len(lines) - 1):
            return f"{name}: {entry['rows_read']} rows read, {len(lines) - 1} lines below the header"
        if name == manifest["configuration"]["events"]["files"] and entry["rows_read"] != counts["requested"]:
            return f"{entry['rows_read']} rows in {name}, {counts['requested']} requested"
    if "diagnostics" in manifest["configuration"]["tables"]:
        told = sum(row["severity"] != "note" for row in rows_of(case.reports / "diagnostics.csv"))
        if counts["rows_refused"] > told:
            return f"{counts['rows_refused']} rows refused, {told} diagnostics"
    return None


def odd_breaks(data):
    """Line breaks of more than one kind: what is a line is then the program's choice."""
    return len({kind for kind in (b"\r\n", b"\n", b"\r") if kind in data.replace(b"\r\n", b"" if kind != b"\r\n" else b"\r\n")}) > 1


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--timeout", type=float, default=30)
    parser.add_argument("--keep", type=pathlib.Path)
    return parser.parse_args()


def main():
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="eventstudy-torture-") as name:
        scratch = pathlib.Path(name)
        generated = scratch / "market"
        generated.mkdir()
        market.write(generated)
        folders = [options.root / sample for sample in SAMPLES] + [generated]
        studies = [Study(folder, options.program, scratch) for folder in folders]
        good = [options.program, "run", generated / "study.yaml", "--output", scratch / "good", "--quiet"]
        if subprocess.run(good, capture_output=True).returncode not in (0, 1):
            sys.exit("torture: the undamaged market does not run")
        findings, statuses, began = 0, collections.Counter(), time.monotonic()
        slowest, silent = 0.0, collections.Counter()
        for finding in hardships.findings(generated, scratch, options.program, options.timeout, options.seed):
            findings += 1
            print(finding, flush=True)
        for number in range(options.first, options.first + options.count):
            case = Case(number, options.seed, studies, scratch)
            started = time.monotonic()
            finding = case.run(options.program, options.timeout)
            slowest = max(slowest, time.monotonic() - started)
            statuses[case.status] += 1
            if case.is_silent:
                silent[silence.kind(case.said)] += 1
            if finding:
                findings += 1
                print(f"{number}: {case.study.folder.name}/{case.file}: {case.said}: {finding}", flush=True)
                if options.keep:
                    shutil.copytree(case.folder, options.keep / f"{options.seed}-{number}", dirs_exist_ok=True)
    ended = ", ".join(f"{count} with {status}" for status, count in sorted(statuses.items(), key=str))
    print(f"{options.count} damages in {time.monotonic() - began:.0f} s (slowest {slowest:.1f} s): {ended}; {findings} findings")
    words = ", ".join(f"{kind} ({count})" for kind, count in silent.most_common())
    print(f"numbers changed without a word in {silent.total()}" + f": {words}" * bool(words))
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
