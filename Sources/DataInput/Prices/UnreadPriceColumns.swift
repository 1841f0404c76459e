import CoreTypes

/// Columns of a price file that nobody reads although returns depend on what they seem to be.
extension PriceHeader {
  /// Returns would quietly be made without the vendor's own, or without what adjusts prices for splits and dividends, where
  /// the name of its column is nearly right.
  mutating func reportUnread(_ format: PriceFileFormat, _ columns: PriceColumns) {
    if case .usualNames = format.header, let close = columns.close { reportUnusual(close: close) }
    if let name = names.first(where: { $0.uppercased() == PriceFileFormat.delistingReturns }),
      !columns.names.contains(name)
    {
      warn(
        "the delisting returns of \(FieldText.quoted(name)) are not read from a price file",
        help: "give them as `delisting_return` (and `delisting_date`) in the study's `securities` file")
    }
    if source.returnsFrom == nil, columns.returnColumn == nil, let wanted = format.columns.returnColumn,
      let name = nearest(to: wanted, besides: columns)
    {
      warn(
        "is \(FieldText.quoted(name)) the return '\(wanted)'? Returns are made from "
          + FieldText.quoted(columns.close ?? ""),
        help: help(format, name))
    }
    guard source.basis != .close else { return }
    if columns.adjustedClose == nil {
      reportLikelyAdjustedClose(
        close: columns.close,
        help:
          "if it is, `columns: {date: ..., close: ..., adjusted_close: ...}` names it; if not, say `price: close`"
      )
    }
    if columns.factor == nil, let wanted = format.columns.factor,
      let name = nearest(to: wanted, besides: columns)
    {
      warn(
        "is \(FieldText.quoted(name)) the return factor '\(wanted)'? Returns are made without it",
        help: "if it is, call it '\(wanted)' in the header line; if not, there is nothing to do")
    }
  }

  /// The one column beside the dates, whatever it holds. That of the file's or the security's own name tells what it is.
  private mutating func reportUnusual(close: String) {
    let known = [source.security, InputFile(path: file, name: file).stem].compactMap { $0?.lowercased() }
    guard PriceFileFormat.isUnusual(close: close), names.count == 2, !known.contains(close.lowercased())
    else { return }
    diagnostics.append(
      Diagnostic(
        .unknownColumn, severity: .note, at: location,
        message: "\(FieldText.quoted(close)) is taken for the close: it is the only column beside the dates",
        help: "if it holds no prices, take the file out of the study; if it does, there is nothing to do",
        excerpt: excerpt))
  }

  /// Returns would quietly be made from prices with the jumps of splits and dividends.
  mutating func reportLikelyAdjustedClose(close: String?, help: String) {
    guard let close, let name = PriceFileFormat.likelyAdjustedClose(in: names), name != close else { return }
    warn(
      "is \(FieldText.quoted(name)) the adjusted close? Returns are made from \(FieldText.quoted(close))",
      help: help)
  }

  /// The header lacks nothing of a vendor's but its returns, and a name is nearly theirs: the vendor's format was missed by a
  /// slip of the finger.
  ///
  /// Returns whether there was one.
  mutating func reportNearlyAnother(_ columns: PriceColumns) -> Bool {
    guard source.returnsFrom == nil, columns.returnColumn == nil, let close = columns.close else {
      return false
    }
    for format in PriceFileFormats.all {
      guard let wanted = format.columns.returnColumn, format.missing(from: names) == [wanted],
        hasColumns(of: format, besides: columns), let name = nearest(to: wanted, besides: columns)
      else { continue }
      warn(
        "is \(FieldText.quoted(name)) the return '\(wanted)' of format \(format.id)? Returns are made from "
          + FieldText.quoted(close),
        help: help(format, name))
      return true
    }
    return false
  }

  /// Nearly all files have a date and a close: of a format that needs no more some other column must be there.
  private func hasColumns(of format: PriceFileFormat, besides columns: PriceColumns) -> Bool {
    if format.missing(from: ["date", "close"]).count > 1 { return true }
    let shown = Set(format.headerLines.flatMap { $0.split(separator: ",").map(String.init) })
    return names.contains { shown.contains($0) && !columns.names.contains($0) }
  }

  /// What vendors call returns of a day, letters alone.
  private static let namesOfReturns: Set = ["pchange", "pctchg", "pctchange", "changepct", "chgpct"]

  /// Prices that nothing adjusts, beside a column that has the name of a vendor's returns.
  mutating func reportLikelyReturns(_ columns: PriceColumns) {
    guard source.returnsFrom == nil, source.basis != .close, columns.returnColumn == nil,
      columns.adjustedClose == nil, let close = columns.close,
      let name = names.first(where: {
        PriceHeader.namesOfReturns.contains($0.lowercased().filter(\.isLetter))
          || ReturnTitles.isLogReturn($0)
      })
    else { return }
    let isLog = ReturnTitles.isLogReturn(name)
    warn(
      "is \(FieldText.quoted(name)) the day's \(isLog ? "log return" : "return")? Returns are made from \(FieldText.quoted(close))",
      help:
        "if it is, say `columns: {date: ..., close: ..., return: \(YAMLText.quoted(name))}`, with "
        + (isLog ? "`returns_in: log`" : "`returns_in: percent` where it is one")
        + "; if not, say `returns_from: prices`")
  }

  private func help(_ format: PriceFileFormat, _ returns: String) -> String {
    "if it is, say `format: \(format.id), columns: {return: \(YAMLText.quoted(returns))}`; if not, say `returns_from: prices`"
  }

  /// `returns_from: column` in a file without one.
  mutating func reportNoReturns(_ format: String) {
    if format == PriceFileFormat.wide.id {
      return refuse(
        "`returns_from: column` asks for returns, and the values of a file with a column a security are taken for prices",
        help:
          "say `returns_in: fraction` (or percent, log, log-percent) if they are returns, or take `returns_from` away"
      )
    }
    let own = PriceFileFormats.format(id: format)?.columns.returnColumn
    let nearest = NearestName.to(own ?? "return", among: names).map { "did you mean '\($0)'? " } ?? ""
    refuse(
      "`returns_from: column` asks for returns, and "
        + (own.map { "there is no column '\($0)'" } ?? "no column of them is known"),
      help: "\(nearest)name it with `columns: {return: ...}`, or take `returns_from` away; \(theHeaderHas)")
  }

  /// `returns_in` in a file without returns.
  mutating func reportNoReturnsIn(_ value: PriceColumnRole, _ roles: [PriceColumnRole]) {
    guard source.returnsIn != nil, source.returnsFrom != .prices, !roles.contains(.returns),
      let price = roles.firstIndex(of: value).map({ names[$0] })
    else { return }
    warn(
      "`returns_in` says how returns are written, and no column of them is known: returns are made from "
        + FieldText.quoted(price),
      help: "name it with `columns: {date: ..., return: ...}`, or take `returns_in` away")
  }

  /// `returns_from: prices` in a file without any.
  mutating func reportNoPrices() {
    refuse(
      "`returns_from: prices` asks for prices, and no column of them is known",
      help: "name it with `columns: {close: ...}`, or take `returns_from` away; \(theHeaderHas)")
  }

  private mutating func refuse(_ request: String, help: String) {
    diagnostics.append(
      Diagnostic(
        .unknownColumn, at: location,
        message: "\(request), so no row of the file can be used", help: help, excerpt: excerpt))
  }

  private mutating func warn(_ message: String, help: String) {
    diagnostics.append(
      Diagnostic(
        .unknownColumn, severity: .warning, at: location, message: message, help: help, excerpt: excerpt))
  }

  /// Of the columns that have no meaning yet: also `trfd (USD)`.
  private func nearest(to wanted: String, besides columns: PriceColumns) -> String? {
    let others = names.filter { !columns.names.contains($0) }
    return NearestName.to(wanted, among: others)
      ?? others.first { name in
        name.lowercased().hasPrefix(wanted.lowercased())
          && name.dropFirst(wanted.count).first.map { !$0.isLetter && !$0.isNumber } ?? false
      }
  }
}
