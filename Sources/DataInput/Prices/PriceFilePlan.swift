import CoreTypes

/// How the rows of one price file are read: what each column means, decided from its header.
struct PriceFilePlan: Sendable {
  let opening: CSVOpening
  /// A format's id, or `columns` where the study names them.
  let format: String
  /// One role a column of the header.
  let roles: [PriceColumnRole]
  /// The role of the number that returns are made from.
  let valueRole: PriceColumnRole
  /// The security of a file that has no column of securities.
  let security: String?
  let dateFormat: DateFormat?
  let decimalMark: UInt8
  /// The words of the status column that mean suspended; empty without such a column.
  let suspendedWords: SuspendedWords
  let shape: PriceRowShape
  /// What is needed of a file of bars or quotes; `nil` for daily prices.
  let intraday: [SecurityID: IntradayNeed]?

  var kind: PriceSeries.Kind { valueRole == .returns ? .returns : .prices }
  /// High, low, open and close are all there, so that they can be held against each other.
  var hasRange: Bool {
    [PriceColumnRole.open, .high, .low, .close].allSatisfy(roles.contains)
  }

  func field(of role: PriceColumnRole) -> Int { roles.firstIndex(of: role) ?? 0 }
}

/// A plan, or the reason why no row of the file can be read, and what the header gave cause to say.
struct PriceFilePlanning: Sendable {
  let plan: PriceFilePlan?
  let format: String
  let diagnostics: [Diagnostic]

  static func read(
    _ file: borrowing OpenFile, called input: InputFile, of source: PriceSource, options: PriceReadingOptions
  ) throws(RunFailure) -> PriceFilePlanning {
    let format = source.format ?? (source.columns == nil ? "unknown" : "columns")
    switch try CSVOpening.read(file, called: input, layout: source.layout) {
    case .refused(let diagnostic):
      return PriceFilePlanning(plan: nil, format: format, diagnostics: [diagnostic])
    case .opened(let opening):
      return try make(opening, input, source, options)
    }
  }

  private static func make(
    _ opening: CSVOpening, _ input: InputFile, _ source: PriceSource, _ options: PriceReadingOptions
  ) throws(RunFailure) -> PriceFilePlanning {
    var names = PriceHeader(header: opening, file: input.name)
    guard let (columns, format) = try names.columns(for: source) else {
      return PriceFilePlanning(plan: nil, format: source.format ?? "unknown", diagnostics: names.diagnostics)
    }
    var roles = [PriceColumnRole](repeating: .ignored, count: opening.header.count)
    let isComplete = names.assign(columns, to: &roles, securityIsGiven: source.security != nil)
    guard isComplete else {
      return PriceFilePlanning(plan: nil, format: format, diagnostics: names.diagnostics)
    }
    let dateFormat = try dateFormat(source.layout)
    let valueRole = valueRole(roles, basis: source.basis)
    let keeps = options.keepsTradedPrices
    let plan = PriceFilePlan(
      opening: opening, format: format, roles: roles, valueRole: valueRole,
      security: roles.contains(.security) ? nil : source.security ?? input.stem, dateFormat: dateFormat,
      decimalMark: source.layout.decimalComma ? 44 : 46,
      suspendedWords: SuspendedWords(roles.contains(.status) ? source.suspendedStatus : []),
      shape: PriceRowShape(
        hasVolume: roles.contains(.volume), hasStatus: roles.contains(.status),
        hasOpen: keeps && roles.contains(.open),
        hasClose: keeps && valueRole != .close && roles.contains(.close), hasFileIndex: false),
      intraday: source.intraday)
    return PriceFilePlanning(plan: plan, format: format, diagnostics: names.diagnostics)
  }

  private static func valueRole(_ roles: [PriceColumnRole], basis: PriceSource.Basis) -> PriceColumnRole {
    if roles.contains(.returns) { return .returns }
    if roles.contains(.adjustedClose), basis == .adjusted || !roles.contains(.close) { return .adjustedClose }
    return .close
  }

  static func dateFormat(_ layout: FileLayout) throws(RunFailure) -> DateFormat? {
    guard let pattern = layout.dateFormat else { return nil }
    guard let format = DateFormat(pattern) else {
      throw RunFailure(
        .unusable,
        "the date format \(FieldText.quoted(pattern)) does not say where year, month and day stand",
        help: "write it with YYYY, MM and DD (or M and D), such as DD.MM.YYYY")
    }
    return format
  }
}
