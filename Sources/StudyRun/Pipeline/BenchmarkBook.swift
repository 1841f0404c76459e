import CoreTypes
import DataInput

/// What a benchmark's name stands for: a security, a portfolio of the study file, or a weighted list.
///
/// In that order: a portfolio of the study wins over a security of the same id, and a name that is the id of a security
/// is never taken apart. A list has spaces between its members, each perhaps with a weight after its last colon:
/// `AAA:0.6 BBB:0.4`, or `AAA BBB` for equal weights. Only the weights' ratios count.
struct BenchmarkBook: Sendable {
  /// A member of a portfolio with its weight, greater than 0.
  struct Component: Sendable, Equatable {
    let security: SecurityID
    let weight: Double
  }

  private let portfolios: [SecurityID: PortfolioChoice]

  init(_ portfolios: [PortfolioChoice]) {
    self.portfolios = Dictionary(portfolios.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Every security that the name may stand for, so that its prices are kept.
  func candidates(of benchmark: SecurityID) -> [SecurityID] {
    if let portfolio = portfolios[benchmark] { return portfolio.members.map(\.security) }
    let words = benchmark.text.split(separator: " ").map(String.init)
    return [benchmark]
      + words.flatMap { word in
        [SecurityID(word)] + (Self.weighted(word).map { [$0.security] } ?? [])
      }
  }

  /// The members of a benchmark as one security meets it (nil = all of them); one of weight 1 for a single security. Throws what
  /// is wrong with a list.
  func components(
    of benchmark: SecurityID, for security: SecurityID?, isKnown: (SecurityID) -> Bool
  ) throws(ListFault) -> [Component] {
    if let portfolio = portfolios[benchmark] {
      let keeps = portfolio.excludesEventSecurity != true
      return portfolio.members.filter { keeps || $0.security != security }
    }
    let alone = [Component(security: benchmark, weight: 1)]
    if isKnown(benchmark) { return alone }
    let words = benchmark.text.split(separator: " ").map(String.init)
    guard words.count > 1 || Self.weighted(words.first ?? "") != nil else { return alone }
    let parts = words.map {
      isKnown(SecurityID($0)) ? Part(security: SecurityID($0), weight: nil) : Self.part($0)
    }
    let weights = parts.compactMap(\.weight)
    guard weights.isEmpty || weights.count == parts.count else { throw ListFault.someWithoutWeight }
    guard weights.allSatisfy({ $0 > 0 && $0.isFinite }) else { throw ListFault.weightNotPositive }
    guard Set(parts.map(\.security)).count == parts.count else { throw ListFault.memberTwice }
    return parts.map { Component(security: $0.security, weight: $0.weight ?? 1) }
  }

  /// The study's file says of the portfolio that it keeps an event's own security; of a list nobody can.
  func keepsKnowingly(_ benchmark: SecurityID) -> Bool {
    portfolios[benchmark]?.excludesEventSecurity == false
  }

  /// The portfolio leaves out this security when it is the event's own.
  func excludes(_ security: SecurityID, from benchmark: SecurityID) -> Bool {
    guard let portfolio = portfolios[benchmark], portfolio.excludesEventSecurity == true else { return false }
    return portfolio.members.contains { $0.security == security }
  }

  /// A word of a list.
  private struct Part {
    let security: SecurityID
    let weight: Double?
  }

  private static func part(_ word: String) -> Part {
    weighted(word).map { Part(security: $0.security, weight: $0.weight) }
      ?? Part(security: SecurityID(word), weight: nil)
  }

  /// `AAA:0.5`; nil without a number after the last colon.
  private static func weighted(_ word: String) -> Component? {
    guard let colon = word.lastIndex(of: ":"), colon > word.startIndex else { return nil }
    let number = word[word.index(after: colon)...]
    let isNegative = number.hasPrefix("-")
    guard let weight = PortfolioChoice.weight(number.dropFirst(isNegative ? 1 : 0)) else { return nil }
    return Component(security: SecurityID(String(word[..<colon])), weight: isNegative ? -weight : weight)
  }

  /// What keeps a list of members from being a portfolio.
  enum ListFault: Error {
    case someWithoutWeight, weightNotPositive, memberTwice

    var text: String {
      switch self {
      case .someWithoutWeight: "gives some of its members a weight and others none"
      case .weightNotPositive: "has a weight that is not greater than 0"
      case .memberTwice: "names a member twice"
      }
    }
  }
}

/// A portfolio that the study file defines.
package struct PortfolioChoice: Sendable {
  /// What `benchmark` says.
  package var id: SecurityID
  /// Members and weights; equal weights are 1.
  var members: [BenchmarkBook.Component]
  /// An event's own security is left out of the portfolio that it is compared with.
  /// nil = the study does not say so, and it stays in.
  package var excludesEventSecurity: Bool?
  /// Where its id and its members stand in the study file, for messages.
  var location: SourceLocation?
  var membersLocation: SourceLocation?

  /// A plain decimal number such as `0.25`; nil for anything else.
  static func weight(_ text: some StringProtocol) -> Double? {
    text.isDigitsAndPoints ? Double(text) : nil
  }
}
