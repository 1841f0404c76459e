import StudyRun

extension KnownIdentifiers {
  /// What this version of the program has in its registries.
  static let ofThisVersion = KnownIdentifiers(
    models: ["raw", "constant-mean", "market-adjusted", "market-model"],
    tests: [
      "cross-sectional-t", "crude-dependence", "patell", "bmp", "corrado-rank", "sign", "sign:exact",
      "generalized-sign", "generalized-sign:exact", "wilcoxon",
    ],
    formats: ["yahoo"])
}
