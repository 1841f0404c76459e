"""What happens around a run rather than in its inputs: each hardship makes a fresh copy of a study, runs the program, and judges."""

import csv
import os
import random
import shutil
import signal
import subprocess
import threading
import time

FORMULAS = ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+1+1", "-2+3", "\t=1", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>"]
NAMES = ["../../x", "/etc/passwd", "..", "a/b", "\x1b[31mred", "C:\\x", "x\u202ecod", "NA", "NAN", "TRUE", "1e5", "con"]


class Hardship:
    """One scenario on a copy of a good study, whose old report must survive whatever fails."""

    def __init__(self, name, study, scratch, program, timeout, seed):
        self.name, self.program, self.timeout = name, program, timeout
        self.draw = random.Random(f"{name}/{seed}")
        self.folder = scratch / "hardship"
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(study, self.folder, ignore=shutil.ignore_patterns("reports"))
        self.reports = self.folder / "reports"

    def start(self, command="run"):
        line = [self.program, command, self.folder / "study.yaml"]
        line += ["--output", self.reports] if command == "run" else []
        return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.folder)

    def end(self, process, allowed=(0, 1)):
        """A finding, or None; `errors` is what was said."""
        try:
            _, errors = process.communicate(timeout=self.timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            return f"hangs for {self.timeout} s"
        self.errors = errors.decode("utf-8", "replace")
        if process.returncode < 0:
            return f"ended by {signal.Signals(-process.returncode).name}"
        return None if process.returncode in allowed else f"status {process.returncode}: {self.errors[:300]}"

    def replace(self, name, old, new):
        path = self.folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    def leftovers(self):
        found = [path.name for path in self.folder.iterdir() if path.name.startswith(".reports")]
        return f"left behind: {found}" if found else None


def file_shrinks(case):
    """A price file is cut while it is read."""
    path = case.folder / "long.csv"
    head, _, body = path.read_text(encoding="utf-8").partition("\n")
    rows = "".join(f"X{number}{row[2:]}\n" for number in range(1000) for row in body.splitlines()[:300])
    path.write_text(head + "\n" + body + rows, encoding="utf-8")
    process = case.start()
    cutter = threading.Timer(case.draw.uniform(0.005, 0.08), lambda: os.truncate(path, path.stat().st_size // 3))
    cutter.start()
    finding = case.end(process, (0, 1, 65, 74))
    cutter.join()
    return finding or case.leftovers()


def links_in_circles(case):
    """A folder that holds itself, and a price file that is a link to itself."""
    (case.folder / "one" / "again").symlink_to("..")
    case.replace("study.yaml", "one/*.csv", "one/**/*.csv")
    (case.folder / "one" / "SELF.csv").symlink_to("SELF.csv")
    finding = case.end(case.start(), (0, 1, 66, 74))
    return finding or case.end(subprocess.Popen(
        [case.program, "init", case.folder / "one"], stdout=subprocess.PIPE, stderr=subprocess.PIPE), (0,))


def names_are_paths(case):
    """Securities and events whose names are paths, terminal commands or what other programs take for values."""
    around = {path.name for path in case.folder.parent.iterdir()}
    for number, name in enumerate(NAMES):
        written = '"' + name.replace('"', '""') + '"'
        case.replace("long.csv", f"L{number % 4},", f"{written},") if number < 2 else None
        case.replace("events.csv", f"E{number},", f"{written},")
    finding = case.end(case.start())
    if finding:
        return finding
    if {path.name for path in case.folder.parent.iterdir()} != around:
        return "something was written outside the study's folder"
    if "\x1b" in case.errors:
        return "a control character of the input reached the terminal"
    told = {row["event_id"].lstrip("'") for row in rows(case.reports / "events.csv")}
    return None if "../../x" in told else f"an event called ../../x is not in events.csv: {sorted(told)[:5]}"


def formulas_and_pages(case):
    """Text fields that a spreadsheet or a browser would run."""
    for number, text in enumerate(FORMULAS):
        case.replace("events.csv", f"E{number},", '"' + text.replace('"', '""') + f'{number}",')
    case.replace("events.csv", ",x\n", ",=1+1\n")
    case.replace("securities.csv", "First", "=HYPERLINK(1)")
    finding = case.end(case.start())
    if finding:
        return finding
    for path in case.reports.iterdir():
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html" and ("<script>alert" in text or "<img src=x" in text):
            return f"{path.name} holds the input's own page text"
        for row in rows(path) if path.suffix == ".csv" else []:
            for name, value in row.items():
                if value and value[0] in "=+@\t\r" or value.startswith("-") and not is_number(value):
                    return f"{path.name} holds {value[:40]!r} as {name}"
    return None


def two_runs_at_once(case):
    """Two runs into one folder: one may be refused with 75, and the report is whole."""
    processes = [case.start(), case.start()]
    findings = [case.end(process, (0, 1, 75)) for process in processes]
    if any(findings):
        return next(filter(None, findings))
    if all(process.returncode == 75 for process in processes):
        return "both runs were refused"
    return case.leftovers() or (None if (case.reports / "manifest.json").exists() else "no report")


def killed_at_a_random_moment(case):
    """SIGKILL; the next run succeeds and removes what was left."""
    for _ in range(5):
        process = case.start()
        time.sleep(case.draw.uniform(0, 0.15))
        process.kill()
        process.communicate()
        if case.reports.exists() and not (case.reports / "manifest.json").exists():
            return "a report without its manifest"
    return case.end(case.start()) or case.leftovers()


def permissions_change(case):
    """Folders and files that may no longer be read or written; root may all, so that it sees nothing."""
    if os.geteuid() == 0:
        return None
    (case.folder / "index.csv").chmod(0)
    finding = case.end(case.start(), (74,))
    (case.folder / "index.csv").chmod(0o644)
    case.folder.chmod(0o555)
    finding = finding or case.end(case.start(), (73,))
    case.folder.chmod(0o755)
    return finding


def rows(path):
    with open(path, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def is_number(text):
    try:
        float(text)
        return True
    except ValueError:
        return False


ALL = [file_shrinks, links_in_circles, names_are_paths, formulas_and_pages, two_runs_at_once, killed_at_a_random_moment,
       permissions_change]


def findings(study, scratch, program, timeout, seed):
    """Runs every hardship once; what was found, a line each."""
    found = []
    for hardship in ALL:
        case = Hardship(hardship.__name__, study, scratch, program, timeout, seed)
        finding = hardship(case)
        if finding:
            found.append(f"{hardship.__name__.replace('_', ' ')}: {finding}")
    return found
