import CoreTypes

/// Something wrong with a row that shows only beside other rows of its security.
struct PriceDayFault: Sendable {
  enum Kind: Sendable {
    /// Another row says the same of the day, and the first of them is kept.
    case repeated
    /// Another row says something else of the day, and none is kept.
    case contradicted
    /// The vendor's return is missing, or follows a row that could not be read; the row is kept.
    case returnMissing
    /// So many of the security's returns differ from those of its prices, this one first; the rows are kept.
    case returnsContradicted(Int, of: Int)
    /// The rows of the security are sorted by date but for this one, which is kept.
    case outOfOrder
    /// In so many of so many rows of the security day and month are exchanged, this one first; none is used.
    case daysSwapped(Int, of: Int)
    /// The row has no return factor, and rows before it have one.
    case factorMissing

    /// How many rows are not used.
    var refusedRows: Int {
      switch self {
      case .repeated, .contradicted, .factorMissing: 1
      case .daysSwapped(_, let rows): rows
      case .returnMissing, .returnsContradicted, .outOfOrder: 0
      }
    }
  }

  /// The index of the row's file among all files.
  let file: Int
  let line: UInt32
  let security: String
  /// As messages call it: the date, or the instant of a bar.
  let day: String
  /// The day of a daily price.
  let date: CalendarDate?
  let kind: Kind
  /// Another row of the day, or the row before, for the message.
  let otherFile: String
  let otherLine: UInt32
}
