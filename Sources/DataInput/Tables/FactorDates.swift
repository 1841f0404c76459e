import CoreTypes

/// How the dates of a factors file are written; where they are moments, what those of its first rows say.
struct FactorDates {
  let scan: DateScan
  let said: Diagnostic?

  /// Throws where nobody can tell which dates the moments mean.
  init(
    of file: TableFile, _ field: Int, _ format: DateFormat?, _ clock: ExchangeClock?
  ) throws(RunFailure) {
    let texts = (0..<min(file.rows.count, PriceSample.usual)).map { file.rows[$0] }
      .filter { field < $0.fields.count }.map { (text: $0.fields[field], line: Int($0.line)) }
    guard format == nil, let first = texts.first, MomentEvidence.isMoment(first.text) else {
      scan = DateScan(format: format)
      said = nil
      return
    }
    let moments = MomentEvidence(texts, on: clock)
    said = moments.diagnostic(in: file.input.name)
    if case .undecided = moments, let said {
      throw RunFailure(.unusable, said.message, help: said.help, at: said.location)
    }
    scan = moments.scan ?? DateScan(format: nil)
  }
}
