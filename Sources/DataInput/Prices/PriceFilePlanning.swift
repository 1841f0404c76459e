import CoreTypes

/// A plan, or the reason why no row of the file can be read, and what the header gave cause to say.
struct PriceFilePlanning: Sendable {
  let plan: PriceFilePlan?
  let format: String
  var diagnostics: [Diagnostic]
  /// The header is not UTF-8: another character set may make sense of it.
  var isUndecoded = false

  static func read(
    _ file: borrowing OpenFile, called input: InputFile, of source: PriceSource, options: PriceReadingOptions
  ) throws(RunFailure) -> PriceFilePlanning {
    let format = source.format ?? (source.columns == nil ? "unknown" : "columns")
    switch try CSVOpening.read(file, called: input, layout: source.layout) {
    case .refused(let diagnostic):
      return PriceFilePlanning(plan: nil, format: format, diagnostics: [diagnostic])
    case .opened(let opening):
      var planning = try make(opening, file, input, source, options)
      planning.isUndecoded = opening.hasInvalidHeader
      return planning
    }
  }

  /// The same with what the end of a decoded text says: characters that its character set does not have, and whether it is
  /// sound. Of one that is not nothing is used.
  func atEnd(of file: borrowing OpenFile, called input: InputFile) -> PriceFilePlanning {
    guard plan != nil, let fault = file.decodingFault else {
      return saying(TextEncodings.diagnostic(of: file.invalidCharacters, in: input).map { [$0] } ?? [])
    }
    return PriceFilePlanning(plan: nil, format: format, diagnostics: [CSVOpening.refusal(of: fault, input)])
  }

  private func saying(_ diagnostics: [Diagnostic]) -> PriceFilePlanning {
    var planning = self
    planning.diagnostics += diagnostics
    return planning
  }

  private static func make(
    _ opening: CSVOpening, _ file: borrowing OpenFile, _ input: InputFile, _ source: PriceSource,
    _ options: PriceReadingOptions
  ) throws(RunFailure) -> PriceFilePlanning {
    var names = PriceHeader(header: opening, file: input.name, of: source)
    guard let choice = try names.choice(head: { FileHead.read(file, opening) }) else {
      return PriceFilePlanning(plan: nil, format: source.format ?? "unknown", diagnostics: names.diagnostics)
    }
    let refused = PriceFilePlanning(plan: nil, format: choice.id, diagnostics: [])
    guard var columns = PlannedColumns(choice, &names, of: input) else {
      return refused.saying(names.diagnostics)
    }
    let given = dates(source.layout, choice.traits)
    let evidence = LayoutEvidence(
      file, called: input, names.header, roles: columns.roles, dates: given, traits: choice.traits,
      layout: source.layout, source.intraday == nil ? .prices : .intraday)
    names.diagnostics += evidence.diagnostics
    if evidence.isAmbiguous { return refused.saying(names.diagnostics) }
    let moments =
      source.intraday == nil && evidence.dates == nil
      ? moments(file, names.header, columns, source, choice.traits)
      : .written
    names.diagnostics += moments.diagnostic(in: input.name, .prices).map { [$0] } ?? []
    if case .undecided = moments { return refused.saying(names.diagnostics) }
    if evidence.hasEmptyLastField, columns.wide == nil { columns.roles.append(.ignored) }
    var traits = choice.traits.with(returnsIn: source.returnsIn)
    if evidence.hasMarks { traits.prices.hasMarks = true }
    let decimalMark =
      source.layout.decimalComma ? UInt8(ascii: ",") : evidence.decimalMark ?? UInt8(ascii: ".")
    let valueRole = columns.valueRole(source)
    if valueRole == .returns, source.returnsIn == nil {
      let evidence =
        traits.returns == .plain ? returnScale(file, names.header, columns.roles, decimalMark) : nil
      names.reportScale(of: columns.roles, evidence)
    }
    names.reportNoReturnsIn(valueRole, columns.roles)
    let plan = PriceFilePlan(
      opening: names.header, format: choice.id, traits: traits, roles: columns.roles,
      valueRole: valueRole, security: columns.security,
      dates: evidence.dates.map { DateScan(format: $0, readsISO: true) } ?? moments.scan ?? given,
      decimalMark: decimalMark,
      suspendedWords: SuspendedWords(columns.roles.contains(.status) ? source.suspendedStatus : []),
      shape: columns.shape(choice.traits, valueRole, keepsTradedPrices: options.keepsTradedPrices),
      wide: columns.wide, intraday: source.intraday)
    return PriceFilePlanning(plan: plan, format: choice.id, diagnostics: names.diagnostics)
  }

  /// Looked for only where the first row's date has a time of day with an offset, and neither the study nor the vendor says
  /// how dates are written.
  private static func moments(
    _ file: borrowing OpenFile, _ opening: CSVOpening, _ columns: PlannedColumns, _ source: PriceSource,
    _ traits: PriceFileTraits
  ) -> MomentEvidence {
    let first = opening.firstRow
    let roles = columns.roles
    let dates = roles.indices.filter { roles[$0] == .date }
    guard source.layout.dateFormat == nil, traits.dates == .plain,
      dates.contains(where: { $0 < first.count && MomentEvidence.isMoment(first[$0]) })
    else { return .written }
    let sample = PriceSample(
      file, opening, fields: max(first.count, roles.count), most: PriceSample.usual)
    return MomentEvidence(sample.texts(of: dates), on: source.clocks.clock(of: columns.security))
  }

  private static func returnScale(
    _ file: borrowing OpenFile, _ opening: CSVOpening, _ roles: [PriceColumnRole], _ decimalMark: UInt8
  ) -> ReturnScaleEvidence? {
    let sample = PriceSample(file, opening, fields: roles.count, most: ReturnScaleEvidence.rows)
    return ReturnScaleEvidence(
      sample.texts(of: roles.indices.filter { roles[$0] == .returns }), decimalMark: decimalMark)
  }

  /// As the study says, else as the format has them.
  static func dates(_ layout: FileLayout, _ traits: PriceFileTraits) -> DateScan {
    if let format = layout.dateFormat { return DateScan(format: format, readsISO: true) }
    switch traits.dates {
    case .plain: return DateScan(format: nil)
    case .pattern(let pattern): return DateScan(format: DateFormat(pattern), readsISO: true)
    case .epochNanoseconds: return DateScan.epochNanoseconds
    }
  }
}
