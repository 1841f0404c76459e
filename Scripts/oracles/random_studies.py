"""Random small studies over every option, computed here and by the program, compared figure by figure.

usage: random_studies.py PROGRAM --work DIR [--first SEED] [--count N] [--keep] [--other-events] [--show 5] [--rtol 1e-10]

Each seed draws a market (securities with missing days, stale rows, halts, late listings and delistings, ready-made returns,
an index and factors with holes of their own), events (clustered dates, firms with several, some that cannot be used), now and
then other news of their firms, and a study file with options drawn from the study file's keys. PROGRAM runs it;
reference_study.py, which shares nothing with the program, computes the same tables. Parameters of GARCH models are taken from
the program's models.csv, since where a likelihood is highest is a matter of search; all that follows from them is computed.
Bootstrap p-values are compared only in their statistic, warnings only in that of other news. Ends with status 1 where a figure
differs; the folders of such seeds stay in DIR.
"""

import argparse
import contextlib
import csv
import io
import pathlib
import shutil
import subprocess
import sys
import warnings

from compare_tables import KEYS, compare_table, read
from other_news import REASON
from random_study import RandomStudy
from reference_study import ReferenceStudy
from study_inputs import Study
from study_tables import write_tables


def given_parameters(path):
    """(event, model) -> parameter -> (estimate, standard error) of a report's models.csv."""
    result = {}
    value = lambda text: float(text) if text else None
    with open(path, newline="") as stream:
        for row in csv.DictReader(stream):
            pair = value(row["estimate"]), value(row["standard_error"])
            result.setdefault((row["event_id"], row["model"]), {})[row["parameter"]] = pair
    return result


class Comparison:
    """What compare_tables wants to be told."""

    def __init__(self, options):
        self.rtol, self.atol, self.show, self.ignore = options.rtol, options.atol, options.show, {"warnings"}


def compare_warning(expected, report):
    """The number of events that have the warning of other news on one side only."""
    first, second = ({key: REASON in row["warnings"].split() for key, row in read(folder / "events.csv", KEYS["events"])[0].items()}
                     for folder in (expected, report))
    different = [key for key in first if key in second and first[key] != second[key]]
    for key in different:
        print(f"  {REASON}: {' '.join(key)}: expected {first[key]}, found {second[key]}")
    return len(different)


def check(program, seed, folder, options):
    """The number of differences of one seed, and what there is to read about them."""
    RandomStudy(seed, other_events=options.other_events or None).write(folder)
    report, expected = folder / "report", folder / "expected"
    ran = subprocess.run([program, "run", str(folder / "study.yaml"), "--output", str(report), "--quiet"],
                         capture_output=True, text=True, check=False)
    if ran.returncode not in (0, 1):
        return 1, f"status {ran.returncode}: {ran.stderr[:800]}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reference = ReferenceStudy(Study(folder, given_parameters=given_parameters(report / "models.csv")))
        write_tables(reference, expected)
    text, total = io.StringIO(), 0
    with contextlib.redirect_stdout(text):
        for name in KEYS:
            if name != "reactions":
                total += compare_table(name, expected / f"{name}.csv", report / f"{name}.csv", Comparison(options))
        total += compare_warning(expected, report)
    return total, text.getvalue()


def main():
    parser = argparse.ArgumentParser(description="Compares the program with another implementation on random studies.")
    parser.add_argument("program", help="the built eventstudy")
    parser.add_argument("--work", type=pathlib.Path, required=True, help="where the study folders are made")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--keep", action="store_true", help="keep the folders of seeds without a difference too")
    parser.add_argument("--other-events", action="store_true", help="every study has the key other_events")
    parser.add_argument("--show", type=int, default=5, help="differences shown a column")
    parser.add_argument("--rtol", type=float, default=1e-10)
    parser.add_argument("--atol", type=float, default=1e-13)
    options = parser.parse_args()
    failed = []
    for seed in range(options.first, options.first + options.count):
        folder = options.work / f"{seed:05}"
        try:
            total, text = check(options.program, seed, folder, options)
        except Exception as error:
            total, text = 1, f"{type(error).__name__}: {error}"
            if options.count == 1:
                raise
        if total:
            failed.append(seed)
            print(f"seed {seed}: {total} differences\n{text}", flush=True)
        elif not options.keep:
            shutil.rmtree(folder)
    print(f"{options.count} studies from seed {options.first}: {len(failed)} with differences {failed[:50]}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
