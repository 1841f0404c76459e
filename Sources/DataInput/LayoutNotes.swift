import CoreTypes

/// What is said where a file tells where its header stands and how its dates and numbers are written, and where it
/// leaves that open.
extension Diagnostic {
  static func headerBelowOtherLines(at location: SourceLocation, _ header: String) -> Diagnostic {
    Diagnostic(
      .headerBelowOtherLines, at: location,
      message: "this line is taken for the header; the lines before it are left aside",
      help: "there is nothing to do if they are titles or remarks", excerpt: header)
  }

  static func datesFound(
    _ format: DateFormat, proof: String, remark: String = "", at location: SourceLocation, _ key: StudyKey
  ) -> Diagnostic {
    Diagnostic(
      .dateFormatDetected, at: location,
      message:
        "dates are read as \(format.pattern), the only way to read \(FieldText.quoted(proof))\(remark)",
      help: "\(key.saying(dates: format.pattern, of: location.file)) says so for good")
  }

  /// - Parameter outcome: what becomes of the file.
  static func datesUndecided(
    _ formats: [DateFormat], _ first: String, rows: Int, outcome: String, at location: SourceLocation,
    _ key: StudyKey
  ) -> Diagnostic {
    let names = formats.map(\.pattern)
    // Only the day and the month may be exchanged.
    let isOrder = names.allSatisfy { $0.hasSuffix("Y") }
    return Diagnostic(
      .dateUnreadable, at: location,
      message:
        "dates such as \(FieldText.quoted(first)) are \(names.joined(separator: " or ")), and "
        + "\(isOrder ? "no day above 12" : "nothing") in \(rows.counted("row", "rows")) says which; \(outcome)",
      help: "say which: "
        + names.map { key.saying(dates: $0, of: location.file) }.joined(separator: " or "))
  }

  static func centuryOpen(
    _ format: DateFormat, _ text: String, outcome: String, at location: SourceLocation, _ key: StudyKey
  ) -> Diagnostic {
    Diagnostic(
      .dateUnreadable, at: location,
      message:
        "dates are \(format.pattern), and \(FieldText.quoted(text)) may be of this century or the last; \(outcome)",
      help:
        "write the years with four digits, or say \(key.saying(dates: format.pattern, of: location.file)) "
        + "where they are 1969 to 2068")
  }

  static func numbersFound(
    _ evidence: NumberEvidence, in file: String, markIsComma: Bool, _ key: StudyKey
  ) -> Diagnostic {
    let mark = evidence.decimalMark == UInt8(ascii: ",") ? "comma" : "point"
    let marks =
      [evidence.hasThousands ? "thousands separators" : nil, evidence.hasCurrency ? "a currency sign" : nil]
      .compactMap(\.self).map { " and \($0)" }.joined()
    return Diagnostic(
      .numberFormatDetected, at: SourceLocation(file: file, line: evidence.line),
      message:
        "numbers are read with a decimal \(mark)\(marks), the only way to read "
        + FieldText.quoted(evidence.proof),
      help: mark == "comma" && !markIsComma
        ? "\(key.sayingDecimalComma(of: file)) says so for good"
        : "there is nothing to do; plain numbers are read faster")
  }
}
