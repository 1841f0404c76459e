import CoreTypes
import EventTime

/// A security's daily closes over the last regular prices of its intraday file, on the sessions that both have.
///
/// A constant ratio far from 1 is a split that only one of the files is adjusted for.
struct IntradayRatio {
  private let prices: IntradayPrices
  private let trades: TradedSeries
  /// Ascending by session.
  private let ratios: [(session: Int, bar: Int, ratio: Double)]

  /// Daily and intraday closes differ by so much without anybody having to know.
  private static let tolerance = 0.02
  /// A session whose ratio is so far from the median is another one.
  private static let far = 0.05
  /// So many of ten sessions may be far from the median, such as those with a gap before the close.
  private static let farInTen = 2

  init(_ prices: IntradayPrices, _ trades: TradedSeries) {
    self.prices = prices
    self.trades = trades
    guard trades.series.kind == .prices, trades.calendar.hasHours else {
      ratios = []
      return
    }
    var ratios: [(session: Int, bar: Int, ratio: Double)] = []
    for (trade, session) in trades.sessions.enumerated() {
      guard let bar = prices.lastRegular(Int(session)) else { continue }
      let close = trades.series.tradedClose(ofRow: trades.row(of: trade))
      ratios.append((Int(session), bar, close / prices.bars[bar].close))
    }
    self.ratios = ratios
  }

  /// The middle one of all ratios, of two in the middle the lower.
  var median: Double? {
    ratios.isEmpty ? nil : ratios.map(\.ratio).sorted()[(ratios.count - 1) / 2]
  }

  var diagnostics: [Diagnostic] {
    guard let median else { return [] }
    let others = ratios.filter { abs($0.ratio / median - 1) > IntradayRatio.far }
    if others.count * 10 > ratios.count * IntradayRatio.farInTen, let change = firstChange {
      return [changes(change)]
    }
    guard abs(median - 1) > IntradayRatio.tolerance else { return [] }
    return [constant(median, others: others.count)]
  }

  private var firstChange: Int? {
    ratios.indices.dropFirst().first {
      abs(ratios[$0].ratio / ratios[$0 - 1].ratio - 1) > IntradayRatio.far
    }
  }

  private var security: SecurityID { prices.series.security }

  private func date(_ index: Int) -> CalendarDate { trades.calendar.sessionDates[ratios[index].session] }

  private func location(_ index: Int) -> SourceLocation {
    prices.series.location(of: prices.bars[ratios[index].bar])
  }

  private func constant(_ median: Double, others: Int) -> Diagnostic {
    let far = others == 0 ? "" : ", \(others) of them more than 5 % off"
    return Diagnostic(
      .intradayRatio, at: location(0), security: security,
      message:
        "daily closes of \(security) are \(ShownNumber.text(median)) times those of its intraday file "
        + "(median of \(ratios.count) sessions\(far)): one of the files is adjusted for a split",
      help: "nothing has to be done: each leg is measured within one file")
  }

  private func changes(_ index: Int) -> Diagnostic {
    Diagnostic(
      .intradayRatioChanges, at: location(index), security: security,
      message: "daily closes of \(security) over those of its intraday file change from "
        + "\(ShownNumber.text(ratios[index - 1].ratio)) to \(ShownNumber.text(ratios[index].ratio)) on "
        + "\(date(index))",
      help:
        "check whether both files are of this security, and which of them is adjusted for splits; prices on "
        + "either side of such a change are not compared")
  }
}
