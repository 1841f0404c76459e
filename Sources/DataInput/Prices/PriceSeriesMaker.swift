import CoreTypes

/// Rows of a security in any order -> a series that ascends by date.
///
/// A day that appears twice is settled without regard to the order of rows and files: equal rows count once,
/// and where they differ nobody can know which is right, so none of them is used.
struct PriceSeriesMaker: Sendable {
  let names: [String]
  /// What the rows of each file of the entry hold.
  let values: [PriceFilePlan.Values]
  /// The same of all files; `nil` where they differ.
  let common: PriceFilePlan.Values?
  /// The entry's files; rows hold indexes into it.
  let files: [String]
  /// The index of the entry's first file among all files.
  let firstFile: Int

  init(names: [String], values: [PriceFilePlan.Values], files: [String], firstFile: Int) {
    self.names = names
    self.values = values
    common = values.allSatisfy { $0 == values[0] } ? values.first : nil
    self.files = files
    self.firstFile = firstFile
  }

  /// The series of a slab, whose memory is given back.
  func make(_ slab: PriceSlab) -> (series: [(security: Int, series: PriceSeries)], faults: [PriceDayFault]) {
    var faults: [PriceDayFault] = []
    var series: [(security: Int, series: PriceSeries)] = []
    slab.empty { security, found in
      let made = make(names[security], found, sharing: series.last?.series.dates ?? [], &faults)
      if made.count > 0 { series.append((security, made)) }
    }
    return (series, faults)
  }

  private func make(
    _ security: String, _ found: SecurityRows, sharing known: [CalendarDate], _ faults: inout [PriceDayFault]
  ) -> PriceSeries {
    let rows = order(found.rows, found.columns)
    if let rows {
      if let count = SwappedDays.count(in: found.rows, { found.columns.dates[$0] }) {
        let first = found.rows.lowerBound
        faults.append(
          fault(first, first, found, security, .daysSwapped(count, of: found.rows.count)))
        return build(security, found, [], nil, sharing: [])
      }
      for row in MisplacedRows.among(found.rows, { found.columns.dates[$0] })
      where !overlaps(row, among: rows, found) {
        faults.append(fault(row, row, found, security, .outOfOrder))
      }
    }
    let kept = rows.map { settle($0, found, security: security, &faults) }
    if let linked = link(kept ?? Array(found.rows), found, security: security, &faults) {
      var made = build(security, found, linked.rows, linked.levels, sharing: known)
      made.isLinked = true
      return made
    }
    let factored = factor(kept ?? Array(found.rows), found, security: security, &faults)
    return build(security, found, factored?.rows ?? kept, factored?.prices, sharing: known)
  }

  private func values(of row: Int, _ found: SecurityRows) -> PriceFilePlan.Values {
    common ?? values[found.file(of: row)]
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

  /// Another file has the row's day, too: files that overlap are sorted, one by one.
  private func overlaps(_ row: Int, among ordered: [Int], _ found: SecurityRows) -> Bool {
    let (dates, file) = (found.columns.dates, found.file(of: row))
    let first = ordered.partitionPoint { dates[$0] < dates[row] }
    return ordered[first...].prefix { dates[$0] == dates[row] }.contains { found.file(of: $0) != file }
  }

  private func settle(
    _ rows: [Int], _ found: SecurityRows, security: String, _ faults: inout [PriceDayFault]
  ) -> [Int] {
    let columns = found.columns
    var kept: [Int] = []
    kept.reserveCapacity(rows.count)
    var start = 0
    while start < rows.count {
      var end = start + 1
      while end < rows.count, columns.dates[rows[end]] == columns.dates[rows[start]] { end += 1 }
      let day = rows[start..<end]
      let isEqual = day.allSatisfy { PriceSeriesMaker.isEqual($0, rows[start], columns) }
      // Of rows that differ in nothing but that one says so, the price is no trade's but a midpoint.
      if isEqual { kept.append(day.first { columns.midpoint?[$0] ?? false } ?? rows[start]) }
      if day.count > 1 {
        for row in isEqual ? day.dropFirst() : day {
          let other = row == rows[start] ? rows[start + 1] : rows[start]
          faults.append(fault(row, other, found, security, isEqual ? .repeated : .contradicted))
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
      && columns.durations?[left] == columns.durations?[right]
  }

  private func fault(
    _ row: Int, _ other: Int, _ found: SecurityRows, _ security: String, _ kind: PriceDayFault.Kind
  ) -> PriceDayFault {
    let date = CalendarDate(dayNumber: found.columns.dates[row])
    return PriceDayFault(
      file: firstFile + found.file(of: row), line: found.line(of: row), security: security,
      day: date.description, date: date, kind: kind, otherFile: files[found.file(of: other)],
      otherLine: found.line(of: other))
  }

  /// The levels of a vendor's returns; `nil` where the security has prices alone, or returns alone.
  private func link(
    _ rows: @autoclosure () -> [Int], _ found: SecurityRows, security: String,
    _ faults: inout [PriceDayFault]
  ) -> ReturnChain? {
    guard common == nil || common == .returnsBesidePrices else { return nil }
    let rows = rows()
    if common == nil {
      let kinds = rows.map { values(of: $0, found) }
      let hasReturns = kinds.contains { $0 == .returns }
      guard kinds.contains(.returnsBesidePrices) || (hasReturns && kinds.contains { $0 != .returns }) else {
        return nil
      }
    }
    let closes = found.columns.close ?? found.columns.values
    var chain = ReturnChain()
    for row in rows {
      let kind = values(of: row, found)
      let isReturn = kind == .returns || kind == .returnsBesidePrices
      chain.add(
        row: row, return: isReturn ? found.columns.values[row] : .nan,
        close: kind == .returns ? .nan : closes[row])
    }
    let contradicting = chain.isContradicted ? chain.contradicting.first : nil
    guard !chain.unlinked.isEmpty || contradicting != nil else { return chain }
    var (linked, unlinked) = (chain.rows[...], chain.unlinked[...])
    // The last row that was read before.
    var before: Int?
    var contradiction: PriceDayFault?
    for row in rows where row == linked.first || row == unlinked.first {
      if let before, row == unlinked.first {
        faults.append(fault(row, before, found, security, .returnMissing))
      }
      if let before, row == contradicting {
        let kind = PriceDayFault.Kind.returnsContradicted(chain.contradicting.count, of: chain.compared)
        contradiction = fault(row, before, found, security, kind)
      }
      if row == linked.first { linked = linked.dropFirst() }
      if row == unlinked.first { unlinked = unlinked.dropFirst() }
      before = row
    }
    faults += contradiction.map { [$0] } ?? []
    return chain
  }

  /// The prices of rows some of which have no return factor; `nil` where all have one.
  private func factor(
    _ rows: @autoclosure () -> [Int], _ found: SecurityRows, security: String,
    _ faults: inout [PriceDayFault]
  ) -> ReturnFactors? {
    guard common == nil || common == .pricesByFactor,
      found.rows.contains(where: { found.columns.values[$0] < 0 && values(of: $0, found) == .pricesByFactor })
    else { return nil }
    var factors = ReturnFactors()
    for row in rows() { factors.add(row: row, price: found.columns.values[row]) }
    faults += factors.unknown.map { fault($0, $0, found, security, .factorMissing) }
    return factors
  }

  // MARK: Columns

  private func build(
    _ name: String, _ found: SecurityRows, _ kept: [Int]?, _ levels: [Double]?,
    sharing known: [CalendarDate]
  ) -> PriceSeries {
    let columns = found.columns
    func column<Element: BitwiseCopyable>(_ source: UnsafeMutablePointer<Element>?) -> [Element] {
      guard let source else { return [] }
      if let kept { return kept.map { source[$0] } }
      return Array(UnsafeBufferPointer(start: source + found.rows.lowerBound, count: found.rows.count))
    }
    let areReturns = levels == nil && values(of: found.rows.lowerBound, found) == .returns
    let kind = areReturns ? PriceSeries.Kind.returns : .prices
    var close = kind == .returns ? [] : column(columns.close)
    // Rows of returns alone have no close, though they have the column where other files do.
    if common == nil, let kept, !close.isEmpty {
      for (index, row) in kept.enumerated() where values(of: row, found) == .returns { close[index] = .nan }
    }
    let indexes = column(columns.fileIndexes)
    let first = indexes.first ?? found.file
    let isOneFile = indexes.allSatisfy { $0 == first }
    let used = isOneFile ? [first] : Set(indexes).sorted()
    let numbers = isOneFile ? [:] : Dictionary(uniqueKeysWithValues: zip(used, UInt32(0)...))
    var series = PriceSeries(
      security: SecurityID(name), kind: kind, dates: dates(found, kept, sharing: known),
      values: levels ?? column(columns.values), open: column(columns.open),
      close: close, zeroVolume: column(columns.zeroVolume),
      suspended: column(columns.suspended), midpoint: column(columns.midpoint),
      durations: kind == .returns ? column(columns.durations) : [],
      lines: kept.map { rows in rows.map { found.line(of: $0) } } ?? found.rows.map { found.line(of: $0) },
      fileIndexes: isOneFile ? [] : indexes.map { numbers[$0] ?? 0 }, files: used.map { files[Int($0)] })
    let last = kept?.last ?? found.rows.last
    series.endsWithDelisting =
      (areReturns || levels != nil) && last.map { columns.durations?[$0] == .delisting } ?? false
    return series
  }

  /// Most securities of a market have a price on the same days: dates equal to `known` are `known`.
  private func dates(_ found: SecurityRows, _ kept: [Int]?, sharing known: [CalendarDate]) -> [CalendarDate] {
    let all = found.columns.dates
    if let kept {
      let dates = kept.map { CalendarDate(dayNumber: all[$0]) }
      return dates == known ? known : dates
    }
    let isKnown =
      known.count == found.rows.count && zip(known, found.rows).allSatisfy { $0.dayNumber == all[$1] }
    return isKnown ? known : found.rows.map { CalendarDate(dayNumber: all[$0]) }
  }
}
