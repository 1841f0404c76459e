/// The registry of tests. Its order is the order of `--help`, `eventstudy methods` and the reports.
package enum TestStatistics {
  /// Every test by its default conventions.
  package static let all: [any TestStatistic] = [
    CrossSectionalT(), CrudeDependence(), MacKinlayJ1(), Patell(), AdjustedPatell(), BoehmerMusumeciPoulsen(),
    KolariPynnonen(), CorradoRank(), CorradoZivneyRank(), GeneralizedRankT(), GeneralizedRankZ(), SignTest(),
    GeneralizedSign(), CorradoZivneySign(), Wilcoxon(), SkewnessAdjustedT(), HallT(), BootstrapT(),
    BootstrapSkewness(), SignFlip(), Placebo(), WildCluster(), PortfolioT(), MultivariateF(), CalendarTime(),
  ]

  /// The test of an id as the study file gives it, `corrado-rank` or `corrado-rank:plain`; `nil` where there is no
  /// such test or variant.
  package static func named(_ id: String) -> (any TestStatistic)? {
    let parts = id.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let test = all.first(where: { $0.descriptor.id == parts[0] }) else { return nil }
    return parts.count == 1 ? test : test.named(variant: String(parts[1]))
  }
}
