/// Something about a day of a security's prices that may hurt a study, whether or not it is a fault.
package struct QualityFinding: Sendable, Equatable {
  /// In the order in which they hurt: the raw value names them in `quality.csv`.
  package enum Kind: String, CaseIterable, Sendable {
    case likelySplit = "likely-split"
    case scaleJump = "scale-jump"
    case adjustedCloseOddity = "adjusted-close-oddity"
    case refusedRow = "refused-row"
    case returnOutlier = "return-outlier"
    case missingSession = "missing-session"
    case stalePrice = "stale-price"
    case zeroVolume = "zero-volume"
    case repeatedRow = "repeated-row"
    case closedDay = "closed-day"
  }

  package let kind: Kind
  package let date: CalendarDate

  package init(_ kind: Kind, _ date: CalendarDate) {
    self.kind = kind
    self.date = date
  }
}
