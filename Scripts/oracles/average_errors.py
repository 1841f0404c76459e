"""Standard errors and bounds of AAR and CAAR over events (`averages.csv`) of the small market.

AAR is the regression of the abnormal returns on dummies for the event days, CAAR the sum of its coefficients so far, whose covariance
statsmodels clusters by event (G/(G-1) without further corrections) over the days up to that one; bounds are Student's t with G-1
degrees of freedom. The abnormal returns are those of the independent implementation, some of them missing. Shares nothing with the
program.

Run:  PYTHON Scripts/oracles/average_errors.py EXPECTED OUTPUT
where EXPECTED has ar.csv and OUTPUT is the table to write: day,field,value. PYTHON is what
Scripts/internal/python-environment Scripts/oracles/oracle-requirements.txt prints.
"""
import csv
import math
import sys

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

CONFIGURATION = "market_simple_drop"


def main(expected, output):
    table = pd.read_csv(f"{expected}/ar.csv")
    table = table[(table["config"] == CONFIGURATION) & table["ar"].notna()]
    rows = []
    for last in sorted(table["rel"].unique()):
        panel = table[table["rel"] <= last]
        days = sorted(panel["rel"].unique())
        dummies = (panel["rel"].to_numpy()[:, None] == np.array(days)[None, :]).astype(float)
        groups = pd.factorize(panel["event_id"])[0]
        count = groups.max() + 1
        fit = sm.OLS(panel["ar"].to_numpy(), dummies).fit(
            cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False})
        covariance = fit.cov_params() * count / (count - 1)
        ones = np.ones(len(days))
        error = math.sqrt(ones @ covariance @ ones)
        half = stats.t.ppf(0.975, count - 1) * error
        own = panel.loc[panel["rel"] == last, "ar"]
        caar = fit.params.sum()
        for field, value in (("aar_se", stats.sem(own)), ("caar_se", error), ("caar_lower", caar - half), ("caar_upper", caar + half)):
            rows.append((int(last), field, repr(float(value))))
    with open(output, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["day", "field", "value"])
        writer.writerows(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
