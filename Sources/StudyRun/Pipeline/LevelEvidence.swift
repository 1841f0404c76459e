import CoreTypes
import DataInput

/// Why a factor is probably an index or a price, of which nobody meant the level: no value has another sign, the one in the
/// middle is more than 20 %, and half of them differ by less than a tenth from the one before.
struct LevelEvidence {
  private let factor: String
  private let median: Double
  private let count: Int

  private static let fewestRows = 20
  private static let largestReturn = 0.2
  private static let largestStep = 0.1

  /// nil where nothing speaks for levels.
  init?(_ column: [Double], called factor: String) {
    let values = column.filter(\.isFinite)
    guard values.count >= LevelEvidence.fewestRows, values.allSatisfy({ $0 > 0 }),
      let median = values.upperMedian
    else { return nil }
    let smooth = zip(values.dropFirst(), values).count { abs($0 / $1 - 1) < LevelEvidence.largestStep }
    guard median > LevelEvidence.largestReturn, smooth * 2 > values.count else { return nil }
    self.factor = factor
    self.median = median
    count = values.count
  }

  /// Of the columns that models need, but for the riskless rate.
  static func diagnostics(_ parts: [FactorFiles.Part], needed: [String]) -> [Diagnostic] {
    parts.flatMap { part in
      zip(part.table.names, part.table.columns).compactMap { name, column in
        guard needed.contains(name), name != FactorsFile.risklessRate else { return nil }
        return LevelEvidence(column, called: name)?.diagnostic(in: part.file)
      }
    }
  }

  private func diagnostic(in file: String) -> Diagnostic {
    Diagnostic(
      .factorLooksLikePrices, at: SourceLocation(file: file),
      message:
        "'\(factor)' is positive in all \(count) rows, with \(ShownNumber.text(median)) in the middle: prices or levels of an "
        + "index, expected returns in fractions",
      help:
        "give returns, or let the program make them of prices: factors: [{series: ...}] with a security of 'prices'"
    )
  }
}
