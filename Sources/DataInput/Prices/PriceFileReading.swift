import CoreTypes

/// One price file of a study and what reading it has come to so far.
struct PriceFileReading: Sendable {
  let input: InputFile
  /// The index of its `prices` entry.
  let source: Int
  var bytes = 0
  /// The length of the text, unpacked and decoded.
  var textBytes = 0
  /// Its text can only be read from the beginning on: in one chunk.
  var isSequential = false
  var sha256 = ""
  var planning: PriceFilePlanning?
  /// In the order of the file; every row once.
  var chunks: [PriceChunk] = []
  /// The line (from 1) on which each chunk begins.
  var firstLines: [Int] = []
  var failure: RunFailure?
  /// The file as it was when it was opened first.
  var stamp: FileStamp?
  /// It was opened more than once: what lies there may have become another file meanwhile.
  var isPieced = false
  /// `nil` where the text ends with a line break.
  var openEnd: OpenEnd?

  // What only a run with a cache knows.

  /// `nil` = the file is not kept.
  var key: CacheKey?
  /// The entry that rows were taken from.
  var cached: CachedPrices?
  /// The digest of as many bytes as the entry's content has, in a file that has grown.
  var prefixDigest: String?
  /// Where a last line begins that has no line break; `nil` = there is none, -1 = too far ahead.
  var openLine: Int?
  /// The name of an entry that does not hold what it should.
  var damagedEntry: String?

  var plan: PriceFilePlan? { planning?.plan }

  /// Another file lies there than the one whose first piece was read, or it was written to.
  var isOutdated: Bool { isPieced && FileStamp.now(input.path) != stamp }

  /// Makes the speculation true: a chunk whose predecessor's last row reached into it is read again from
  /// where that row ended. Then numbers the lines.
  mutating func settle(wanted: Set<SecurityID>?) {
    guard let plan, failure == nil else { return }
    var next = plan.opening.dataStart
    var line = plan.opening.dataLine
    for index in chunks.indices {
      if chunks[index].start != next {
        guard let again = readAgain(chunks[index], from: next, plan, wanted) else { return }
        chunks[index] = again
      }
      next = chunks[index].nextStart
      firstLines.append(line)
      line += Int(chunks[index].lineCount)
      if chunks[index].readFailed { failure = OpenFile.readFailure(input) }
    }
    refuseMixedDates(plan)
  }

  /// So many dates that only the other order of day and month reads are no slips.
  private static let fewestMixed = 5

  /// Dates that begin with the day in some rows and with the month in others: nobody knows which of them a day up to 12 is, and
  /// nothing of the file is used.
  private mutating func refuseMixedDates(_ plan: PriceFilePlan) {
    guard let format = plan.dateFormat, let other = format.exchanged else { return }
    var scan = DateScan(format: other)
    var count = 0
    var first: PriceFault?
    for index in chunks.indices where chunks[index].faults.contains(where: { $0.kind == .dateUnreadable }) {
      let mixed = faults(of: index).filter { $0.kind == .dateUnreadable && scan.date($0.detail) != nil }
      count += mixed.count
      first = first ?? mixed.first
    }
    guard let first, count >= Self.fewestMixed, let format = planning?.format else { return }
    chunks = []
    firstLines = []
    planning = PriceFilePlanning(
      plan: nil, format: format,
      diagnostics: [
        Diagnostic(
          .dateUnreadable, at: SourceLocation(file: input.name, line: Int(first.line)),
          message:
            "\(count) dates such as \(FieldText.quoted(first.detail)) are \(other.pattern), the others \(plan.dates.expected): a "
            + "date that could be either could be a wrong one",
          help: "write all dates of the file in one way, best as YYYY-MM-DD; no row of it is used")
      ])
  }

  private mutating func readAgain(
    _ chunk: PriceChunk, from start: Int, _ plan: PriceFilePlan, _ wanted: Set<SecurityID>?
  ) -> PriceChunk? {
    do {
      let file = try OpenFile(input)
      return PriceChunk(file, plan: plan, wanted: wanted, start: start, end: max(start, chunk.end))
    } catch {
      failure = error
      return nil
    }
  }

  /// The content is that of the entry, or begins with it, and every section is there.
  var holds: Bool {
    guard let cached, damagedEntry == nil, failure == nil else { return false }
    return cached.resume == nil
      ? sha256 == cached.description.sha256 : prefixDigest == cached.description.sha256
  }

  mutating func findOpenLine(_ file: borrowing OpenFile) {
    guard let newline = plan?.opening.newline, !file.isSequential else { return }
    openLine = LineBreaks.openLine(of: file, newline: newline)
  }

  /// The text from `start` on in pieces of about `bytes` bytes, `nil` = in one; the last ones are shorter, so that no
  /// thread waits long for another. A last line without a line break is a piece of its own: when the file has grown it
  /// is read again.
  func cuts(from start: Int, every bytes: Int?) -> [(from: Int, to: Int)] {
    var cuts: [Int] = []
    if let bytes {
      let last = max(start, textBytes - 2 * bytes)
      cuts += stride(from: start, to: last, by: bytes)
      cuts += stride(from: last, to: textBytes, by: max(1, bytes / 8))
    } else if start < textBytes {
      cuts = [start]
    }
    if let openLine, openLine > start { cuts = cuts.filter { $0 < openLine } + [openLine] }
    if cuts.isEmpty { cuts = [start] }
    return zip(cuts, cuts.dropFirst() + [textBytes]).map { ($0, $1) }
  }

  /// The faults of all rows in file order, their lines counted from 1 in the file.
  func faults(of index: Int) -> [PriceFault] {
    let chunk = chunks[index]
    let base = UInt32(firstLines[index])
    let grammar = chunk.grammarFaults.enumerated().map { number, fault in
      PriceFault(
        kind: .grammar, line: fault.rowLine, field: 0, security: nil, day: nil, detail: String(number))
    }
    return PriceFault.merged(chunk.faults, grammar).map { fault in
      var fault = fault
      fault.line += base
      return fault
    }
  }
}
