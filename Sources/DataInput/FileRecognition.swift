import CoreTypes

/// What a CSV file seems to be, told by its header and first rows, for a study file that is yet to be written.
package enum FileRecognition: Sendable, Equatable {
  /// A format's id, and the securities of the first rows.
  case prices(format: String, securities: [String])
  case events, securities, suspensions, calendars, factors

  /// `nil` for what no part of a study is made of.
  package static func of(_ input: InputFile) -> FileRecognition? {
    guard let file = try? OpenFile(input),
      case .opened(let opening)? = try? CSVOpening.read(file, called: input, layout: FileLayout())
    else { return nil }
    let names = Set(opening.header.map { $0.lowercased() })
    if names.isSuperset(of: ["security", "announced_at"]) { return .events }
    if names.isSuperset(of: ["security", "from"]) { return .suspensions }
    if names.isSuperset(of: ["exchange", "session", "open", "close"]) { return .calendars }
    if names.contains("mkt_rf") || names.contains("mkt-rf") { return .factors }
    if names.count > 1, names.subtracting(factorNames) == ["date"] { return .factors }
    if let section = try? FrenchSection.find(in: file, called: input), section.isUnmistakable {
      return .factors
    }
    if let prices = prices(input) { return prices }
    let attributes = ["exchange", "benchmark", "group", "name", "currency"]
    return names.contains("security") && !names.isDisjoint(with: attributes) ? .securities : nil
  }

  /// Why the file cannot be opened; nil = it can.
  package static func obstacle(to input: InputFile) -> RunFailure? {
    do throws(RunFailure) {
      _ = try OpenFile(stored: input)
      return nil
    } catch { return error }
  }

  /// Factors of a file that holds no market, by their usual names.
  private static let factorNames: Set<String> = [
    "smb", "hml", "rmw", "cma", "mom", "umd", "wml", "qmj", "bab", FactorsFile.risklessRate,
  ]

  private static func prices(_ input: InputFile) -> FileRecognition? {
    let source = PriceSource(
      files: [input], format: nil, columns: nil, security: nil, layout: FileLayout(), basis: .adjusted,
      returnsFrom: nil)
    for encoding in [nil] + PriceFileFormats.encodings.map(Optional.some) {
      let encoded = input.encoded(as: encoding)
      guard let file = try? OpenFile(encoded),
        let planning = try? PriceFilePlanning.read(
          file, called: encoded, of: source, options: PriceReadingOptions(keepsTradedPrices: false)),
        let plan = planning.plan
      else { continue }
      return .prices(format: plan.format, securities: securities(plan, file))
    }
    return nil
  }

  /// At most a few.
  private static func securities(_ plan: PriceFilePlan, _ file: borrowing OpenFile) -> [String] {
    if let wide = plan.wide { return Array(wide.securities.prefix(20)) }
    guard plan.roles.contains(.security) else { return plan.security.map { [$0] } ?? [] }
    let chunk = PriceChunk(
      file, plan: plan, wanted: [], start: plan.opening.dataStart,
      end: min(file.size, plan.opening.dataStart + 16 * 1_024))
    return Array(chunk.securities.prefix(20))
  }
}
