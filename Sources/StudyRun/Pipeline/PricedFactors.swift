import CoreTypes
import DataInput
import EventTime

/// A factor that is no column of a file: the return of a security or portfolio of the study, over the same interval as that
/// of the event's security. The market and an industry index make the usual model of litigation.
package struct FactorSeries: Sendable {
  /// What models call it.
  let name: String
  /// A security of the price files, or a portfolio.
  let id: SecurityID
  let location: SourceLocation?
}

/// The factors made of prices, as each event security meets them.
struct PricedFactors: Sendable {
  private let series: [FactorSeries]
  private let table: BenchmarkTable

  /// - Parameters:
  ///   - securities: those of the events.
  ///   - trades: these, and what the factors are made of, each on its own exchange.
  init(
    _ series: [FactorSeries], for securities: [SecurityID], book: BenchmarkBook, catalog: SecurityCatalog,
    trades: [SecurityID: TradedSeries], returnKind: ReturnKind
  ) {
    self.series = series
    let pairs = series.flatMap { factor in
      securities.map { BenchmarkTable.Pair(benchmark: factor.id, security: $0) }
    }
    table = BenchmarkTable(pairs, book: book, catalog: catalog, trades: trades, returnKind: returnKind)
  }

  var names: [String] { series.map(\.name) }

  /// As `security` meets them; nil = a factor has no returns, such as a portfolio of nobody else.
  func returns(for security: SecurityID) -> [(name: String, returns: BenchmarkReturns?)] {
    series.map { factor in
      let pair = BenchmarkTable.Pair(benchmark: factor.id, security: security)
      return (factor.name, table.meeting(of: pair)?.returns)
    }
  }

  /// The securities that these are made of.
  var members: Set<SecurityID> { table.members.values.reduce(into: []) { $0.formUnion($1) } }

  /// The same as one security meets them.
  func members(for security: SecurityID) -> [SecurityID] {
    series.flatMap {
      table.meeting(of: BenchmarkTable.Pair(benchmark: $0.id, security: security))?.members ?? []
    }
  }

  /// Throws where no price file holds a factor or a member of it.
  static func check(
    _ series: [FactorSeries], _ book: BenchmarkBook, _ catalog: SecurityCatalog
  ) throws(RunFailure) {
    for factor in series {
      let members: [SecurityID]
      do {
        members = try book.components(of: factor.id, for: nil) { catalog[$0] != nil }.map(\.security)
      } catch {
        throw RunFailure(
          .unusable, "the factor '\(factor.id)' \(error.text)",
          help: "write members with spaces between them, such as AAA:0.6 BBB:0.4", at: factor.location)
      }
      guard let unknown = members.first(where: { catalog[$0] == nil }) else { continue }
      let member = unknown == factor.id ? "" : ", a member of '\(factor.id)'"
      throw RunFailure(
        .unusable, "no price file holds the factor '\(unknown)'\(member)",
        help: catalog.names.nearest(to: [unknown])[unknown]?.help(otherwise: BenchmarkNaming.addition)
          ?? BenchmarkNaming.addition,
        at: factor.location)
    }
  }
}
