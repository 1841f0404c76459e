import CoreTypes

/// One price file of a study and what reading it has come to so far.
struct PriceFileReading: Sendable {
  let input: InputFile
  /// The index of its `prices` entry.
  let source: Int
  var bytes = 0
  /// Its text can only be read from the beginning on: in one chunk.
  var isSequential = false
  var sha256 = ""
  var planning: PriceFilePlanning?
  /// In the order of the file; every row once.
  var chunks: [PriceChunk] = []
  /// The line (from 1) on which each chunk begins.
  var firstLines: [Int] = []
  var failure: RunFailure?

  var plan: PriceFilePlan? { planning?.plan }

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

  /// The faults of all rows in file order, their lines counted from 1 in the file.
  func faults(of index: Int) -> [PriceFault] {
    let chunk = chunks[index]
    let base = UInt32(firstLines[index])
    var grammar = chunk.grammarFaults.enumerated().map { number, fault in
      PriceFault(
        kind: .grammar, line: fault.rowLine, field: 0, security: nil, day: nil, detail: String(number))
    }
    if !grammar.isEmpty {
      // Both are in the order of lines; a stable merge keeps the order within a line.
      grammar = (chunk.faults + grammar).enumerated()
        .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
    }
    return (grammar.isEmpty ? chunk.faults : grammar).map { fault in
      var fault = fault
      fault.line += base
      return fault
    }
  }
}
