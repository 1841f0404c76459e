"""The bootstrapped skewness-adjusted t of buy-and-hold abnormal returns (METHODS 5.13, 5.15 ii) of the small market over [0,20].

Written from Lyon, Barber and Tsai (1999) and METHODS with numpy and scipy; shares nothing with the program. Samples of N/4 BHARs (all N
where that were fewer than five) are drawn with replacement, Johnson's statistic is taken about the mean of all, and the p-value is twice
the smaller tail with the observed statistic counted in. The random numbers are METHODS 0.15's, drawn from the values by absolute size,
so that the p-values themselves can be compared.

Run:  PYTHON Scripts/oracles/buy_and_hold_bootstrap.py EXPECTED OUTPUT
where EXPECTED has bhar.csv and OUTPUT is the table to write: events,field,value: for the first so many events. PYTHON is what
Scripts/internal/python-environment Scripts/oracles/oracle-requirements.txt prints.
"""
import csv
import math
import sys

import numpy as np
import pandas as pd
from scipy import stats

from residual_vectors import SplitMix64

SEED, REPLICATIONS, PURPOSE = 20_191_007, 9_999, "bootstrap-skewness [0,20]"


def johnson(values, center=0.0):
    count, deviation = len(values), values.std(ddof=1)
    if np.ptp(values) == 0:
        return math.copysign(math.inf, values[0] - center)
    s = (values.mean() - center) / deviation
    g = stats.moment(values, 3) / deviation**3
    return math.sqrt(count) * (s + g * s**2 / 3 + g / (6 * count))


def main(expected, output):
    every = pd.read_csv(f"{expected}/bhar.csv")["bhar"].dropna().to_numpy()
    rows = []
    # Copies of the values make a sample of which a quarter is drawn; three events are the fewest.
    for values in (every, every[:3], np.concatenate([every, every[::-1] / 2])):
        ordered = np.array(sorted(values, key=lambda value: (abs(value), value)))
        size = len(values) // 4 if len(values) // 4 >= 5 else len(values)
        stream = SplitMix64.of(SEED, PURPOSE)
        statistic = johnson(values)
        drawn = np.array([johnson(ordered[stream.indexes(size, len(values))], values.mean()) for _ in range(REPLICATIONS)])
        slack = 1e-12 * abs(statistic)
        above, below = ((1 + hits.sum()) / (1 + REPLICATIONS) for hits in (drawn >= statistic - slack, drawn <= statistic + slack))
        for field, value in (("johnson", statistic), ("p", min(1, 2 * min(above, below))), ("p_greater", above), ("p_less", below)):
            rows.append((len(values), field, repr(float(value))))
    with open(output, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["events", "field", "value"])
        writer.writerows(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
