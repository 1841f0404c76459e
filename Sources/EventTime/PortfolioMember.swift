/// A security of a benchmark portfolio, on the sessions of the event security's calendar.
package struct PortfolioMember: Sendable {
  package let returns: BenchmarkReturns
  /// Greater than 0; only the weights' ratios count.
  package let weight: Double

  package init(_ returns: BenchmarkReturns, weight: Double) {
    self.returns = returns
    self.weight = weight
  }
}

extension [PortfolioMember] {
  /// The return of the weighted members bought at the close of session `first` and held to that of `last`, and how
  /// many of them have one. NaN for none; that of a member which is alone, to the last digit.
  func heldReturn(from first: Int, to last: Int) -> (value: Double, present: Int) {
    var (gross, weights) = (0.0, 0.0)
    var (present, found) = (0, Double.nan)
    for member in self {
      let value = member.returns.over(from: first, to: last)
      guard !value.isNaN else { continue }
      found = value
      gross += member.weight * member.returns.returnKind.gross(value)
      weights += member.weight
      present += 1
    }
    guard let kind = self.first?.returns.returnKind, present > 1 else { return (found, present) }
    return (kind.change(from: 1, to: gross / weights), present)
  }
}
