/// What a column of a price file means to a row. Decided once from the header, so that a field costs one
/// look-up.
enum PriceColumnRole: UInt8, Sendable {
  case ignored = 0
  // Numbers come first: their raw value is their slot.
  case close = 1
  case adjustedClose, returns, open, high, low, volume, divisor, factor
  case date
  case security
  /// Whether the security traded that day, in the vendor's words.
  case status
  /// How many sessions the row's return covers, in the vendor's letters.
  case duration
  /// Whether the row's return is that of a delisting.
  case delisted
  /// The time of day where it does not stand behind the date.
  case time

  static let numberSlots = 10
  static let slots = 16
  /// Set beside the role of a column whose text takes more than one plain step (see `NumberRule`).
  static let specialBit: UInt8 = 0x80
}

/// What became of a field of the row being read.
enum PriceFieldState {
  /// The row has no such column.
  static let absent: UInt8 = 0
  static let read: UInt8 = 1
  /// Empty, or a token that stands for "no value".
  static let missing: UInt8 = 2
  static let unreadable: UInt8 = 3
}
