import CoreTypes

/// Which tests to believe for a sample and window, and which assumption of the others fails by how much (METHODS
/// 5.23). Numbers, not a verdict: nothing here depends on what the tests say.
package struct TestRecommendation: Sendable, Equatable {
  package let window: EventWindow
  package let figures: SampleFigures
  /// Ids of tests; for a single event those of columns of `windows.csv`.
  package let tests: [String]
  /// Those of them that reject a true null too often in such a sample, as a sentence says.
  package let doubted: [String]

  /// The word in the `test` column of `tests.csv`.
  package static let id = "recommendation"

  /// A longer window has a long horizon: three months.
  static let longestShortWindow = 60

  package init(_ workspace: SampleWorkspace, over window: WindowMeasures) {
    self.init(SampleFigures(workspace, over: window), over: window.window)
  }

  init(_ figures: SampleFigures, over window: EventWindow) {
    self.window = window
    self.figures = figures
    tests = TestRecommendation.tests(figures, days: window.length)
    doubted = tests.filter {
      switch $0 {
      case Known.rankT: figures.isFew || figures.isSkewed
      case Known.bootstrapSkewness: figures.isFew
      default: false
      }
    }
  }

  /// The tests that may be recommended, by their own ids.
  private enum Known {
    static let portfolioT = PortfolioT().id
    static let bmp = BoehmerMusumeciPoulsen().id
    static let adjustedBMP = KolariPynnonen().id
    static let rankT = GeneralizedRankT().id
    static let corradoRank = CorradoRank().id
    static let bootstrapSkewness = BootstrapSkewness().id
    static let alpha = CalendarTime(form: .alpha).id
  }

  private static func tests(_ figures: SampleFigures, days: Int) -> [String] {
    guard figures.events > 0 else { return [] }
    guard figures.events > 1 else { return OneEventTests.all.map(\.id) }
    let isLong = days > longestShortWindow
    var tests: [String]
    if figures.dates == 1 {
      tests = (figures.portfolioEvents > 0 ? [Known.portfolioT] : []) + [Known.adjustedBMP, Known.rankT]
    } else if figures.sharesSessions {
      tests = [Known.adjustedBMP, isLong ? Known.alpha : Known.rankT]
    } else {
      tests = isLong ? [Known.bootstrapSkewness, Known.alpha] : [Known.bmp, Known.rankT]
    }
    if figures.isSkewed || figures.isFew { tests.append(Known.corradoRank) }
    return tests
  }

  /// Whole sentences: the figures, and what each does to tests that assume otherwise. Empty for no events.
  package var sentences: [String] {
    guard figures.events > 0 else { return [] }
    guard figures.events > 1 else {
      return [
        "A single event: its own t and the sample quantile in windows.csv; tests over events need more."
      ]
    }
    return [clustering, portfolio, fewness, variance, skewness, isLong ? horizon : nil].compactMap { $0 }
  }

  private var portfolio: String? {
    guard figures.portfolioEvents > 0, figures.portfolioEvents < figures.events else { return nil }
    return
      "portfolio-t takes \(figures.portfolioEvents) of the \(figures.events) events, those with complete rows on the same "
      + "sessions; the other tests take all."
  }

  private var fewness: String? {
    guard figures.isFew else { return nil }
    let draws =
      doubted.contains(Known.bootstrapSkewness)
      ? " bootstrap-skewness rejects one in twelve of such long windows; bootstrap-t keeps its size." : ""
    return
      "\(figures.events) events are few: grank-t, grank-z and corrado-zivney divide by their dispersion and reject too "
      + "often, at 5 % a true null in \(GeneralizedRanks.sizes); corrado-rank does not." + draws
  }

  private var isLong: Bool { window.length > TestRecommendation.longestShortWindow }

  private var horizon: String {
    "A window of \(window.length) sessions is a long horizon: sums of daily abnormal returns drift and are skewed; "
      + "buy_and_hold.csv has bootstrap-skewness for buy-and-hold returns, where it is among the study's tests."
  }

  private var clustering: String {
    let events = "\(figures.events) events on \(figures.dates.counted("date", "dates"))"
    let shares =
      "\(percent(figures.largestDateShare)) of them on the most frequent one, Herfindahl \(rounded(figures.herfindahl, 3))"
    guard figures.sharesSessions else {
      return
        "\(events), \(shares); no two windows share a session: nothing here speaks against independence."
    }
    let correlation = figures.averageCorrelation
    guard let correlation else {
      return
        "\(events), \(shares); windows share sessions: tests that take events as independent (bmp, patell, j1, "
        + "cross-sectional-t, grank-z, sign) reject too often; adjusted-bmp among the study's tests would show the "
        + "mean residual correlation."
    }
    let inflation = 1 + Double(figures.events - 1) * correlation
    let size = SampleFigures.trueSize(atNominal: 0.05, variance: inflation)
    let effect =
      size.map { "would reject a true null in \(percent($0)) of samples where they claim 5 %" }
      ?? "have no known size"
    return "\(events), \(shares); windows share sessions and the mean residual correlation is "
      + "\(rounded(correlation, 4)): tests that take events as independent (bmp, patell, j1, cross-sectional-t, "
      + "grank-z, sign) \(effect)."
  }

  private var variance: String? {
    guard let ratio = figures.varianceRatio, let p = figures.varianceRatioP else { return nil }
    let size = SampleFigures.trueSize(atNominal: 0.05, variance: ratio)
    let effect = size.map { "would reject \(percent($0))" } ?? "have no known size"
    let chance = p < 0.0001 ? "p below 0.0001" : "p = \(rounded(p, 4))"
    return
      "SCARs vary \(rounded(ratio, 2)) times as much over events as the estimation windows say (\(chance) "
      + "without a change): if that is the event's doing, tests that assume a constant variance (j1, patell, "
      + "crude-dependence, portfolio-t) \(effect)."
  }

  private var skewness: String? {
    guard let skewness = figures.residualSkewness else { return nil }
    let figure = "The residuals' skewness is \(rounded(skewness, 2))"
    return figures.isSkewed
      ? "\(figure): grank-t, corrado-zivney, sign and wilcoxon assume symmetry and reject too often; corrado-rank less."
      : "\(figure)."
  }
}

private func percent(_ share: Double) -> String { "\(rounded(share * 100, 1)) %" }
