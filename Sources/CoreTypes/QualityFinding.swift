/// Something about a day of a security's prices that may hurt a study, whether or not it is a fault.
package struct QualityFinding: Sendable, Equatable {
  /// In the order in which they hurt: the raw value names them in `quality.csv` (METHODS 0.28).
  package enum Kind: String, CaseIterable, Sendable {
    /// A change of price near a usual split that the prices are not adjusted for.
    case likelySplit = "likely-split"
    /// A change of price near 10, 100 or 1,000 times, as another unit makes it.
    case scaleJump = "scale-jump"
    /// The adjusted close fell against the close as traded, which splits and dividends only raise.
    case adjustedCloseOddity = "adjusted-close-oddity"
    /// A row that cannot be used because of what stands in it.
    case refusedRow = "refused-row"
    /// A return far beyond the security's usual ones.
    case returnOutlier = "return-outlier"
    /// A session without a row between the first and the last trade, and no declared suspension.
    case missingSession = "missing-session"
    /// One of five or more equal closes in a row.
    case stalePrice = "stale-price"
    case zeroVolume = "zero-volume"
    /// A second row of one day.
    case repeatedRow = "repeated-row"
    /// A row on a day on which the exchange was closed.
    case closedDay = "closed-day"
  }

  package let kind: Kind
  package let date: CalendarDate

  package init(_ kind: Kind, _ date: CalendarDate) {
    self.kind = kind
    self.date = date
  }
}
