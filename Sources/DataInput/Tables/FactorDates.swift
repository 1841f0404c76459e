import CoreTypes

/// How the dates of a factors file are written, as the study or its first rows say.
struct FactorDates {
  let scan: DateScan
  let said: Diagnostic?

  /// Throws where nobody can tell which dates are meant.
  init(
    of file: TableFile, _ field: Int, _ format: DateFormat?, _ clock: ExchangeClock?,
    _ found: FactorsFormat
  ) throws(RunFailure) {
    let texts = (0..<min(file.rows.count, PriceSample.usual))
      .filter { field < file.rows.fieldCount(of: $0) }
      .map { (text: file.rows.text(ofField: field, of: $0), line: file.rows.line(of: $0)) }
    guard format == nil, let first = texts.first, MomentEvidence.isMoment(first.text) else {
      let isOpen = format == nil && !found.isFrench
      (scan, said) = try isOpen ? FactorDates.judged(texts, file.input.name) : (DateScan(format: format), nil)
      return
    }
    let moments = MomentEvidence(texts, on: clock)
    said = moments.diagnostic(in: file.input.name, .factors)
    if case .undecided = moments, let said { throw RunFailure(unusable: said) }
    scan = moments.scan ?? DateScan(format: nil)
  }

  /// What dates that are no moments say.
  private static func judged(
    _ texts: [(text: String, line: Int)], _ file: String
  ) throws(RunFailure) -> (DateScan, Diagnostic?) {
    var plain = DateScan(format: nil)
    guard texts.contains(where: { plain.date($0.text) == nil }) else { return (plain, nil) }
    func location(_ line: Int) -> SourceLocation { SourceLocation(file: file, line: line) }
    let outcome = "no factor can be used"
    switch DateEvidence(texts) {
    case .none: return (plain, nil)
    case .decided(let format, let proof, let line):
      let note = Diagnostic.datesFound(format, proof: proof, at: location(line), .factors)
      return (DateScan(format: format, readsISO: true), note)
    case .undecided(let formats, let rows):
      throw RunFailure(
        unusable: .datesUndecided(
          formats, texts[0].text, rows: rows, outcome: outcome, at: location(texts[0].line), .factors))
    case .centuryOpen(let format, let text, let line):
      throw RunFailure(unusable: .centuryOpen(format, text, outcome: outcome, at: location(line), .factors))
    }
  }
}
