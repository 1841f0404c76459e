import CoreTypes

extension PriceFault {
  /// A ready-made return that is none: `asWritten` is the number in the file, in the unit that the file has it in.
  func returnText(
    _ plan: PriceFilePlan, _ asWritten: String
  ) -> (DiagnosticID, Severity?, message: String, help: String) {
    let isPercent = plan.traits.returns.divisor == 100
    if kind == .belowMinusOne {
      return (
        .returnBelowMinusOne, nil,
        "a return cannot be below \(isPercent ? "-100 %" : "-1 (-100 %)"), found \(asWritten)",
        isPercent
          ? "correct the return; the row is left out"
          : "give returns as fractions, such as -0.05 for a fall of 5 %, or set `returns_in: percent`; the row is "
            + "left out"
      )
    }
    return plan.traits.returns.isLog
      ? logText(asWritten, isPercent)
      : (
        .returnAboveLargest, nil,
        "a return cannot be above \(isPercent ? "100,000 %" : "1000 (100,000 %)"), found \(asWritten)",
        "check that the column holds returns; the row is left out"
      )
  }

  /// The logarithm of 1001 is 6.909.
  private func logText(
    _ asWritten: String, _ isPercent: Bool
  ) -> (DiagnosticID, Severity?, message: String, help: String) {
    let help = "check that the column holds returns"
    return (
      .returnAboveLargest, nil,
      "a log return cannot be above \(isPercent ? "690.9 %" : "6.909") (a gain of 100,000 %), found \(asWritten)",
      (isPercent ? help : help + ", and set `returns_in: log-percent` if they are percents")
        + "; the row is left out"
    )
  }
}
