"""Compares the tables of two report folders cell by cell.

usage: compare_tables.py EXPECTED ACTUAL [--rtol 1e-10] [--atol 1e-13] [--tables a,b] [--ignore column,...] [--show 5]

Rows are found by their keys, whatever order they stand in; columns by name. Numbers may differ by rtol relative to the
larger of the two, or by atol; text must be equal. A row that one side leaves out equals a row without any figure. Further tables, further
columns and, in tests.csv, further tests of ACTUAL are no difference. Prints the first differences of each column and ends
with status 1 where there are any.
"""

import argparse
import csv
import pathlib
import sys

KEYS = {
    "events": ["event_id", "#"],
    "models": ["event_id", "model", "parameter"],
    "abnormal_returns": ["event_id", "model", "day"],
    "windows": ["event_id", "model", "window"],
    "averages": ["group", "model", "day"],
    "tests": ["group", "model", "window", "test"],
    "reactions": ["event_id"],
}
# What stands in a row even where nothing was measured.
LABELS = {"security", "group", "session", "convention", "first_session", "last_session", "status", "reason", "events"}
NEVER_COMPARED = {"convention"}


def read(path, keys):
    """Key -> row; `#` in a key counts rows of one event, so that a duplicated id does not hide one."""
    rows, seen = {}, {}
    with open(path, encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        for row in reader:
            identity = row["event_id"] if "#" in keys else None
            seen[identity] = seen.get(identity, 0) + 1
            rows[tuple(str(seen[identity]) if key == "#" else row[key] for key in keys)] = row
    return rows, reader.fieldnames


def is_bare(row, keys):
    return all(value == "" for name, value in row.items() if name not in LABELS and name not in keys)


def as_number(text):
    try:
        return float(text)
    except ValueError:
        return None


def equal(expected, actual, rtol, atol):
    if expected == actual:
        return True, 0.0
    first, second = as_number(expected), as_number(actual)
    if first is None or second is None:
        return False, None
    difference = abs(first - second)
    size = max(abs(first), abs(second))
    return difference <= max(atol, rtol * size), difference / size if size else 0.0


def compare_table(table, expected_path, actual_path, options):
    """The number of differences; prints what is worth reading."""
    keys = KEYS[table]
    expected, columns = read(expected_path, keys)
    actual, actual_columns = read(actual_path, keys)
    differences, worst, cells = {}, ("", 0.0), 0

    def note(column, text):
        differences.setdefault(column, []).append(text)

    for column in columns:
        if column not in actual_columns:
            note(column, "no such column in the actual table")
    for key in expected.keys() | actual.keys():
        where = " ".join(key)
        if key not in actual:
            if not is_bare(expected[key], keys):
                note("(row)", f"{where}: missing in the actual table")
        elif key not in expected:
            known = table != "tests" or key[3] in {row["test"] for row in expected.values()}
            if known and not is_bare(actual[key], keys):
                note("(row)", f"{where}: not expected")
        else:
            for column in columns:
                if column in NEVER_COMPARED or column in options.ignore or column not in actual_columns:
                    continue
                if column.startswith("p_") and expected[key].get("distribution") == "bootstrap":
                    continue  # drawn
                cells += 1
                # What double precision cannot say, such as the statistic of events whose correlation is one but for 1e-9.
                stated = expected[key].get("convention", "")
                rounding = float(stated.split()[1]) if stated.startswith("rounding ") else 0.0
                same, size = equal(expected[key][column], actual[key][column], max(options.rtol, rounding), options.atol)
                if not same:
                    note(column, f"{where}: expected {expected[key][column]!r}, found {actual[key][column]!r}")
                elif size > worst[1]:
                    worst = (f"{where} {column}", size)
    count = sum(len(found) for found in differences.values())
    largest = f"largest accepted relative difference {worst[1]:.1e} ({worst[0]})" if worst[1] else "all equal"
    print(f"{table}: {len(expected)} rows, {cells} cells, {count} differences; {largest}")
    for column, found in differences.items():
        print(f"  {column}: {len(found)}")
        for text in sorted(found)[: options.show]:
            print(f"    {text}")
    return count


def main():
    parser = argparse.ArgumentParser(description="Compares the tables of two report folders cell by cell.")
    parser.add_argument("expected", type=pathlib.Path)
    parser.add_argument("actual", type=pathlib.Path)
    parser.add_argument("--rtol", type=float, default=1e-10)
    parser.add_argument("--atol", type=float, default=1e-13)
    parser.add_argument("--tables", type=lambda text: text.split(","), default=list(KEYS))
    parser.add_argument("--ignore", type=lambda text: set(text.split(",")), default=set())
    parser.add_argument("--show", type=int, default=5, help="differences shown a column")
    options = parser.parse_args()
    total = 0
    for table in options.tables:
        expected, actual = options.expected / f"{table}.csv", options.actual / f"{table}.csv"
        if not expected.exists():
            continue
        if not actual.exists():
            print(f"{table}: missing in the actual folder")
            total += 1
            continue
        total += compare_table(table, expected, actual, options)
    sys.exit(1 if total else 0)


if __name__ == "__main__":
    main()
