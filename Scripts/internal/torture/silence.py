"""What a run on damaged files says, held against the run on whole ones: wrong places, and numbers that change without a word."""

import collections
import csv
import re

FOUND = re.compile(r"found '([ -&(-~]{1,50})'")
NUMBERS = ["abnormal_returns.csv", "windows.csv", "models.csv", "tests.csv", "averages.csv"]
# What an event's row says of what became of it, without the numbers.
FATE = ["status", "reason", "warnings", "day_zero"]


def rows_of(path):
    if not path.exists():
        return []
    with open(path, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


class Report:
    """What a report says and what it computes."""

    def __init__(self, folder):
        self.diagnostics = collections.Counter(tuple(row.items()) for row in rows_of(folder / "diagnostics.csv"))
        self.quality = rows_of(folder / "quality.csv")
        self.fates = collections.Counter(tuple(row.get(name, "") for name in FATE) for row in rows_of(folder / "events.csv"))
        self.numbers = [sorted((folder / name).read_bytes().splitlines()) if (folder / name).exists() else [] for name in NUMBERS]


def wrong_place(report, whole, file, data):
    """A new diagnostic that quotes what does not stand on the line it names, or None."""
    lines = data.replace(b"\r\n", b"\n").split(b"\n")
    if b"\r" in data.replace(b"\r\n", b"") or data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data:
        return None
    for row in (dict(items) for items in report.diagnostics - whole.diagnostics):
        found = FOUND.search(row["message"])
        if row["file"] != file or not row["line"] or not found or found[1].endswith("...") or "\\u{" in found[1]:
            continue
        line = int(row["line"])
        # A quoted field may end lines below the one it begins on.
        text = b"\n".join(lines[line - 1:line + 3]) if b'"' in data else lines[line - 1] if line <= len(lines) else b""
        # A byte that is not UTF-8 is shown as \xE9.
        quoted = re.sub(rb"\\x([0-9A-F]{2})", lambda byte: bytes([int(byte[1], 16)]), found[1].encode())
        if quoted not in text.replace(b'""', b'"'):
            return f"{file}:{line} does not hold '{found[1]}', which a diagnostic quotes from there"
    return None


def is_silent(report, whole):
    """Numbers differ, and nothing else tells."""
    return (report.numbers != whole.numbers and report.diagnostics == whole.diagnostics and report.quality == whole.quality
            and report.fates == whole.fates)


def kind(said):
    """A damage without its numbers and texts."""
    return re.sub(r" (on|from|of|at|over|to) .*|:.*|\d+ ?", "", said).strip()
