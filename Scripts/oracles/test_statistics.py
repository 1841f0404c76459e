"""Test statistics over events (METHODS 5) in every convention, with scipy's distributions and rank routines.

Each function takes (samples, window, panel): the events that entered the window, and all events of the group. `group` below
is the list of the group's panels: what is estimated from the estimation window (S of the rank tests, the variation of daily
means) runs over the whole group. Bootstrap p-values depend on a generator and are left to the one who compares: they are
None here, with the statistic exact.
"""

from parametric_tests import (adjusted_for_correlation, bmp, bmp_classic, cross_sectional_t, crude_dependence,
                              crude_dependence_scaled, j1, patell, patell_classic)
from portfolio_tests import calendar_time, multivariate_f, portfolio_t
from rank_tests import (corrado_rank, corrado_rank_1989, corrado_rank_plain, corrado_zivney, corrado_zivney_sign, grank_t,
                        grank_z)
from resampling_tests import (bootstrap_clusters, bootstrap_skewness, bootstrap_t, clusters_of, hall, sign_flip,
                              sign_flip_clusters, skewness_adjusted_t, wild_cluster)
from sign_tests import generalized_sign, sign, sign_drop, sign_exact, sign_half, wilcoxon, wilcoxon_continuity
from test_outcomes import Outcome

TESTS = {
    "cross-sectional-t": cross_sectional_t,
    "crude-dependence": crude_dependence,
    "crude-dependence:scaled": crude_dependence_scaled,
    "j1": j1,
    "patell": patell,
    "patell:classic": patell_classic,
    "adjusted-patell": adjusted_for_correlation(False, True),
    "adjusted-patell:kp2010": adjusted_for_correlation(True, True),
    "adjusted-patell:floor0": adjusted_for_correlation(False, True, floored=True),
    "bmp": bmp,
    "bmp:classic": bmp_classic,
    "adjusted-bmp": adjusted_for_correlation(False, False),
    "adjusted-bmp:kp2010": adjusted_for_correlation(True, False),
    "adjusted-bmp:floor0": adjusted_for_correlation(False, False, floored=True),
    "corrado-rank": corrado_rank,
    "corrado-rank:plain": corrado_rank_plain,
    "corrado-rank:1989": corrado_rank_1989,
    "corrado-zivney": corrado_zivney,
    "grank-t": grank_t(False),
    "grank-t:adjusted": grank_t(True),
    "grank-z": grank_z(False),
    "grank-z:adjusted": grank_z(True),
    "sign": sign,
    "sign:exact": sign_exact,
    "sign:half": sign_half,
    "sign:drop": sign_drop,
    "generalized-sign": generalized_sign(False, False),
    "generalized-sign:exact": generalized_sign(True, False),
    "generalized-sign:daily": generalized_sign(False, True),
    "generalized-sign:pooled": generalized_sign(False, False, pooled=True),
    "corrado-zivney-sign": corrado_zivney_sign,
    "wilcoxon": wilcoxon,
    "wilcoxon:continuity": wilcoxon_continuity,
    "skewness-adjusted-t": skewness_adjusted_t,
    "hall": hall,
    "bootstrap-t": bootstrap_t,
    "bootstrap-skewness": bootstrap_skewness,
    "sign-flip": sign_flip,
    "portfolio-t": portfolio_t,
    "multivariate-f": multivariate_f,
    "calendar-time": calendar_time("plain"),
    "calendar-time:standardized-t": calendar_time("standardized-t"),
    "calendar-time:standardized-z": calendar_time("standardized-z"),
}


# Tests of events in clusters: functions of the CARs of each cluster, with the fewest clusters that they take.
CLUSTERED = {
    "wild-cluster": (wild_cluster, 2),
    "sign-flip:cluster": (sign_flip_clusters, 2),
    "bootstrap-t:cluster": (bootstrap_clusters, 3),
}


# Tests whose correlations count within clusters alone; whether they are Patell's.
BLOCKS = {"adjusted-patell:blocks": True, "adjusted-bmp:blocks": False}


def test_named(identity, column=None):
    """The function of an id; clusters are values of a column of the events file (`wild-cluster:COLUMN` names its own), or dates."""
    if identity.startswith("wild-cluster:"):
        identity, column = identity.split(":", 1)
    if identity in BLOCKS:
        block = lambda sample: sample.clusters.get(column) if column else sample.day_zero
        return adjusted_for_correlation(False, BLOCKS[identity], block=block)
    if identity not in CLUSTERED:
        return TESTS[identity]
    evaluate, fewest = CLUSTERED[identity]

    def of_samples(samples, window, panel):
        clusters = clusters_of(samples, column)
        return evaluate(clusters) if len(clusters) >= fewest else Outcome(reason="too-few-clusters")
    return of_samples
