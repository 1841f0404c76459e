import CoreTypes

/// What a price file's header said, as bytes of a cache entry: the plan, the diagnostics and the character set.
///
/// The words for suspended are taken from the study again, and a format's traits from the registry: both are part of the
/// entry's key.
struct PricePlanCoding {
  let input: InputFile
  let source: PriceSource

  static func encoded(_ planning: PriceFilePlanning, encoding: String?) -> [UInt8]? {
    guard let plan = planning.plan, plan.intraday == nil else { return nil }
    var encoder = CacheEncoder()
    encoder.add(optional: encoding)
    encoder.add(plan.format)
    encoder.add(plan.opening)
    // What the first rows said of dates and numbers, where neither the study nor the format does.
    encoder.add(optional: plan.dateFormat?.pattern)
    encoder.add(optional: plan.dates.clock?.identity)
    encoder.add(plan.decimalMark)
    encoder.add(plan.traits.prices.hasMarks)
    encoder.add(plan.roles.map(\.rawValue))
    encoder.add(plan.valueRole.rawValue)
    encoder.add(optional: plan.security)
    encoder.add(plan.shape.flags.map { $0 ? 1 : 0 } as [UInt8])
    encoder.add(plan.wide != nil)
    if let wide = plan.wide {
      encoder.add(wide.securities)
      for numbers in [wide.groups, wide.dateFields, wide.fields] {
        encoder.add(numbers) { $0.add(Int64($1)) }
      }
    }
    encoder.add(planning.diagnostics) { $0.add($1) }
    return encoder.bytes
  }

  /// The planning of `input` and the character set it is read in.
  func decoded(_ bytes: [UInt8]) throws(CacheDamage) -> (planning: PriceFilePlanning, encoding: String?) {
    try CacheDecoder.decode(bytes) { (decoder) throws(CacheDamage) in
      let encoding = try decoder.optionalText()
      let plan = try plan(&decoder)
      let name = input.name
      let diagnostics = try decoder.list(ofAtLeast: 12) { (decoder) throws(CacheDamage) in
        try decoder.diagnostic(in: name)
      }
      return (PriceFilePlanning(plan: plan, format: plan.format, diagnostics: diagnostics), encoding)
    }
  }

  private func plan(_ decoder: inout CacheDecoder) throws(CacheDamage) -> PriceFilePlan {
    let format = try decoder.text()
    let opening = try decoder.opening()
    var traits = (PriceFileFormats.format(id: format)?.traits ?? .plain).with(returnsIn: source.returnsIn)
    let pattern = try decoder.optionalText()
    let clock = try decoder.optionalText()
    let decimalMark: UInt8 = try decoder.number()
    traits.prices.hasMarks = try decoder.flag()
    let roles = try decoder.data().map(PriceColumnRole.init(rawValue:))
    let valueRole = PriceColumnRole(rawValue: try decoder.number())
    let security = try decoder.optionalText()
    let flags = try decoder.data()
    let wide = try decoder.flag() ? try wide(&decoder, columns: roles.count) : nil
    let dates = if let clock { try midnights(clock, security) } else { try dates(pattern, traits) }
    guard let valueRole, let shape = PriceRowShape(flags: flags.map { $0 == 1 }), !roles.contains(nil),
      (opening.header.count...opening.header.count + 1).contains(roles.count)
    else { throw CacheDamage() }
    return PriceFilePlan(
      opening: opening, format: format, traits: traits, roles: roles.compactMap(\.self), valueRole: valueRole,
      security: security, dates: dates, decimalMark: decimalMark,
      suspendedWords: SuspendedWords(roles.contains(.status) ? source.suspendedStatus : []), shape: shape,
      wide: wide, intraday: nil)
  }

  /// In the pattern that was found, or as the study and the format have them.
  private func dates(_ pattern: String?, _ traits: PriceFileTraits) throws(CacheDamage) -> DateScan {
    if let pattern {
      guard let format = DateFormat(pattern) else { throw CacheDamage() }
      return DateScan(format: format, readsISO: true)
    }
    return PriceFilePlanning.dates(source.layout, traits)
  }

  /// By the clock of the exchange, which is part of the entry's key.
  private func midnights(_ identity: String, _ security: String?) throws(CacheDamage) -> DateScan {
    guard let clock = source.clocks.clock(of: security), clock.identity == identity else {
      throw CacheDamage()
    }
    return DateScan(midnightsOf: clock)
  }

  private func wide(_ decoder: inout CacheDecoder, columns: Int) throws(CacheDamage) -> WidePlan {
    let securities = try decoder.texts()
    let last = securities.count - 1
    func numbers(_ range: ClosedRange<Int>) throws(CacheDamage) -> [Int] {
      try decoder.list(ofAtLeast: 8) { (decoder) throws(CacheDamage) in try decoder.number(in: range) }
    }
    guard !securities.isEmpty, columns > 0 else { throw CacheDamage() }
    let groups = try numbers(-1...last)
    let dateFields = try numbers(0...(columns - 1))
    let fields = try numbers(-1...(columns - 1))
    guard groups.count == columns, dateFields.count == securities.count,
      fields.count == securities.count * PriceColumnRole.slots
    else { throw CacheDamage() }
    return WidePlan(groups: groups, securities: securities, dateFields: dateFields, fields: fields)
  }
}

extension PriceRowShape {
  fileprivate var flags: [Bool] { [hasVolume, hasStatus, hasMidpoints, hasDuration, hasOpen, hasClose] }

  fileprivate init?(flags: [Bool]) {
    guard flags.count == 6 else { return nil }
    self.init(
      hasVolume: flags[0], hasStatus: flags[1], hasMidpoints: flags[2], hasDuration: flags[3],
      hasOpen: flags[4], hasClose: flags[5], hasFileIndex: false)
  }
}

extension CacheEncoder {
  fileprivate mutating func add(_ opening: CSVOpening) {
    add(opening.delimiter)
    add(opening.newline)
    add(opening.header)
    add(opening.hasInvalidHeader)
    add(opening.likelyEncoding)
    for number in [
      opening.textStart, opening.textLine, opening.headerLine, opening.dataStart, opening.dataLine,
    ] {
      add(Int64(number))
    }
    add(opening.firstRow)
  }

  /// The file's name is left out: the same content may lie elsewhere when it is read again.
  mutating func add(_ diagnostic: Diagnostic) {
    add(diagnostic.id.rawValue)
    add(diagnostic.severity.rawValue)
    add(diagnostic.location != nil)
    if let location = diagnostic.location {
      add(Int64(location.line ?? -1))
      add(Int64(location.column ?? -1))
    }
    add(optional: diagnostic.security?.text)
    add(diagnostic.message)
    add(diagnostic.help)
    add(optional: diagnostic.excerpt)
    add(Int64(diagnostic.date.map { Int($0.dayNumber) } ?? Int(Int32.min)))
  }
}

extension CacheDecoder {
  private static let farthest = 1 << 48

  fileprivate mutating func opening() throws(CacheDamage) -> CSVOpening {
    let (delimiter, newline): (UInt8, UInt8) = (try number(), try number())
    guard newline == 10 || newline == 13 else { throw CacheDamage() }
    return CSVOpening(
      delimiter: delimiter, newline: newline, header: try texts(), hasInvalidHeader: try flag(),
      likelyEncoding: try text(), textStart: try number(in: 0...Self.farthest),
      textLine: try number(in: 0...Int(UInt32.max)), headerLine: try number(in: 0...Int(UInt32.max)),
      dataStart: try number(in: 0...Self.farthest), dataLine: try number(in: 0...Int(UInt32.max) / 2),
      firstRow: try texts())
  }

  /// One about a place in the file that is called `file` now.
  mutating func diagnostic(in file: String) throws(CacheDamage) -> Diagnostic {
    guard let id = DiagnosticID(rawValue: try text()), let severity = Severity(rawValue: try text()) else {
      throw CacheDamage()
    }
    var location: SourceLocation?
    if try flag() {
      let line = try number(in: -1...Self.farthest)
      let column = try number(in: -1...Self.farthest)
      location = SourceLocation(file: file, line: line < 0 ? nil : line, column: column < 0 ? nil : column)
    }
    let security = try optionalText().map { SecurityID($0) }
    var diagnostic = Diagnostic(
      id, severity: severity, at: location, security: security, message: try text(), help: try text(),
      excerpt: try optionalText())
    let day = try number(in: Int(Int32.min)...Int(Int32.max))
    diagnostic.date = day == Int(Int32.min) ? nil : CalendarDate(dayNumber: Int32(day))
    return diagnostic
  }
}
