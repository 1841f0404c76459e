import CoreTypes

/// Something wrong with a row that shows only beside other rows of its security.
struct PriceDayFault: Sendable {
  enum Kind: Sendable {
    /// Another row says the same of the day, and the first of them is kept.
    case repeated
    /// Another row says something else of the day, and none is kept.
    case contradicted
    /// The vendor's return is missing, or follows a row that could not be read; the row is kept.
    case returnMissing
    /// So many of the security's returns differ from those of its prices, this one first; the rows are kept.
    case returnsContradicted(Int, of: Int)
    /// The rows of the security are sorted by date but for this one, which is kept.
    case outOfOrder

    /// The row is not used.
    var isRefusal: Bool {
      switch self {
      case .repeated, .contradicted: true
      case .returnMissing, .returnsContradicted, .outOfOrder: false
      }
    }
  }

  /// The index of the row's file among all files.
  let file: Int
  let line: UInt32
  let security: String
  /// As messages call it: the date, or the instant of a bar.
  let day: String
  /// The day of a daily price.
  let date: CalendarDate?
  let kind: Kind
  /// Another row of the day, or the row before, for the message.
  let otherFile: String
  let otherLine: UInt32
}

/// Rows of a security in any order -> a series that ascends by date.
///
/// A day that appears twice is settled without regard to the order of rows and files: equal rows count once,
/// and where they differ nobody can know which is right, so none of them is used.
struct PriceSeriesMaker: Sendable {
  let names: [String]
  let kind: PriceSeries.Kind
  /// For each file of the entry whether its values are a vendor's returns beside prices.
  let chains: [Bool]
  /// The entry's files; rows hold indexes into it.
  let files: [String]
  /// The index of the entry's first file among all files.
  let firstFile: Int

  /// The series of a slab, whose memory is given back.
  func make(_ slab: PriceSlab) -> (series: [PriceSeries], faults: [PriceDayFault]) {
    guard let columns = slab.columns else { return ([], []) }
    var faults: [PriceDayFault] = []
    var series: [PriceSeries] = []
    for part in slab.parts {
      let rows = order(part.rows, columns)
      if rows != nil {
        faults += MisplacedRows.among(part.rows) { columns.dates[$0] }.map { row in
          fault(row, row, columns, names[part.security], .outOfOrder)
        }
      }
      let kept = rows.flatMap { settle($0, columns, security: names[part.security], &faults) }
      let linked = link(kept ?? Array(part.rows), columns, security: names[part.security], &faults)
      var made = build(
        names[part.security], part.rows, linked?.rows ?? kept, linked?.levels, columns,
        sharing: series.last?.dates ?? [])
      made.isLinked = linked != nil
      if made.count > 0 { series.append(made) }
    }
    slab.release()
    return (series, faults)
  }

  // MARK: Order

  /// `nil` where the rows ascend already and no day repeats, otherwise the rows by date, file and line.
  private func order(_ rows: Range<Int>, _ columns: PriceRowColumns) -> [Int]? {
    let dates = columns.dates
    let steps = rows.dropFirst()
    if steps.allSatisfy({ dates[$0 - 1] < dates[$0] }) { return nil }
    if steps.allSatisfy({ dates[$0 - 1] > dates[$0] }) { return rows.reversed() }
    // Rows lie in the order of files and lines, so their number settles equal dates.
    return rows.sorted { (dates[$0], $0) < (dates[$1], $1) }
  }

  private func settle(
    _ rows: [Int], _ columns: PriceRowColumns, security: String, _ faults: inout [PriceDayFault]
  ) -> [Int] {
    var kept: [Int] = []
    kept.reserveCapacity(rows.count)
    var start = 0
    while start < rows.count {
      var end = start + 1
      while end < rows.count, columns.dates[rows[end]] == columns.dates[rows[start]] { end += 1 }
      let day = rows[start..<end]
      let isEqual = day.allSatisfy { PriceSeriesMaker.isEqual($0, rows[start], columns) }
      if isEqual { kept.append(rows[start]) }
      if day.count > 1 {
        for row in isEqual ? day.dropFirst() : day {
          let other = row == rows[start] ? rows[start + 1] : rows[start]
          faults.append(fault(row, other, columns, security, isEqual ? .repeated : .contradicted))
        }
      }
      start = end
    }
    return kept
  }

  private static func isEqual(_ left: Int, _ right: Int, _ columns: PriceRowColumns) -> Bool {
    func same(_ column: UnsafeMutablePointer<Double>?) -> Bool {
      guard let column else { return true }
      return column[left] == column[right] || (column[left].isNaN && column[right].isNaN)
    }
    return same(columns.values) && same(columns.open) && same(columns.close)
      && columns.zeroVolume?[left] == columns.zeroVolume?[right]
      && columns.suspended?[left] == columns.suspended?[right]
  }

  private func fault(
    _ row: Int, _ other: Int, _ columns: PriceRowColumns, _ security: String,
    _ kind: PriceDayFault.Kind
  ) -> PriceDayFault {
    func file(_ row: Int) -> Int { Int(columns.fileIndexes?[row] ?? 0) }
    return PriceDayFault(
      file: firstFile + file(row), line: columns.lines[row], security: security,
      day: CalendarDate(dayNumber: columns.dates[row]).description,
      date: CalendarDate(dayNumber: columns.dates[row]), kind: kind, otherFile: files[file(other)],
      otherLine: columns.lines[other])
  }

  /// The levels of a vendor's returns; `nil` where the security's values are prices already.
  private func link(
    _ rows: @autoclosure () -> [Int], _ columns: PriceRowColumns, security: String,
    _ faults: inout [PriceDayFault]
  ) -> ReturnChain? {
    guard chains.contains(true), let closes = columns.close else { return nil }
    let rows = rows()
    func isChained(_ row: Int) -> Bool { chains[Int(columns.fileIndexes?[row] ?? 0)] }
    guard rows.contains(where: isChained) else { return nil }
    var chain = ReturnChain()
    for row in rows {
      chain.add(row: row, return: isChained(row) ? columns.values[row] : .nan, close: closes[row])
    }
    let before = Dictionary(zip(chain.rows.dropFirst(), chain.rows)) { first, _ in first }
    faults += chain.unlinked.compactMap { row in
      before[row].map { fault(row, $0, columns, security, .returnMissing) }
    }
    if chain.isContradicted, let first = chain.contradicting.first, let other = before[first] {
      let kind = PriceDayFault.Kind.returnsContradicted(chain.contradicting.count, of: chain.compared)
      faults.append(fault(first, other, columns, security, kind))
    }
    return chain
  }

  // MARK: Columns

  /// Most securities of a market have a price on the same days: a column of dates equal to `known` is `known`.
  private func build(
    _ name: String, _ rows: Range<Int>, _ kept: [Int]?, _ levels: [Double]?, _ columns: PriceRowColumns,
    sharing known: [CalendarDate]
  ) -> PriceSeries {
    func column<Element: BitwiseCopyable>(_ source: UnsafeMutablePointer<Element>?) -> [Element] {
      guard let source else { return [] }
      if let kept { return kept.map { source[$0] } }
      return Array(UnsafeBufferPointer(start: source + rows.lowerBound, count: rows.count))
    }
    let dates = column(columns.dates).map { CalendarDate(dayNumber: $0) }
    let indexes = column(columns.fileIndexes)
    let isOneFile = indexes.allSatisfy { $0 == indexes[0] }
    let used = isOneFile ? Array(indexes.prefix(1)) : Set(indexes).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($1, UInt32($0)) })
    return PriceSeries(
      security: SecurityID(name), kind: kind, dates: dates == known ? known : dates,
      values: levels ?? column(columns.values), open: column(columns.open),
      close: column(columns.close), zeroVolume: column(columns.zeroVolume),
      suspended: column(columns.suspended), midpoint: column(columns.midpoint),
      lines: column(columns.lines),
      fileIndexes: isOneFile ? [] : indexes.map { numbers[$0] ?? 0 },
      files: isOneFile ? [files[Int(used.first ?? 0)]] : used.map { files[Int($0)] })
  }
}
