"""The goals of run_bench.py, and what its runs say of each."""

import json
import shutil
import subprocess

# By program: the modules or the command that it needs, and how many times slower it is to be (small, large).
PEERS = {
    "polars_numpy.py": (["polars", "numpy"], {"small": 10, "large": 2.5}),
    "duckdb_sql.py": (["duckdb"], {"small": 10, "large": 4}),
    "data_table.R": (["data.table", "matrixStats"], {"small": 10, "large": 4}),
    "pandas_statsmodels.py": (["pandas", "statsmodels"], {"small": 80, "large": 20}),
    "eventstudy_pypi.py": (["eventstudy"], {"small": 80, "large": 20}),
}


def instructions(options, folder):
    """Callgrind's count of the small study on one thread, a byte of its input; without SHA-256, for which processors have
    instructions that callgrind knows not."""
    program, out = folder / "program", folder / "callgrind"
    shutil.copyfile(options.program, program)
    program.chmod(0o755)
    subprocess.run(["strip", "--strip-debug", program], check=True)
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", program, "run", options.data / "events.yaml",
               "--output", folder / "counted", "--quiet", "--jobs", "1"]
    subprocess.run(command, check=True, capture_output=True)
    listing = subprocess.run(["callgrind_annotate", "--threshold=100", out], check=True, capture_output=True, text=True).stdout
    counts = [(int(words[0].replace(",", "")), line) for line in listing.splitlines()
              if (words := line.split()) and words[0].replace(",", "").isdigit()]
    whole = sum(count for count, line in counts if "PROGRAM TOTALS" in line)
    hashing = sum(count for count, line in counts if "sha256_block" in line)
    manifest = json.loads((folder / "counted" / "manifest.json").read_text())
    return (whole - hashing) / sum(entry["bytes"] for entry in manifest["inputs"])


def events(path):
    with open(path) as stream:
        return sum(1 for _ in stream) - 1


def goals(options, works):
    """(what, measured, goal, is met) of every line of the goals' table that these runs can answer."""
    study, one = works["study"], works["one event"]
    lines = []

    def line(what, value, goal, at_most):
        lines.append((what, value, goal, value <= goal if at_most else value >= goal))

    for peer, (_, least) in PEERS.items():
        if peer in works:
            line(f"{peer} takes so many times longer", works[peer].wall / study.wall, least[options.size], False)
    # Starting the program is most of a small run: differences of two such runs say nothing.
    if options.size == "small":
        line("--version, milliseconds", works["version"].wall * 1e3, 6, True)
        if shutil.which("valgrind"):
            line("instructions a byte of input", instructions(options, options.reports), 75, True)
        return lines
    count, tenth, tenfold, some = (events(options.data / f"{name}.csv") for name in ("events", "tenth", "tenfold", "some"))
    line("reading against raw libcsv, one thread, CPU", one.cpu / works["raw libcsv"].cpu, 1.5, True)
    if not options.shape:
        line("without a cache against a warm one, one thread, CPU", one.cpu / works["cache warm"].cpu, 4, False)
        line("a file grown by 1 % against a warm cache, CPU", works["cache grown"].cpu / works["cache warm"].cpu, 1.1, True)
    line("two threads against one", works["one thread"].wall / study.wall, 1.8, False)
    each = (works["one thread"].cpu - works["tenth"].cpu) / (count - tenth) * 1e6
    line("microseconds of CPU an event, the peers' columns", each, 10, True)
    if not options.shape:
        whole = (works["whole"].cpu - works["tenth whole"].cpu) / (count - tenth) * 1e6
        line("microseconds of CPU an event, every table and column", whole, 25, True)
    megabytes = sum(path.stat().st_size for path in options.files) / 1e6
    line("peak memory, MiB", study.peak, 0.6 * megabytes + 0.3 * count / 1024, True)
    if options.shape:
        return lines
    least = max(works["one thread"].cpu - one.cpu, 1e-9)
    line("ten times as many events, without reading", (works["tenfold"].cpu - one.cpu) / least, 10.5, True)
    line("peak memory with ten times as many events, MiB", works["tenfold"].peak, 0.6 * megabytes + 0.3 * tenfold / 1024, True)
    fitting = works["estimation"].cpu - works["reading"].cpu
    line(f"estimating {count:,} market models and writing them, against reading", fitting / works["reading"].cpu, 1, True)
    line("microseconds a GARCH fit on 250 days", (works["garch"].cpu - works["least-squares"].cpu) / some * 1e6, 150, True)
    line("--version, milliseconds", works["version"].wall * 1e3, 6, True)
    return lines
