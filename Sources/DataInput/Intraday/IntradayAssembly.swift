import CoreTypes

/// The chunks of one `intraday` entry put together: one series a security, whatever files, chunks and order its
/// rows lie in.
struct IntradayAssembly {
  private(set) var series: [IntradaySeries] = []
  /// Instants that one security has twice.
  private(set) var faults: [PriceDayFault] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// `files` are those of the entry, in order, with their index among all files.
  init(_ files: [(offset: Int, element: PriceFileReading)], of source: IntradaySource) {
    let names = files.map(\.element.input.name)
    let first = files.first?.offset ?? 0
    var rows = IntradayAssembly.rowsBySecurity(files.map(\.element))
    let order = rows.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for name in order {
      let sorted = IntradayAssembly.sorted(rows[name] ?? [])
      rows[name] = settle(
        sorted, areQuotes: source.stamp == .quote, security: name, files: names, firstFile: first)
    }
    let barSeconds = source.stamp == .quote ? 0 : source.barSeconds ?? IntradayAssembly.barLength(rows, order)
    for name in order {
      guard let bars = rows[name].map({ $0.map(\.bar) }), !bars.isEmpty else { continue }
      if barSeconds == nil { diagnostics.append(.barLengthUnknown(bars[0], security: name, files: names)) }
      series.append(
        IntradaySeries(
          security: SecurityID(name), stamp: source.stamp, barSeconds: barSeconds ?? 0, bars: bars,
          files: names))
    }
  }

  private static func rowsBySecurity(_ files: [PriceFileReading]) -> [String: [IntradayRow]] {
    var rows: [String: [IntradayRow]] = [:]
    for (number, file) in files.enumerated() {
      for (chunk, line) in zip(file.chunks, file.firstLines) {
        var own = [[IntradayRow]](repeating: [], count: chunk.securities.count)
        for row in chunk.bars {
          var row = row
          row.bar.line += UInt32(line)
          row.bar.file = UInt32(truncatingIfNeeded: number)
          own[Int(row.security)].append(row)
        }
        for (name, more) in zip(chunk.securities, own) where !more.isEmpty {
          rows[name, default: []] += more
        }
      }
    }
    return rows
  }

  /// By instant, then file and line.
  private static func sorted(_ rows: [IntradayRow]) -> [IntradayRow] {
    let ascends = zip(rows, rows.dropFirst()).allSatisfy { $0.moment < $1.moment }
    if ascends { return rows }
    return rows.sorted { left, right in
      if left.moment != right.moment { return left.moment < right.moment }
      return (left.bar.file, left.bar.line) < (right.bar.file, right.bar.line)
    }
  }

  /// An instant that stands twice: equal rows count once; where they differ nobody can know which is right, and
  /// none is used. Quotes of one file are prices one after the other, however many of an instant: there only another file
  /// says the same twice, or something else.
  private mutating func settle(
    _ rows: [IntradayRow], areQuotes: Bool, security: String, files: [String], firstFile: Int
  ) -> [IntradayRow] {
    var kept: [IntradayRow] = []
    kept.reserveCapacity(rows.count)
    var start = 0
    while start < rows.count {
      var end = start + 1
      while end < rows.count, rows[end].moment == rows[start].moment { end += 1 }
      defer { start = end }
      // Of a session's last price only the last row of each piece was kept, so that it tells of no other.
      guard end > start + 1, rows[start].isInWholeSpan else {
        kept.append(rows[end - 1])
        continue
      }
      let statements = IntradayAssembly.statements(rows[start..<end], areQuotes: areQuotes)
      let isEqual = statements.allSatisfy { $0.elementsEqual(statements[0]) { $0.bar.says($1.bar) } }
      if isEqual { kept += statements[0] }
      for (number, statement) in statements.enumerated() where statements.count > 1 {
        if isEqual, number == 0 { continue }
        let other = statements[number == 0 ? 1 : 0]
        faults += statement.map { row in
          IntradayAssembly.fault(
            row, isEqual ? .repeated : .contradicted, besides: other[other.startIndex].bar,
            security: security, files: files, firstFile: firstFile)
        }
      }
    }
    return kept
  }

  /// Rows of one instant, apart as far as each says what the price was then: every bar, all quotes of a file.
  private static func statements(
    _ same: ArraySlice<IntradayRow>, areQuotes: Bool
  ) -> [ArraySlice<IntradayRow>] {
    var statements: [ArraySlice<IntradayRow>] = []
    var rest = same
    while let first = rest.first {
      let statement = areQuotes ? rest.prefix { $0.bar.file == first.bar.file } : rest.prefix(1)
      statements.append(statement)
      rest = rest[statement.endIndex...]
    }
    return statements
  }

  private static func fault(
    _ row: IntradayRow, _ kind: PriceDayFault.Kind, besides other: IntradayBar, security: String,
    files: [String], firstFile: Int
  ) -> PriceDayFault {
    PriceDayFault(
      file: firstFile + Int(row.bar.file), line: row.bar.line, security: security,
      day: Instant(secondsSinceEpoch: other.stamp).description, date: nil, kind: kind,
      otherFile: files[Int(other.file)], otherLine: other.line)
  }

  /// The most frequent distance of neighboring bars, of equally frequent ones the shortest; `nil` without two
  /// neighbors.
  private static func barLength(_ rows: [String: [IntradayRow]], _ order: [String]) -> Int? {
    var counts: [Int64: Int] = [:]
    for name in order {
      let own = rows[name] ?? []
      for (left, right) in zip(own, own.dropFirst()) where left.isInWholeSpan && right.isInWholeSpan {
        counts[right.bar.stamp - left.bar.stamp, default: 0] += 1
      }
    }
    return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }.map { Int($0.key) }
  }
}

extension IntradayBar {
  /// The same numbers, wherever they stand.
  fileprivate func says(_ other: IntradayBar) -> Bool {
    func same(_ left: Double, _ right: Double) -> Bool { left == right || (left.isNaN && right.isNaN) }
    return close == other.close && same(open, other.open) && same(high, other.high) && same(low, other.low)
      && same(volume, other.volume)
  }
}

extension Diagnostic {
  fileprivate static func barLengthUnknown(
    _ bar: IntradayBar, security: String, files: [String]
  ) -> Diagnostic {
    Diagnostic(
      .barLengthUnknown, at: SourceLocation(file: files[Int(bar.file)], line: Int(bar.line)),
      security: SecurityID(security),
      message: "no two bars follow each other, so that their length is not known; it is taken as 0",
      help: "add bar_seconds: to the `intraday` entry, such as bar_seconds: 60")
  }
}
