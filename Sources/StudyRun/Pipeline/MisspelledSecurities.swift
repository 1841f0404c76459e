import CoreTypes
import DataInput

/// Rows of securities.csv, of the suspensions file and of the study's other events about a security without prices whose
/// name is nearly that of one that has events and no row there, and other events none of whose securities the study knows:
/// what they say would be lost without a word. Other events that are mostly about the study's securities may have rows of the
/// one that is meant, too.
enum MisspelledSecurities {
  private typealias Rows = [(security: SecurityID, location: SourceLocation)]

  /// Short tickers are all alike.
  private static let shortest = 5
  /// In a list of the study's own securities, where letters are left out, added or exchanged with their neighbors.
  private static let shortestOfOwn = 4

  static func warnings(in inputs: StudyInputs) -> [Diagnostic] {
    let news = inputs.otherNews.securities
    guard !inputs.securities.isEmpty || !inputs.suspensions.isEmpty || !news.isEmpty else { return [] }
    let known = Set(inputs.prices.securitiesSeen.joined())
    let wanted = Set(inputs.eventSecurities).intersection(known)
    return warnings(inputs.securities.map { ($0.security, $0.location) }, known, wanted)
      + warnings(inputs.suspensions.map { ($0.security, $0.location) }, known, wanted)
      + warnings(ofNews: news, known.union(inputs.eventSecurities), wanted)
      + noNewsOfEvents(inputs.otherNews, known.union(inputs.eventSecurities))
  }

  private static func noNewsOfEvents(_ news: OtherNews, _ known: Set<SecurityID>) -> [Diagnostic] {
    guard let file = news.securities.first?.location.file,
      !news.securities.contains(where: { known.contains($0.security) })
    else { return [] }
    return [
      Diagnostic(
        .unknownSecurity, severity: .warning, at: SourceLocation(file: file),
        message: "no row of 'other_events' is about a security that has events or prices",
        help: "are its securities named as in the events file?")
    ]
  }

  private static func warnings(
    _ rows: Rows, _ known: Set<SecurityID>, _ wanted: Set<SecurityID>
  ) -> [Diagnostic] {
    warnings(
      rows.filter { !known.contains($0.security) }, among: wanted.subtracting(rows.map(\.security)),
      isOwnList: false)
  }

  /// A list of the study's own securities holds few others, and may have several rows of each.
  private static func warnings(
    ofNews rows: Rows, _ known: Set<SecurityID>, _ wanted: Set<SecurityID>
  ) -> [Diagnostic] {
    let unknown = rows.filter { !known.contains($0.security) }
    guard unknown.count * 2 <= rows.count else { return warnings(rows, known, wanted) }
    return warnings(unknown, among: wanted, isOwnList: true)
  }

  private static func warnings(
    _ unknown: Rows, among wanted: Set<SecurityID>, isOwnList: Bool
  ) -> [Diagnostic] {
    guard !unknown.isEmpty, !wanted.isEmpty else { return [] }
    let candidates = wanted.map(\.text).sorted()
    let plain = Dictionary(candidates.map { (SecurityNames.bare($0), $0) }) { first, _ in first }
    let shortest = isOwnList ? shortestOfOwn : Self.shortest
    let long = candidates.filter { $0.count >= shortest }
    // A file of so many others is about another universe, and no list of slips.
    var mayCompare = SecurityNames.mostSuggestions
    return unknown.compactMap { row in
      let name = row.security.text
      var meant =
        plain[SecurityNames.bare(name)] ?? SecurityNames.parts(name).lazy.compactMap { plain[$0] }.first
      if meant == nil, name.count >= shortest, mayCompare > 0 {
        mayCompare -= 1
        meant = NearestName.to(name, among: long).flatMap { isSlip(name, for: $0) ? $0 : nil }
      }
      guard let meant else { return nil }
      return Diagnostic(
        .unknownSecurity, severity: .warning, at: row.location,
        message: "'\(name)' has no prices in the study; is it '\(meant)'"
          + (isOwnList ? "?" : ", of which the file says nothing?"),
        help: "write '\(meant)' if it is; if not, there is nothing to do")
    }
  }

  /// Of short names `NVDIA` and `NDVA` for `NVDA`; another letter in the place of one (`INTU`, `INTC`) mostly makes
  /// another ticker.
  private static func isSlip(_ name: String, for meant: String) -> Bool {
    min(name.count, meant.count) >= shortest || name.count != meant.count
      || name.lowercased().sorted() == meant.lowercased().sorted()
  }
}
