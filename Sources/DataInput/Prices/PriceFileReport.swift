import CoreTypes

/// What is said about one price file: its line of the manifest and its diagnostics, in the order of lines.
struct PriceFileReport: Sendable {
  let summary: InputFileSummary
  let diagnostics: DiagnosticList
  /// Rows that say that a security traded, but without a price that can be used.
  let refusedTrades: [(security: String, day: Int32)]

  /// Source lines are quoted for the first few faults of a kind in a file; the console folds the others.
  private static let excerptsOfAKind = 5

  static func all(
    _ files: [PriceFileReading], dayFaults: [Int: [PriceDayFault]], jobs: Int
  ) -> [PriceFileReport] {
    WorkQueue.map(count: files.count, jobs: jobs) { PriceFileReport(files[$0], dayFaults[$0] ?? []) }
  }

  private init(_ file: PriceFileReading, _ dayFaults: [PriceDayFault]) {
    var said = DiagnosticList(file.planning?.diagnostics ?? [])
    let findings = file.plan.map { PriceFileReport.findings(file, $0, dayFaults) } ?? Findings()
    said += findings.diagnostics
    refusedTrades = findings.refusedTrades
    let rowsRead = file.chunks.reduce(0) { $0 + $1.rowsRead } - findings.remarks
    if let plan = file.plan,
      let end = file.openEnd?.diagnostic(in: file.input, plan: plan, line: file.endLine - 1)
    {
      said.append(end)
    }
    if let plan = file.plan, rowsRead == 0 { said.append(PriceFileReport.noRows(file, plan)) }
    diagnostics = said
    var summary = InputFileSummary(
      name: file.input.name, bytes: file.bytes, sha256: file.sha256,
      format: file.planning?.format ?? "unknown", rowsRead: rowsRead,
      rowsRefused: file.chunks.reduce(0) { $0 + $1.rowsRefused } - findings.remarks
        + dayFaults.reduce(0) { $0 + $1.kind.refusedRows })
    summary.dateFormat = file.plan?.dateFormat?.pattern
    summary.decimal = file.plan?.decimalMark == UInt8(ascii: ",") ? "," : nil
    summary.valueColumn = file.plan?.valueColumn
    self.summary = summary
  }

  // MARK: Faults of rows

  private struct Findings {
    var diagnostics = DiagnosticList()
    var refusedTrades: [(security: String, day: Int32)] = []
    /// Lines that were read as rows: remarks below them, and dividends and splits among them.
    var remarks = 0
    /// The foot of the file has been told.
    private var hasToldFoot = false
    /// The last line of a dividend or split.
    private var lastAction: Int?

    /// A line of the file's foot.
    mutating func leaveAside(remark fault: PriceFault, in input: InputFile, _ row: SourceRow?) {
      if !hasToldFoot { diagnostics.append(FileFoot.diagnostic(fault, in: input, row)) }
      hasToldFoot = true
      remarks += 1
    }

    /// A line of a dividend or split, of which there may be several faults.
    mutating func leaveAside(action line: Int, in input: InputFile, _ row: SourceRow) {
      if lastAction == nil { diagnostics.append(CorporateActionRow.diagnostic(line, in: input, row)) }
      if lastAction != line { remarks += 1 }
      lastAction = line
    }
  }

  private static func findings(
    _ file: PriceFileReading, _ plan: PriceFilePlan, _ dayFaults: [PriceDayFault]
  ) -> Findings {
    let days = dayFaults.sorted { ($0.line, $0.security) < ($1.line, $1.security) }
    guard !days.isEmpty || file.chunks.contains(where: { !$0.faults.isEmpty || !$0.grammarFaults.isEmpty })
    else { return Findings() }
    // Where the file has gone meanwhile, or is another one, faults are told without their lines.
    guard let opened = try? OpenFile(file.input), file.stamp?.isOfSameFile(as: opened.stamp) ?? false else {
      return findings(file, plan, days) { _, _ in nil }
    }
    return findings(file, plan, days) { rows, line in rows.row(opened, at: line) }
  }

  /// The row of a line, where it can still be read.
  private typealias Source = (inout SourceRows, _ line: Int) -> SourceRow?

  private static func findings(
    _ file: PriceFileReading, _ plan: PriceFilePlan, _ days: [PriceDayFault], source: Source
  ) -> Findings {
    var teller = FaultTeller(file, plan)
    var nextDay = 0
    for (index, chunk) in file.chunks.enumerated() {
      let lastLine = file.firstLines[index] + Int(chunk.lineCount)
      let isLast = index + 1 == file.chunks.count
      var daysHere: [PriceDayFault] = []
      while nextDay < days.count, isLast || Int(days[nextDay].line) < lastLine {
        daysHere.append(days[nextDay])
        nextDay += 1
      }
      let faults = PriceFault.merged(file.faults(of: index), daysHere.map { $0.fault(in: plan) })
      teller.tell(faults, ofChunk: index, source)
    }
    return teller.findings
  }

  /// Puts the faults of a file's rows into words, in the order of their lines.
  private struct FaultTeller {
    private(set) var findings = Findings()
    private let file: PriceFileReading
    private let plan: PriceFilePlan
    /// The line behind the last one.
    private let end: Int
    /// How many diagnostics of an id there are, and the help that they share.
    private var told: [DiagnosticID: (count: Int, help: String)] = [:]
    private var foot: FileFoot?
    private var hasToldGrouped = false

    init(_ file: PriceFileReading, _ plan: PriceFilePlan) {
      self.file = file
      self.plan = plan
      end = file.endLine
    }

    mutating func tell(_ faults: [PriceFault], ofChunk index: Int, _ source: Source) {
      guard !faults.isEmpty else { return }
      var rows = SourceRows(
        delimiter: plan.opening.delimiter, newline: plan.opening.newline, offset: file.chunks[index].start,
        line: file.firstLines[index])
      for fault in faults { tell(fault, ofChunk: index, &rows, source) }
    }

    private mutating func tell(
      _ fault: PriceFault, ofChunk index: Int, _ rows: inout SourceRows, _ source: Source
    ) {
      var fault = fault
      let line = Int(fault.line)
      fault.isAtOpenEnd = file.openEnd != nil && line == end - 1
      if fault.kind == .grouped {
        if hasToldGrouped { return }
        hasToldGrouped = true
      }
      // Rows are asked for in ascending order.
      if foot == nil, fault.mayBeRemark, line >= end - FileFoot.longest {
        foot = FileFoot(firstLine: line, rows: (line..<end).map { source(&rows, $0) }, plan: plan)
      }
      let row = foot.map { $0.row(ofLine: line) } ?? source(&rows, line)
      if fault.mayBeRemark, foot?.remarks.contains(line) ?? false {
        return findings.leaveAside(remark: fault, in: file.input, row)
      }
      if fault.mayBeCorporateAction, let row, CorporateActionRow.isOne(row, columns: plan.roles.count) {
        return findings.leaveAside(action: line, in: file.input, row)
      }
      if let security = fault.security, let day = fault.day, fault.isRefusedTrade(plan, row) {
        findings.refusedTrades.append((security, day))
      }
      let made =
        fault.kind == .grammar
        ? file.chunks[index].grammarDiagnostic(
          fault, line: file.firstLines[index], in: file.input, source: row)
        : fault.diagnostic(in: file.input, plan: plan, source: row)
      let (count, help) = told[made.id] ?? (0, made.help)
      told[made.id] = (count + 1, made.help)
      findings.diagnostics.append(count < excerptsOfAKind ? made : made.withoutExcerpt(sharing: help))
    }
  }

  private static func noRows(_ file: PriceFileReading, _ plan: PriceFilePlan) -> Diagnostic {
    Diagnostic(
      .fileWithoutRows, at: SourceLocation(file: file.input.name, line: plan.opening.headerLine),
      message: "the file has a header line but no rows",
      help: "fetch the file again, or take it out of the study")
  }
}

extension PriceFileReading {
  /// The line behind the last one.
  fileprivate var endLine: Int { (firstLines.last ?? 0) + Int(chunks.last?.lineCount ?? 0) }
}

extension PriceChunk {
  fileprivate func grammarDiagnostic(
    _ fault: PriceFault, line: Int, in input: InputFile, source: SourceRow?
  ) -> Diagnostic {
    let found = grammarFaults[Int(fault.detail) ?? 0]
    return found.counted(from: line).diagnostic(in: input, source: source)
  }
}

extension CSVFault {
  /// The same with its lines counted from `line`.
  fileprivate func counted(from line: Int) -> CSVFault {
    CSVFault(
      kind: kind, rowLine: rowLine + UInt32(line), field: field, line: self.line + UInt32(line),
      byteInLine: byteInLine)
  }
}

extension Diagnostic {
  /// Without the source line; `text` in place of an equal help, since all rows of a kind say the same.
  fileprivate func withoutExcerpt(sharing text: String) -> Diagnostic {
    var plain = Diagnostic(
      id, severity: severity, at: location, security: security, event: event, message: message,
      help: help == text ? text : help)
    plain.date = date
    plain.refusedRows = refusedRows
    return plain
  }
}
