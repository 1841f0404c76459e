import CoreTypes
import DataInput
import EventTime
import Reports

/// How good the prices of a study are, a row a security: those first that would hurt the study most.
package struct QualityReview: Sendable {
  package let rows: [QualityRow]

  init(_ prepared: PreparedStudy, study: StudyConfiguration, jobs: Int) {
    let market = prepared.market
    let windows = QualityReview.windows(prepared.events, of: prepared.inputs.eventSecurities, market, study)
    let refused = QualityReview.refusedRows(prepared.inputs.prices.diagnostics)
    let ids = market.catalog.identifiers.filter { market.trades(of: $0) != nil }
    var rows: [QualityRow] = []
    ParallelBlocks.run(count: ids.count, blockSize: 16, jobs: jobs) { range in
      ids[range].compactMap { id -> QualityRow? in
        guard let trades = market.trades(of: id) else { return nil }
        return QualityReview.row(
          id, trades, market, refused: refused[id] ?? RefusedRows(),
          windows: (windows.own[id] ?? []) + (windows.compared[id] ?? []))
      }
    } consume: { block in
      rows += block
    }
    rows += QualityReview.rowsWithoutPrices(prepared, refused)
    self.rows = rows.sorted { left, right in
      left.order == right.order ? left.security < right.security : left.order < right.order
    }
  }

  /// Securities of events of which every row was refused.
  private static func rowsWithoutPrices(
    _ prepared: PreparedStudy, _ refused: [SecurityID: RefusedRows]
  ) -> [QualityRow] {
    let wanted = Set(prepared.inputs.eventSecurities)
    return wanted.filter { prepared.market.trades(of: $0) == nil }.compactMap { id in
      guard let rows = refused[id] else { return nil }
      return QualityRow(
        security: id, exchange: prepared.market.catalog[id]?.exchange, quality: .none, rowsKept: 0,
        rowsRefused: rows.count, findings: rows.findings, inWindows: [])
    }
  }

  private static func row(
    _ id: SecurityID, _ trades: TradedSeries, _ market: StudyMarket, refused: RefusedRows,
    windows: [ClosedRange<CalendarDate>]
  ) -> QualityRow {
    let quality = SeriesQuality(trades, asOf: market.asOf)
    let dates = trades.calendar.sessionDates
    var findings = quality.findings
    let splits = market.splits(of: id).map { dates[$0] }
    // A change that is a likely split is no other finding.
    findings.removeAll { [.returnOutlier, .scaleJump].contains($0.kind) && splits.contains($0.date) }
    findings += splits.map { QualityFinding(.likelySplit, $0) }
    findings += refused.findings
    return QualityRow(
      security: id, exchange: market.catalog[id]?.exchange, quality: quality, rowsKept: trades.series.count,
      rowsRefused: refused.count, findings: findings,
      inWindows: findings.filter { finding in windows.contains { $0.contains(finding.date) } })
  }

  private typealias Windows = [SecurityID: [ClosedRange<CalendarDate>]]

  /// The days of the estimation windows and of the event window, those that follow each other as one range.
  private static func days(_ study: StudyConfiguration) -> [ClosedRange<Int>] {
    let windows = [study.estimation.before, study.eventWindow, study.estimation.after].compactMap(\.self)
    return windows.map(\.days).sorted { $0.lowerBound < $1.lowerBound }.joinedWithoutGaps
  }

  /// The dates of each event's estimation and event windows, for its security and for what that is compared with.
  ///
  /// - Parameter securities: by `EventRequest.securityNumber`.
  private static func windows(
    _ events: [AlignedEvent], of securities: [SecurityID], _ market: StudyMarket, _ study: StudyConfiguration
  ) -> (own: Windows, compared: Windows) {
    var own = [[ClosedRange<CalendarDate>]](repeating: [], count: securities.count)
    var compared: Windows = [:]
    // Most events are compared with what the one before is: its windows are put away when something else comes.
    var latest: (securities: [SecurityID], windows: [ClosedRange<CalendarDate>]) = ([], [])
    func putAway() {
      for security in latest.securities { compared[security, default: []] += latest.windows }
      latest.windows = []
    }
    let days = days(study)
    for event in events {
      guard let calendar = event.calendar, let zero = event.dayZero else { continue }
      let sessions = calendar.sessionDates
      func date(_ day: Int) -> CalendarDate {
        let session = zero.clock.session(of: day) ?? (day < 0 ? 0 : sessions.count - 1)
        return sessions[min(max(0, session), sessions.count - 1)]
      }
      guard !sessions.isEmpty else { continue }
      let windows = days.map { (date($0.lowerBound), date($0.upperBound)) }.filter { $0 <= $1 }.map {
        $0...$1
      }
      own[event.request.securityNumber] += windows
      let others = market.comparedSecurities(of: event)
      if latest.securities != others {
        putAway()
        latest.securities = others
      }
      if latest.windows.suffix(windows.count) != windows[...] { latest.windows += windows }
    }
    putAway()
    return (Dictionary(uniqueKeysWithValues: zip(securities, own)), compared)
  }

  /// The rows of a security that reading refused: how many, and on which days, where the rows show them.
  private struct RefusedRows: Sendable {
    var count = 0
    var findings: [QualityFinding] = []
  }

  /// What the manifest counts by file, by security.
  private static func refusedRows(_ diagnostics: DiagnosticList) -> [SecurityID: RefusedRows] {
    var rows: [SecurityID: RefusedRows] = [:]
    for diagnostic in diagnostics where diagnostic.refusedRows > 0 {
      guard let security = diagnostic.security else { continue }
      rows[security, default: RefusedRows()].count += diagnostic.refusedRows
      guard let date = diagnostic.date else { continue }
      let isRepeated = diagnostic.id == .priceDayDuplicated
      rows[security]?.findings.append(QualityFinding(isRepeated ? .repeatedRow : .refusedRow, date))
    }
    return rows
  }
}
