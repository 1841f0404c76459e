/// Which header names hold what in a price file (`columns:` of a `prices` entry).
package struct PriceColumns: Sendable, Equatable {
  package var date: String
  /// The price that returns are made from; `nil` only where `returnColumn` is set.
  package var close: String?
  package var adjustedClose: String?
  /// Ready-made simple returns in fractions (`return:`), or a vendor's own returns beside prices.
  package var returnColumn: String?
  /// What the close is divided by and multiplied with to be a total-return price (Compustat).
  package var divisor: String?
  package var factor: String?
  package var security: String?
  package var open: String?
  package var high: String?
  package var low: String?
  package var volume: String?
  /// Whether the security traded that day.
  package var status: String?
  /// How many sessions a return covers (CRSP's `DlyRetDurFlg`).
  package var duration: String?
  /// Whether a row's return is that of a delisting (CRSP's `DlyDelFlg`, Y).
  package var delisted: String?

  package init(
    date: String, close: String? = nil, adjustedClose: String? = nil, returnColumn: String? = nil,
    divisor: String? = nil, factor: String? = nil,
    security: String? = nil, open: String? = nil, high: String? = nil, low: String? = nil,
    volume: String? = nil, status: String? = nil, duration: String? = nil,
    delisted: String? = nil
  ) {
    self.date = date
    self.close = close
    self.adjustedClose = adjustedClose
    self.returnColumn = returnColumn
    self.divisor = divisor
    self.factor = factor
    self.security = security
    self.open = open
    self.high = high
    self.low = low
    self.volume = volume
    self.status = status
    self.duration = duration
    self.delisted = delisted
  }
}

extension PriceColumns {
  /// The same with the names as `header` spells them, without those that it does not have. The date stays, and the close
  /// where there are no returns in its place.
  func present(in header: [String]) -> PriceColumns {
    let spelled = Dictionary(header.map { (PriceColumns.plain($0), $0) }) { first, _ in first }
    func found(_ name: String?) -> String? { name.flatMap { spelled[PriceColumns.plain($0)] } }
    return PriceColumns(
      date: found(date) ?? date, close: found(close) ?? (found(returnColumn) == nil ? close : nil),
      adjustedClose: found(adjustedClose),
      returnColumn: found(returnColumn), divisor: found(divisor), factor: found(factor),
      security: found(security), open: found(open), high: found(high), low: found(low),
      volume: found(volume), status: found(status), duration: found(duration), delisted: found(delisted))
  }

  /// The same with whatever `others` names in the place of these.
  func replaced(by others: PriceColumns?) -> PriceColumns {
    guard let others else { return self }
    return PriceColumns(
      date: others.date.isEmpty ? date : others.date, close: others.close ?? close,
      adjustedClose: others.adjustedClose ?? adjustedClose, returnColumn: others.returnColumn ?? returnColumn,
      divisor: divisor, factor: factor, security: others.security ?? security, open: others.open ?? open,
      high: others.high ?? high, low: others.low ?? low, volume: others.volume ?? volume,
      status: others.status ?? status, duration: duration, delisted: delisted)
  }

  /// `header` as if the columns that `others` names were called as they are here.
  func renamed(_ header: [String], by others: PriceColumns) -> [String] {
    let pairs = zip(names, others.names)
    return header.map { title in
      guard !title.isEmpty else { return title }
      return pairs.first { $0 != nil && $1?.lowercased() == title.lowercased() }?.0 ?? title
    }
  }

  /// In a fixed order.
  var names: [String?] {
    [
      date, close, adjustedClose, returnColumn, divisor, factor, security, open, high, low, volume, status,
      duration, delisted,
    ]
  }

  private static func plain(_ name: String) -> String {
    let lower = name.lowercased()
    guard lower.utf8.contains(UInt8(ascii: "_")) else { return lower }
    return String(decoding: lower.utf8.map { $0 == UInt8(ascii: "_") ? 32 : $0 }, as: UTF8.self)
  }
}
