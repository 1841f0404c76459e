/// Something wrong with a row of a price file, as little as a message needs. Messages are made after reading.
struct PriceFault: Sendable {
  enum Kind: UInt8, Sendable {
    case notPositive, notANumber, otherNotANumber, missing, belowMinusOne, aboveLargest
    case dateUnreadable, dateMissing, securityMissing, securityNotUTF8
    case fieldCount, rangeInconsistent
    case dayRepeated, dayContradicted, returnMissing, returnsContradicted, outOfOrder
    case daysSwapped
    case instantSkipped, instantRepeated, zoneUnknown
    /// libcsv's grammar; the number in `detail` tells which fault of the scan.
    case grammar
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
}
