import CoreTypes
import EventTime

extension CSVText {
  /// The row of `quality.csv` of one security.
  package mutating func append(
    quality: SeriesQuality, security: SecurityID, exchange: ExchangeID?, rowsKept: Int, rowsRefused: Int,
    findings: [QualityFinding], inWindows: Int, worst: QualityFinding?
  ) {
    func count(_ kind: QualityFinding.Kind) -> Int { findings.count { $0.kind == kind } }
    field(security.text)
    field(exchange?.text)
    field(quality.firstSession)
    field(quality.lastSession)
    field(rowsKept + rowsRefused)
    field(rowsRefused)
    field(count(.missingSession))
    field(count(.zeroVolume))
    field(quality.longestZeroVolumeRun)
    field(count(.stalePrice))
    field(quality.longestStaleRun)
    field(count(.repeatedRow))
    field(count(.closedDay))
    field(count(.returnOutlier))
    field(quality.largestReturn ?? .nan)
    field(quality.largestReturnDate)
    field(count(.likelySplit))
    field(count(.adjustedCloseOddity))
    field(count(.scaleJump))
    field(findings.count)
    field(inWindows)
    field(worst?.kind.rawValue)
    field(worst?.date)
    endRow()
  }
}
