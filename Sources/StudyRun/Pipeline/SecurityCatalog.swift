import CoreTypes
import DataInput

/// What the study knows about one security: its prices and where it trades.
///
/// A class, though it never changes, because every event asks for it.
final class CatalogedSecurity: Sendable {
  let series: PriceSeries
  /// Index of its `prices` entry.
  let entry: Int
  /// The exchange that securities.csv or the entry names.
  let exchange: ExchangeID?
  let benchmark: SecurityID?
  let group: String?
  let currency: String?
  let record: SecurityAttributes?

  init(series: PriceSeries, entry: Int, _ choice: PriceEntry, record: SecurityAttributes?) {
    self.series = series
    self.entry = entry
    self.record = record
    exchange = record?.exchange ?? choice.exchange
    benchmark = record?.benchmark ?? choice.benchmark
    group = record?.group
    currency = record?.currency
  }
}

/// Every security with prices, by id: the `prices` entries with securities.csv over them.
struct SecurityCatalog: Sendable {
  private let securities: [SecurityID: CatalogedSecurity]
  /// Ids in their order.
  let identifiers: [SecurityID]
  /// For suggestions.
  let names: SecurityNames

  /// A security that two entries hold keeps the first one's prices; that is a diagnostic.
  init(_ inputs: StudyInputs, _ entries: [PriceEntry], diagnostics: inout [Diagnostic]) {
    let records = Dictionary(
      inputs.securities.map { ($0.security, $0) }, uniquingKeysWith: { first, _ in first })
    var securities: [SecurityID: CatalogedSecurity] = [:]
    for (index, seriesOfEntry) in inputs.prices.seriesBySource.enumerated() {
      for series in seriesOfEntry {
        if let first = securities[series.security] {
          diagnostics.append(.inTwoEntries(series, entries[index], first: first.series, entries[first.entry]))
          continue
        }
        securities[series.security] = CatalogedSecurity(
          series: series, entry: index, entries[index], record: records[series.security])
      }
    }
    self.securities = securities
    identifiers = securities.keys.sorted()
    names = SecurityNames(seen: inputs.prices.securitiesSeen)
  }

  subscript(_ id: SecurityID) -> CatalogedSecurity? { securities[id] }
}

extension Diagnostic {
  fileprivate static func inTwoEntries(
    _ series: PriceSeries, _ entry: PriceEntry, first: PriceSeries, _ firstEntry: PriceEntry
  ) -> Diagnostic {
    // Both may name the same file; what was given on the command line stands nowhere.
    let places = [firstEntry, entry].compactMap(\.location).filter { $0.line != nil }.map(\.text)
    let entries = places.count == 2 ? "'prices' entries (\(places[0]) and \(places[1]))" : "'prices' entries"
    return Diagnostic(
      .securityDuplicated, at: SourceLocation(file: series.files[0]), security: series.security,
      message: "'\(series.security)' has prices in two \(entries); those of the first, in \(first.files[0]), "
        + "are used",
      help: "let one entry hold the security, or give one of them another id")
  }
}
