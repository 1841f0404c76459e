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
      var planning = self
      planning.diagnostics +=
        TextEncodings.diagnostic(of: file.invalidCharacters, in: input).map { [$0] } ?? []
      return planning
    }
    return PriceFilePlanning(plan: nil, format: format, diagnostics: [CSVOpening.refusal(of: fault, input)])
  }

  private static func make(
    _ opening: CSVOpening, _ file: borrowing OpenFile, _ input: InputFile, _ source: PriceSource,
    _ options: PriceReadingOptions
  ) throws(RunFailure) -> PriceFilePlanning {
    var names = PriceHeader(header: opening, file: input.name, of: source)
    guard let choice = try names.choice(head: { PriceFileHead.read(file, opening) }) else {
      return PriceFilePlanning(plan: nil, format: source.format ?? "unknown", diagnostics: names.diagnostics)
    }
    var roles = [PriceColumnRole](repeating: .ignored, count: names.header.header.count)
    var security = source.security
    var wide: WidePlan?
    switch choice.columns {
    case .named(let columns):
      guard names.assign(columns, to: &roles) else {
        return PriceFilePlanning(plan: nil, format: choice.id, diagnostics: names.diagnostics)
      }
    case .wide(let header):
      for (field, column) in header.columns.enumerated() { roles[field] = column?.role ?? .ignored }
      let plan = WidePlan(header)
      if choice.id == PriceFileFormat.wide.id, let security, plan.securities.count > 1,
        !plan.securities.contains(security)
      {
        names.reportSeveral(plan.securities, not: security)
        return PriceFilePlanning(plan: nil, format: choice.id, diagnostics: names.diagnostics)
      }
      // One security is read like any other file.
      if plan.securities.count == 1 { security = security ?? plan.securities[0] } else { wide = plan }
    }
    guard names.hasWhatReturnsAreFrom(roles, choice.id) else {
      return PriceFilePlanning(plan: nil, format: choice.id, diagnostics: names.diagnostics)
    }
    let name = wide != nil || roles.contains(.security) ? nil : security ?? input.stem
    if let name, FieldText.isBlank(name) {
      names.reportNoSecurity()
      return PriceFilePlanning(plan: nil, format: choice.id, diagnostics: names.diagnostics)
    }
    let given = try dates(source.layout, choice.traits)
    let evidence =
      source.intraday == nil
      ? LayoutEvidence(
        file, called: input, names.header, roles: roles, dates: given, traits: choice.traits,
        layout: source.layout)
      : nil
    names.diagnostics += evidence?.diagnostics ?? []
    if evidence?.isAmbiguous == true {
      return PriceFilePlanning(plan: nil, format: choice.id, diagnostics: names.diagnostics)
    }
    let moments =
      source.intraday == nil && evidence?.dates == nil
      ? moments(file, names.header, roles, source, choice.traits, clock: source.clocks.clock(of: name))
      : .written
    names.diagnostics += moments.diagnostic(in: input.name).map { [$0] } ?? []
    if case .undecided = moments {
      return PriceFilePlanning(plan: nil, format: choice.id, diagnostics: names.diagnostics)
    }
    if evidence?.hasEmptyLastField == true, wide == nil { roles.append(.ignored) }
    var traits = choice.traits.with(returnsIn: source.returnsIn)
    if evidence?.hasMarks == true { traits.prices.hasMarks = true }
    let decimalMark: UInt8 = source.layout.decimalComma ? 44 : evidence?.decimalMark ?? 46
    let valueRole = valueRole(roles, source)
    if valueRole == .returns, source.returnsIn == nil, traits.returns == .plain {
      let sample = PriceSample(file, names.header, fields: roles.count, most: ReturnScaleEvidence.rows)
      let evidence = ReturnScaleEvidence(
        sample.texts(of: roles.indices.filter { roles[$0] == .returns }), decimalMark: decimalMark)
      names.diagnostics += evidence.map { [$0.diagnostic(in: input, names.header)] } ?? []
    }
    let chains = valueRole == .returns && roles.contains(.close)
    let keeps = options.keepsTradedPrices
    let plan = PriceFilePlan(
      opening: names.header, format: choice.id, traits: traits, roles: roles, valueRole: valueRole,
      security: name,
      dates: evidence?.dates.map { DateScan(format: $0) } ?? moments.scan ?? given,
      decimalMark: decimalMark,
      suspendedWords: SuspendedWords(roles.contains(.status) ? source.suspendedStatus : []),
      shape: PriceRowShape(
        hasVolume: roles.contains(.volume), hasStatus: roles.contains(.status),
        hasMidpoints: choice.traits.prices.isMagnitude, hasDuration: roles.contains(.duration),
        hasOpen: keeps && roles.contains(.open),
        hasClose: chains || (keeps && valueRole != .close && roles.contains(.close)), hasFileIndex: false),
      wide: wide, intraday: source.intraday)
    return PriceFilePlanning(plan: plan, format: choice.id, diagnostics: names.diagnostics)
  }

  /// Looked for only where the first row's date has a time of day with an offset, and neither the study nor the vendor says
  /// how dates are written.
  private static func moments(
    _ file: borrowing OpenFile, _ opening: CSVOpening, _ roles: [PriceColumnRole], _ source: PriceSource,
    _ traits: PriceFileTraits, clock: ExchangeClock?
  ) -> MomentEvidence {
    let first = opening.firstRow
    let columns = roles.indices.filter { roles[$0] == .date }
    guard source.layout.dateFormat == nil, traits.dates == .plain,
      columns.contains(where: { $0 < first.count && MomentEvidence.isMoment(first[$0]) })
    else { return .written }
    let sample = PriceSample(
      file, opening, fields: max(first.count, roles.count), most: PriceSample.usual)
    return MomentEvidence(sample.texts(of: columns), on: clock)
  }

  private static func valueRole(
    _ roles: [PriceColumnRole], _ source: PriceSource
  ) -> PriceColumnRole {
    if roles.contains(.returns), source.returnsFrom != .prices || !roles.contains(.close) { return .returns }
    let hasAdjusted = roles.contains(.adjustedClose) || roles.contains(.divisor)
    if hasAdjusted, source.basis == .adjusted || !roles.contains(.close) { return .adjustedClose }
    return .close
  }

  /// As the study says, else as the format has them.
  static func dates(
    _ layout: FileLayout, _ traits: PriceFileTraits
  ) throws(RunFailure) -> DateScan {
    if let format = try dateFormat(layout) { return DateScan(format: format) }
    switch traits.dates {
    case .plain: return DateScan(format: nil)
    case .pattern(let pattern): return DateScan(format: DateFormat(pattern))
    case .epochNanoseconds: return DateScan(epochNanoseconds: ())
    }
  }

  static func dateFormat(_ layout: FileLayout) throws(RunFailure) -> DateFormat? {
    guard let pattern = layout.dateFormat else { return nil }
    guard let format = DateFormat(pattern) else {
      throw RunFailure(
        .unusable,
        "the date format \(FieldText.quoted(pattern)) does not say where year, month and day stand",
        help: "write it with YYYY (or YY), MM (MMM for Jan, MMMM for January) and DD, such as DD.MM.YYYY")
    }
    return format
  }
}
