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
      rows[name] = settle(sorted, security: name, files: names, firstFile: first)
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
    let ascends = zip(rows, rows.dropFirst()).allSatisfy { $0.bar.stamp < $1.bar.stamp }
    if ascends { return rows }
    return rows.sorted { left, right in
      (left.bar.stamp, left.bar.file, left.bar.line) < (right.bar.stamp, right.bar.file, right.bar.line)
    }
  }

  /// An instant that stands twice: equal rows count once; where they differ nobody can know which is right, and
  /// none is used.
  private mutating func settle(
    _ rows: [IntradayRow], security: String, files: [String], firstFile: Int
  ) -> [IntradayRow] {
    var kept: [IntradayRow] = []
    kept.reserveCapacity(rows.count)
    var start = 0
    while start < rows.count {
      var end = start + 1
      while end < rows.count, rows[end].bar.stamp == rows[start].bar.stamp { end += 1 }
      let same = rows[start..<end]
      let isEqual = same.allSatisfy { $0.bar.says(rows[start].bar) }
      // Of a session's last price only one row of each piece was kept, so that it tells of no other.
      if isEqual || !rows[start].isInWholeSpan { kept.append(rows[start]) }
      if same.count > 1, rows[start].isInWholeSpan {
        for index in isEqual ? same.indices.dropFirst() : same.indices {
          let other = rows[index == start ? start + 1 : start].bar
          faults.append(
            PriceDayFault(
              file: firstFile + Int(rows[index].bar.file), line: rows[index].bar.line, security: security,
              day: Instant(secondsSinceEpoch: other.stamp).description, date: nil,
              kind: isEqual ? .repeated : .contradicted, otherFile: files[Int(other.file)],
              otherLine: other.line))
        }
      }
      start = end
    }
    return kept
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
