import CoreTypes

/// The ids of all securities in the price files, of those too that no event needs: what a misspelled id may mean.
struct SecurityNames: Sendable {
  /// More misspelled ids than that are not spelled wrong but from elsewhere.
  static let mostSuggestions = 100

  /// By `prices` entry.
  let seen: [[SecurityID]]

  func hold(_ security: SecurityID) -> Bool { seen.contains { $0.contains(security) } }

  /// For each of the first unknown ids the one that is most like it: the same letters and digits but for their case, leading
  /// zeros and an exchange before or behind a point, or the fewest slips of the finger. Goes through all names once.
  func nearest(to unknown: [SecurityID]) -> [SecurityID: String] {
    guard !unknown.isEmpty else { return [:] }
    let names = Set(seen.joined().map(\.text)).sorted()
    let alike = Dictionary(names.map { (Self.bare($0), $0) }) { first, _ in first }
    // A part that several names have, such as an exchange, tells none of them.
    let ofParts = Dictionary(names.flatMap { name in Self.parts(name).map { ($0, Optional(name)) } }) {
      _, _ in nil
    }
    .compactMapValues { $0 }
    var nearest: [SecurityID: String] = [:]
    for id in unknown.prefix(Self.mostSuggestions) {
      let parts = Self.parts(id.text)
      nearest[id] =
        alike[Self.bare(id.text)] ?? parts.lazy.compactMap { alike[$0] }.first
        ?? parts.lazy.compactMap { ofParts[$0] }.first ?? NearestName.to(id.text, among: names)
    }
    return nearest
  }

  /// Letters and digits alone, in lower case and without leading zeros: `AMBA.US` and `sz.002415` keep their parts.
  static func bare(_ name: some StringProtocol) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber }.drop { $0 == "0" })
  }

  /// What stands between a name's points, bare: `amba` and `us` of `AMBA.US`, `sz` and `2415` of `sz.002415`.
  private static func parts(_ name: String) -> [String] { name.split(separator: ".").map(bare) }
}
