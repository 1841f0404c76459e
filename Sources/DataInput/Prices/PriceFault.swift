/// Something wrong with a row of a price file, as little as a message needs. Messages are made after reading.
struct PriceFault: Sendable {
  enum Kind: UInt8, Sendable {
    /// Of numbers that must be greater than 0.
    case negative, zero
    case notANumber, otherNotANumber, missing, belowMinusOne, aboveLargest
    case dateUnreadable, dateMissing, securityMissing, securityNotUTF8
    case fieldCount, rangeInconsistent
    case dayRepeated, dayContradicted, returnMissing, returnsContradicted, outOfOrder
    case daysSwapped
    case instantSkipped, instantRepeated, zoneUnknown
    /// A number with thousands separators among plain ones, which is read: once a chunk, told once a file.
    case grouped
    /// libcsv's grammar; the number in `detail` tells which fault of the scan.
    case grammar

    /// The row that it is about is not used. What shows only beside other rows says itself of how many that is true, and the
    /// grammar of rows without a security is counted while reading.
    var refusesRow: Bool {
      switch self {
      case .negative, .zero, .notANumber, .missing, .belowMinusOne, .aboveLargest, .dateUnreadable,
        .dateMissing, .securityMissing, .securityNotUTF8, .fieldCount, .instantSkipped, .instantRepeated,
        .zoneUnknown:
        true
      case .otherNotANumber, .rangeInconsistent, .dayRepeated, .dayContradicted, .returnMissing,
        .returnsContradicted, .outOfOrder, .daysSwapped, .grouped, .grammar:
        false
      }
    }
  }

  let kind: Kind
  /// Counted from the chunk's first line while reading, from the file's line 1 afterwards.
  var line: UInt32
  /// The field it is about, from 0.
  let field: Int
  /// The security of the row, where it is known.
  let security: String?
  /// The day of the row, where it is known.
  let day: Int32?
  /// The text that was found, or what else the message quotes.
  let detail: String
  /// The row is the last of a file that ends without a line break.
  var isAtOpenEnd = false
  /// Of a fault that shows only beside other rows: how many rows are not used because of it.
  var rowsBesideOthers: Int?

  var refusedRows: Int { rowsBesideOthers ?? (kind.refusesRow ? 1 : 0) }
}

extension PriceFault {
  /// Both are in the order of lines; what is told of one line stays in its order, the faults of `later` behind the others.
  static func merged(_ faults: [PriceFault], _ later: [PriceFault]) -> [PriceFault] {
    guard !later.isEmpty else { return faults }
    return (faults + later).enumerated()
      .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
  }
}
