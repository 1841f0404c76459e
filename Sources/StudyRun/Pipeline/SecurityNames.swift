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
  func nearest(to unknown: [SecurityID]) -> [SecurityID: Meant] {
    guard !unknown.isEmpty else { return [:] }
    let names = Set(seen.joined().map(\.text)).sorted()
    let alike = Dictionary(names.map { (Self.bare($0), $0) }) { first, _ in first }
    // A part that several names have, such as an exchange, tells none of them.
    let ofParts = Dictionary(names.flatMap { name in Self.parts(name).map { ($0, Optional(name)) } }) {
      _, _ in nil
    }
    .compactMapValues { $0 }
    var nearest: [SecurityID: Meant] = [:]
    for id in unknown.prefix(Self.mostSuggestions) {
      let parts = Self.parts(id.text)
      let same =
        alike[Self.bare(id.text)] ?? parts.lazy.compactMap { alike[$0] }.first
        ?? parts.lazy.compactMap { ofParts[$0] }.first
      nearest[id] =
        same.map { Meant(name: $0, isSame: true) }
        ?? NearestName.to(id.text, among: names).map { Meant(name: $0, isSame: false) }
    }
    return nearest
  }

  /// What an unknown id probably means.
  struct Meant: Equatable {
    let name: String
    /// It differs in how securities are written only. Otherwise it may be another one: tickers are short and much alike.
    let isSame: Bool

    /// - Parameter otherwise: what to do where it is another security.
    func help(otherwise: String) -> String {
      isSame ? "did you mean '\(name)'?" : "\(otherwise); or is '\(name)' meant?"
    }
  }

  /// Letters and digits alone, in lower case and without leading zeros: `AMBA.US` and `sz.002415` keep their parts.
  static func bare(_ name: some StringProtocol) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber }.drop { $0 == "0" })
  }

  /// The words of a file's name, bare.
  static func words(_ name: String) -> [String] {
    name.split { !$0.isLetter && !$0.isNumber }.map(bare)
  }

  /// What stands between a name's points, bare: `amba` and `us` of `AMBA.US`, `sz` and `2415` of `sz.002415`.
  static func parts(_ name: String) -> [String] { name.split(separator: ".").map(bare) }
}
