"""Runs a command several times and prints the medians of wall time, CPU time and peak memory, tab-separated.

usage: measure_runs.py RUNS COMMAND [ARGUMENT ...]
"""

import os
import statistics
import sys
import time


def run_once(command):
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ,
                            file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)])
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        sys.exit(f"measure_runs: {command[0]} ended with status {code}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    runs = [run_once(sys.argv[2:]) for _ in range(int(sys.argv[1]))]
    print("\t".join(f"{statistics.median(column):.3f}" for column in zip(*runs)))


if __name__ == "__main__":
    main()
