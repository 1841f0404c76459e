import CoreTypes

/// How the rows of one price file are read: what each column means, decided from its header.
///
/// A class, though it never changes, because a file, its chunks and whoever looks at them pass it on: a copy counts one
/// reference instead of forty.
final class PriceFilePlan: Sendable {
  let opening: CSVOpening
  /// A format's id, or `columns` where the study names them.
  let format: String
  /// What the vendor's files are like beyond the names of their columns.
  let traits: PriceFileTraits
  /// One role a column of the header.
  let roles: [PriceColumnRole]
  /// The role of the number that returns are made from.
  let valueRole: PriceColumnRole
  /// The security of a file that has no column of securities.
  let security: String?
  let dates: DateScan
  let decimalMark: UInt8
  /// The words of the status column that mean suspended; empty without such a column.
  let suspendedWords: SuspendedWords
  let shape: PriceRowShape
  /// Several securities a row; `nil` = one.
  let wide: WidePlan?
  /// What is needed of a file of bars or quotes; `nil` for daily prices.
  let intraday: [SecurityID: IntradayNeed]?
  /// What the study calls the entries of such files.
  var key: StudyKey { intraday == nil ? .prices : .intraday }

  init(
    opening: CSVOpening, format: String, traits: PriceFileTraits, roles: [PriceColumnRole],
    valueRole: PriceColumnRole, security: String?, dates: DateScan, decimalMark: UInt8,
    suspendedWords: SuspendedWords, shape: PriceRowShape, wide: WidePlan?,
    intraday: [SecurityID: IntradayNeed]?
  ) {
    self.opening = opening
    self.format = format
    self.traits = traits
    self.roles = roles
    self.valueRole = valueRole
    self.security = security
    self.dates = dates
    self.decimalMark = decimalMark
    self.suspendedWords = suspendedWords
    self.shape = shape
    self.wide = wide
    self.intraday = intraday
  }

  /// The vendor's returns stand beside prices: each is the return since the row before, and together they make a
  /// price that knows dividends and splits.
  var chainsReturns: Bool { valueRole == .returns && roles.contains(.close) }
  /// The adjusted close is `close / divisor * factor`.
  var derivesAdjustedClose: Bool { roles.contains(.divisor) && valueRole == .adjustedClose }

  /// In a file without a column of securities the first column that nothing is read of and that stands before the prices, or
  /// one behind them that is called as such a column may be.
  var likelySecurityColumn: String? {
    guard wide == nil, !roles.contains(.security), let value = roles.firstIndex(of: valueRole) else {
      return nil
    }
    let unread = zip(roles, opening.header).enumerated().filter {
      $0.element.0 == .ignored && !$0.element.1.isEmpty && !holdsFractions($0.offset)
    }
    return unread.first { $0.offset < value || Self.securityNames.contains($0.element.1.lowercased()) }?
      .element.1
  }

  /// No security is called 4.98.
  private func holdsFractions(_ field: Int) -> Bool {
    guard field < opening.firstRow.count else { return false }
    let text = opening.firstRow[field]
    return text.contains(".") && Double(text) != nil
  }

  /// Dates and times of bars or quotes stand in two columns.
  var hasTimeColumn: Bool { roles.contains(.time) }

  /// The first row's date has a time of day other than midnight.
  var hasTimesOfDay: Bool {
    guard let field = roles.firstIndex(of: .date), field < opening.firstRow.count else { return false }
    return DateTimeText(opening.firstRow[field])?.secondOfDay ?? 0 != 0
  }

  /// How a study says that this column tells whose price each row is.
  func naming(securityColumn column: String) -> String {
    format == "columns"
      ? "add `security: \(YAMLText.quoted(column))` to `columns`"
      : "say `format: \(format)` and `columns: {security: \(YAMLText.quoted(column))}`"
  }

  private static let securityNames: Set<String> = [
    "name", "ric", "isin", "cusip", "sedol", "figi", "stock", "asset", "instrument", "company", "code",
  ]

  /// As the study or the format gives it.
  var dateFormat: DateFormat? { dates.format }

  var kind: PriceSeries.Kind { valueRole == .returns && !chainsReturns ? .returns : .prices }

  /// What the values of its rows are when they are put together.
  enum Values: Sendable {
    case prices
    case returns
    case returnsBesidePrices
    /// Where the factor is missing they are negative (see `ReturnFactors`).
    case pricesByFactor
  }
  var values: Values {
    if kind == .returns { return .returns }
    if chainsReturns { return .returnsBesidePrices }
    return derivesAdjustedClose && roles.contains(.factor) ? .pricesByFactor : .prices
  }

  /// High, low, open and close are all there, so that they can be held against each other.
  var hasRange: Bool {
    [PriceColumnRole.open, .high, .low, .close].allSatisfy(roles.contains)
  }

  /// The column of a role; that of the close for an adjusted close which is computed from it.
  func field(of role: PriceColumnRole) -> Int {
    roles.firstIndex(of: role) ?? (role == .adjustedClose ? roles.firstIndex(of: .close) : nil) ?? 0
  }

  /// The title of the column of the value.
  var valueColumn: String? {
    let field = field(of: valueRole)
    return wide == nil && field < opening.header.count ? opening.header[field] : nil
  }

  /// How the numbers of a role are written.
  func rule(of role: PriceColumnRole) -> NumberRule {
    switch role {
    case .close, .adjustedClose, .open, .high, .low: traits.prices
    case .returns: traits.returns
    case .volume:
      NumberRule(hasMarks: traits.prices.hasMarks)
    default: .plain
    }
  }

  /// The role as the row reader takes it: with the special bit where one plain step is not enough.
  func action(of role: PriceColumnRole) -> UInt8 {
    let isSpecial =
      switch role {
      case .security: traits.securityPrefix != nil
      case .date, .time: hasTimeColumn
      default: rule(of: role).isSpecial
      }
    return role.rawValue | (isSpecial ? PriceColumnRole.specialBit : 0)
  }
}
