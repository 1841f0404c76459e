import CoreTypes
import EventTime

/// How good the prices of one security are: a row of `quality.csv`.
package struct QualityRow: Sendable {
  package let security: SecurityID
  package let exchange: ExchangeID?
  package let quality: SeriesQuality
  /// Rows that were kept, and rows that were refused because of what stood in them.
  package let rowsKept: Int
  package let rowsRefused: Int
  /// All findings, and those on days of an estimation or event window in which the security stands, or what is compared with it.
  package let findings: [QualityFinding]
  package let inWindows: [QualityFinding]

  package init(
    security: SecurityID, exchange: ExchangeID?, quality: SeriesQuality, rowsKept: Int, rowsRefused: Int,
    findings: [QualityFinding], inWindows: [QualityFinding]
  ) {
    self.security = security
    self.exchange = exchange
    self.quality = quality
    self.rowsKept = rowsKept
    self.rowsRefused = rowsRefused
    self.findings = findings
    self.inWindows = inWindows
  }

  /// Rows of the security in all files.
  package var rowsRead: Int { rowsKept + rowsRefused }

  /// The findings of a kind.
  package func count(_ kind: QualityFinding.Kind) -> Int { findings.count { $0.kind == kind } }

  /// The finding that hurts most: inside a window first, then by kind and date.
  package var worst: QualityFinding? {
    let candidates = inWindows.isEmpty ? findings : inWindows
    return candidates.min { (QualityRow.rank($0), $0.date) < (QualityRow.rank($1), $1.date) }
  }

  /// What sorts rows by how much they hurt: the worst kind inside a window, then how many findings there are.
  package var order: (Int, Int, Int) {
    (inWindows.map(QualityRow.rank).min() ?? Int.max, -inWindows.count, -findings.count)
  }

  private static func rank(_ finding: QualityFinding) -> Int {
    QualityFinding.Kind.allCases.firstIndex(of: finding.kind) ?? 0
  }
}

extension CSVText {
  /// The row of `quality.csv` of one security.
  package mutating func append(_ row: QualityRow) {
    let quality = row.quality
    field(row.security.text)
    field(row.exchange?.text)
    field(quality.firstSession)
    field(quality.lastSession)
    field(row.rowsRead)
    field(row.rowsRefused)
    field(row.count(.missingSession))
    field(row.count(.zeroVolume))
    field(quality.longestZeroVolumeRun)
    field(row.count(.stalePrice))
    field(quality.longestStaleRun)
    field(row.count(.repeatedRow))
    field(row.count(.closedDay))
    field(row.count(.returnOutlier))
    field(quality.largestReturn ?? .nan)
    field(quality.largestReturnDate)
    field(row.count(.likelySplit))
    field(row.count(.adjustedCloseOddity))
    field(row.count(.scaleJump))
    field(row.findings.count)
    field(row.inWindows.count)
    field(row.worst?.kind.rawValue)
    field(row.worst?.date)
    endRow()
  }
}
