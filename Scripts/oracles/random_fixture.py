"""Small random studies with their expected figures, for the tests of the built program.

usage: random_fixture.py Tests/Fixtures/Oracles/random-studies SEED...

Writes one folder a seed: the study as random_studies.py draws it (small, without GARCH models), and expected/ with the figures
of reference_study.py to 14 digits, for all events together.
"""

import csv
import pathlib
import shutil
import sys
import warnings

from random_study import RandomStudy
from reference_study import ReferenceStudy
from study_tables import HEADERS, text
from study_inputs import Study

COLUMNS = {
    "models": ["event_id", "model", "parameter", "estimate", "standard_error"],
    "abnormal_returns": ["event_id", "model", "day", "return", "expected_return", "ar", "ar_se"],
    "windows": ["event_id", "model", "window", "last_session", "days", "car", "car_se", "p_value", "bhar", "reason"],
    "averages": ["group", "model", "day", "aar", "median_ar"],
    "tests": ["group", "model", "window", "test", "statistic", "p_value", "reason"],
}


def cell(value):
    return f"{value:.14g}" if isinstance(value, float) else text(value)


def rows_of(reference, table):
    """The rows of all events together that have a figure or a reason."""
    names, columns = HEADERS[table].split(","), COLUMNS[table]
    places, keys = [names.index(name) for name in columns], 4 if table == "tests" else 3
    for row in getattr(reference, f"{table}_table")():
        row = [float(value) if hasattr(value, "dtype") else value for value in row]
        if table in ("averages", "tests") and row[0] != "all":
            continue
        cells = [cell(row[place]) for place in places]
        if table == "tests" and row[names.index("distribution")] == "bootstrap":
            cells[columns.index("p_value")] = ""  # drawn
        if any(cells[keys:]):
            yield cells


def write(folder, seed):
    shutil.rmtree(folder, ignore_errors=True)
    RandomStudy(seed, small=True).write(folder)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reference = ReferenceStudy(Study(folder))
        (folder / "expected").mkdir()
        for table, columns in COLUMNS.items():
            with open(folder / "expected" / f"{table}.csv", "w", encoding="ascii", newline="") as stream:
                writer = csv.writer(stream, lineterminator="\n")
                writer.writerow(columns)
                writer.writerows(rows_of(reference, table))
    return sum(event.reason is None for event in reference.events), len(reference.events)


def main():
    root = pathlib.Path(sys.argv[1])
    for seed in sys.argv[2:]:
        used, requested = write(root / f"{int(seed):04}", int(seed))
        size = sum(path.stat().st_size for path in (root / f"{int(seed):04}").rglob("*.csv"))
        print(f"{seed}: {used} of {requested} events, {size} bytes")


if __name__ == "__main__":
    main()
