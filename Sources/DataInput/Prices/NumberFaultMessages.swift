import CoreTypes

/// What is said of numbers that are not written like the others of their file.
extension PriceFault {
  func numberHelp(_ plan: PriceFilePlan) -> String {
    let comma = UInt8(ascii: ",")
    let isComma = plan.decimalMark == comma
    let unsigned = MarkedNumber.unsigned(detail, separator: comma).number
    if NumberScan.number(unsigned, decimalMark: plan.decimalMark) != nil {
      return "write it without the currency sign, as the other numbers of the file"
    }
    if !isComma, detail.contains(","), !detail.contains(".") {
      return
        "write it without thousands separators, or say \(plan.key.sayingDecimalComma(of: "")) if the comma "
        + "marks the decimals"
    }
    if !isComma, detail.contains(",") {
      return "write it without thousands separators, as the other numbers of the file"
    }
    if isComma, detail.contains(".") {
      return "write it without thousands separators, and the decimals after a comma"
    }
    return "write a plain decimal number, such as \(isComma ? "12,34" : "12.34")"
  }

  /// A number that is read all the same; `detail` is what it comes to.
  func groupedText(
    _ asWritten: String
  ) -> (DiagnosticID, Severity?, message: String, help: String) {
    (
      .numberFormatDetected, nil,
      "\(asWritten) among numbers without thousands separators is read as \(detail), the only way to read it",
      "there is nothing to do; plain numbers are read faster"
    )
  }
}
