"""What the tables of another program call tests and parameters, and what the reports of this one call them."""

# The oracle's test -> its field -> (the program's id, its column).
PLAIN = {"stat": "statistic", "p": "p_value", "df": "df1", "n": "events"}
TESTS = {
    "t_cross": {"caar": "estimate"}, "jackknife": {}, "t_cda": {"caar_sum_of_aar": "estimate"}, "z_j1": {}, "z_patell": {},
    "z_patell_classic": {}, "z_adj_patell_calendar": {}, "z_adj_patell_kp2010": {}, "t_bmp": {"mean_scar": "estimate"},
    "t_adj_bmp_calendar": {"mean_scar": "estimate"}, "t_adj_bmp_kp2010": {"mean_scar": "estimate"}, "z_rank": {},
    "z_rank_fpc": {}, "z_corrado_1989": {}, "z_rank_cz": {}, "sign_cz": {}, "sign": {}, "gsign": {}, "gsign_window": {},
    "wild_cluster_date": {}, "wild_cluster_industry": {}, "boot_t": {}, "boot_skew": {}, "signflip_exact": {},
}
IDS = {
    "t_cross": "cross-sectional-t", "jackknife": "cross-sectional-t", "t_cda": "crude-dependence", "z_j1": "j1",
    "z_patell": "patell", "z_patell_classic": "patell:classic", "z_adj_patell_calendar": "adjusted-patell",
    "z_adj_patell_kp2010": "adjusted-patell:kp2010", "t_bmp": "bmp", "t_adj_bmp_calendar": "adjusted-bmp",
    "t_adj_bmp_kp2010": "adjusted-bmp:kp2010", "z_rank": "corrado-rank:plain", "z_rank_fpc": "corrado-rank",
    "z_corrado_1989": "corrado-rank:1989", "z_rank_cz": "corrado-zivney", "sign_cz": "corrado-zivney-sign",
    "sign": "sign", "gsign": "generalized-sign:daily", "gsign_window": "generalized-sign",
    "wild_cluster_date": "wild-cluster", "wild_cluster_industry": "wild-cluster:industry", "boot_t": "bootstrap-t",
    "boot_skew": "bootstrap-skewness", "signflip_exact": "sign-flip",
}
FIELDS = {(test, field): (IDS[test], column) for test, own in TESTS.items() for field, column in {**PLAIN, **own}.items()}
FIELDS.update({
    ("caar", "value"): ("cross-sectional-t", "estimate"), ("caar", "n"): ("cross-sectional-t", "events"),
    ("sign", "p_exact"): ("sign:exact", "p_value"), ("sign", "p0"): ("sign:exact", "df2"),
    ("gsign_window", "p_exact"): ("generalized-sign:exact", "p_value"),
    ("gsign_window", "p0"): ("generalized-sign:exact", "df2"),
    ("wilcoxon", "stat"): ("wilcoxon", "statistic"), ("wilcoxon", "p_exact"): ("wilcoxon", "p_value"),
    ("wilcoxon", "n"): ("wilcoxon", "events"),
    ("t_skew", "johnson"): ("skewness-adjusted-t", "statistic"), ("t_skew", "p_johnson"): ("skewness-adjusted-t", "p_value"),
    ("t_skew", "hall"): ("hall", "statistic"), ("t_skew", "p_hall"): ("hall", "p_value"), ("t_skew", "n"): ("hall", "events"),
    ("ctp", "t"): ("calendar-time", "statistic"), ("ctp", "p_t"): ("calendar-time", "p_value"),
    ("ctp", "mean"): ("calendar-time", "estimate"),
    ("ctp", "t_std"): ("calendar-time:standardized-t", "statistic"),
    ("ctp", "p_t_std"): ("calendar-time:standardized-t", "p_value"),
    ("ctp", "z_std"): ("calendar-time:standardized-z", "statistic"),
    ("ctp", "p_z_std"): ("calendar-time:standardized-z", "p_value"),
})
for suffix, variant in (("", ""), ("_adj_calendar", ":adjusted")):
    for letter in "tz":
        FIELDS[f"grank{suffix}", letter] = f"grank-{letter}{variant}", "statistic"
        FIELDS[f"grank{suffix}", f"p_{letter}"] = f"grank-{letter}{variant}", "p_value"
    FIELDS[f"grank{suffix}", "df"] = f"grank-t{variant}", "df1"
    FIELDS[f"grank{suffix}", "ubar"] = f"grank-t{variant}", "estimate"
for name in ("boot_t", "boot_skew"):
    del FIELDS[name, "p"]
RUN = sorted({identity for identity, _ in FIELDS.values()}) + ["portfolio-t", "multivariate-f"]
FACTORS = {"ff3": ["smb", "hml"], "carhart": ["smb", "hml", "mom"], "ff5": ["smb", "hml", "rmw", "cma"]}
EXTRA = {"beta_iv": "beta", "beta_dimson": "beta", "alpha_dimson": "alpha", "rho": "market_autocorrelation",
         "beta_lag": "beta_lag_1", "beta_0": "beta_0", "beta_lead": "beta_lead_1"}
