import CoreTypes

extension PriceFault {
  /// The row says that the security traded that day, and its price cannot be used: a number that is none or no price, two
  /// rows that contradict each other, no adjusted close beside a close, or no close beside a volume. An empty close, or one of
  /// 0, without a volume is how some vendors write a day without a trade.
  func isRefusedTrade(_ plan: PriceFilePlan, _ source: SourceRow?) -> Bool {
    switch kind {
    case .negative, .notANumber, .belowMinusOne, .aboveLargest, .dayContradicted: true
    case .missing, .zero:
      hasClose(plan, source) || hasVolume(plan, source)
    case .otherNotANumber, .dateUnreadable, .dateMissing, .securityMissing, .securityNotUTF8,
      .fieldCount, .rangeInconsistent, .dayRepeated, .returnMissing, .returnsContradicted, .outOfOrder,
      .daysSwapped, .instantSkipped, .instantRepeated, .zoneUnknown, .grouped, .grammar:
      false
    }
  }

  /// It is about the adjusted close, beside a close that is a price.
  private func hasClose(_ plan: PriceFilePlan, _ source: SourceRow?) -> Bool {
    guard field < plan.roles.count, plan.roles[field] == .adjustedClose,
      let close = plan.roles.firstIndex(of: .close), let text = source?.text(ofField: close)
    else { return false }
    return NumberScan.number(text, decimalMark: plan.decimalMark).map { $0 > 0 } ?? false
  }

  /// The row has a volume above 0, whichever way it is written: `5001800`, `5,001,800`, `5.0M`.
  private func hasVolume(_ plan: PriceFilePlan, _ source: SourceRow?) -> Bool {
    guard let column = plan.roles.firstIndex(of: .volume), let text = source?.text(ofField: column) else {
      return false
    }
    return !text.hasPrefix("-") && text.utf8.contains { UInt8(ascii: "1")...UInt8(ascii: "9") ~= $0 }
  }

  /// `source` is the row it is about, `nil` where it could not be read again.
  func diagnostic(in input: InputFile, plan: PriceFilePlan, source: SourceRow?) -> Diagnostic {
    let place = source?.place(ofField: field)
    let below = place?.lineBelow ?? 0
    let role = field < plan.roles.count ? plan.roles[field] : .ignored
    // A number is quoted as the file writes it.
    let asWritten = FieldText.quoted(source?.text(ofField: field) ?? detail)
    let (id, severity, message, help) =
      isHeader(plan) ? headerText(plan, source) : text(plan, role, asWritten)
    var diagnostic = Diagnostic(
      id, severity: severity,
      at: SourceLocation(file: input.name, line: Int(line) + below, column: place?.column),
      security: security.map { SecurityID($0) }, message: message, help: help, excerpt: source?.line(below))
    diagnostic.date = day.map { CalendarDate(dayNumber: $0) }
    diagnostic.refusedRows = refusedRows
    return diagnostic
  }

  private func text(
    _ plan: PriceFilePlan, _ role: PriceColumnRole, _ asWritten: String
  ) -> (DiagnosticID, Severity?, message: String, help: String) {
    switch kind {
    case .negative, .zero:
      return (
        .priceNotPositive, nil, "\(role.word) must be greater than 0, found \(asWritten)",
        (role == .divisor || role == .factor ? "correct it" : "correct the price or leave the field empty")
          + "; the row is left out"
      )
    case .notANumber:
      return (
        .priceNotANumber, nil, "\(role.word) must be a number, found \(found)",
        numberHelp(plan) + "; the row is left out"
      )
    case .otherNotANumber:
      return (
        .priceNotANumber, .warning, "\(role.word) must be a number, found \(found)",
        numberHelp(plan) + "; the row is used without it"
      )
    case .missing:
      return (
        .priceMissing, nil, "\(role.word) is missing",
        "fill it in, or remove the row if there was no trade; the row is left out"
      )
    case .belowMinusOne, .aboveLargest: return returnText(plan, asWritten)
    case .grouped: return groupedText(asWritten)
    case .instantSkipped, .instantRepeated, .zoneUnknown: return clockText
    case .dateUnreadable, .dateMissing, .securityMissing, .securityNotUTF8, .fieldCount:
      return shapeText(plan)
    case .rangeInconsistent, .dayRepeated, .dayContradicted, .returnMissing, .returnsContradicted,
      .outOfOrder, .daysSwapped:
      return seriesText(plan)
    case .grammar: preconditionFailure("what libcsv finds has messages of its own")
    }
  }

  /// What was found, as messages quote it; some kinds have a whole sentence in its place.
  private var found: String { FieldText.quoted(detail) }

  /// What is wrong with the fields of a row: its date, its security, or how many there are.
  private func shapeText(
    _ plan: PriceFilePlan
  ) -> (DiagnosticID, Severity?, message: String, help: String) {
    let expected = plan.dates.expected
    switch kind {
    case .dateMissing where plan.intraday != nil, .dateUnreadable where plan.intraday != nil:
      return instantText(plan, found)
    case .dateMissing:
      return (
        .dateUnreadable, nil, "the date is missing", "fill it in, or remove the row; the row is left out"
      )
    case .dateUnreadable:
      return (
        .dateUnreadable, nil,
        "expected a date as \(expected), found \(found)\(isOtherNotation ? ", which is written in another way" : "")",
        dateHelp + "; the row is left out"
      )
    case .securityMissing:
      return (
        .unknownSecurity, nil, "the row names no security",
        "fill in the column '\(plan.opening.header[field])'; the row is left out"
      )
    case .securityNotUTF8:
      return (
        .encodingNotUTF8, nil, "the security is not UTF-8 text, found \(found)",
        TextEncodings.help(likely: plan.opening.likelyEncoding) + "; the row is left out"
      )
    case .fieldCount where isAtOpenEnd && Int(detail).map { $0 < plan.roles.count } ?? false:
      return (
        .fieldCountDiffers, nil,
        "expected \(plan.roles.count) fields as in the header, found \(detail), and the file ends there without a line break",
        "fetch the file again, which is probably cut off; the row is left out"
      )
    default:
      return (
        .fieldCountDiffers, nil, "expected \(plan.roles.count) fields as in the header, found \(detail)",
        "put fields that hold the delimiter in quotes, or add what is missing; the row is left out"
      )
    }
  }

  /// What is wrong only beside other rows or columns: `detail` says it.
  private func seriesText(
    _ plan: PriceFilePlan
  ) -> (DiagnosticID, Severity?, message: String, help: String) {
    switch kind {
    case .rangeInconsistent:
      return (
        .priceRangeInconsistent, nil, detail, "check the row against its source; the row is used as it is"
      )
    case .dayRepeated:
      return (
        plan.intraday == nil ? .priceDayDuplicated : .barDuplicated, .warning, detail,
        "remove the repeated row; the first one is used"
      )
    case .outOfOrder:
      return (
        .dateOutOfOrder, nil, detail,
        "correct the date if it is mistyped; the row counts for the day that it names"
      )
    case .daysSwapped:
      return (
        .dateOutOfOrder, .error, detail,
        "write the file again with the dates as they were, as YYYY-MM-DD; no row of the security is used"
      )
    case .returnsContradicted:
      return (
        .returnContradictsPrices, nil, detail,
        "check which columns hold returns and closes and in which unit; `returns_from: prices` leaves the returns aside"
      )
    case .returnMissing:
      return (
        .returnMissing, nil, detail,
        "look up the return; until then it is made from the prices, which know no dividends and splits"
      )
    default:
      return (
        plan.intraday == nil ? .priceDayDuplicated : .barDuplicated, .error, detail,
        "remove the rows that are wrong; no row of this \(plan.intraday == nil ? "day" : "instant") is used, "
          + "since nothing says which is right\(repeatedRowsHelp(plan))"
      )
    }
  }

  /// What many rows of one day may be instead.
  private func repeatedRowsHelp(_ plan: PriceFilePlan) -> String {
    if plan.intraday == nil, plan.hasTimesOfDay {
      return "; prices of moments within a day are no daily prices: name the file under `intraday:`"
    }
    return plan.likelySecurityColumn.map {
      "; where the column '\($0)' says whose price it is, \(plan.naming(securityColumn: $0))"
    } ?? ""
  }

  /// The header's name of the column stands where a date should.
  private func isHeader(_ plan: PriceFilePlan) -> Bool {
    kind == .dateUnreadable && plan.intraday == nil
      && detail.lowercased() == plan.opening.header[field].lowercased()
  }

  /// The same header once more is harmless; one of another order means that the rows below it are read wrongly.
  private func headerText(
    _ plan: PriceFilePlan, _ source: SourceRow?
  ) -> (DiagnosticID, Severity?, message: String, help: String) {
    let isSame = plan.opening.header.indices.allSatisfy { column in
      source.map { $0.text(ofField: column)?.lowercased() == plan.opening.header[column].lowercased() }
        ?? true
    }
    return isSame
      ? (
        .dateUnreadable, .warning, "the header line is repeated here",
        "remove it where files are put together; nothing is lost"
      )
      : (
        .dateUnreadable, .error,
        "another header line stands here, and the rows below it are read by the first one",
        "make two files of it, each with its own header line"
      )
  }

  /// It is a date, but not as the study says or the file's first rows have it.
  private var isOtherNotation: Bool { !DatePatterns.reading(detail).isEmpty }

  private var dateHelp: String {
    let parts = detail.split { !$0.isNumber }
    if parts.isEmpty { return "remove the row if it is a total or a remark, otherwise fill in its date" }
    let isShort = parts.count == 3 && parts.allSatisfy { $0.count <= 2 }
    return StudyKey.prices.help(forDate: detail, in: "", isKnown: false)
      + (isShort ? "; years of two digits are 1969 to 2068" : "")
      + (isOtherNotation ? "; dates as YYYY-MM-DD are read beside it" : "")
  }
}
