import CoreTypes

/// Everything that the intraday files of a study hold of what it needs, and what is wrong with them.
package struct IntradayInput: Sendable {
  /// For each `intraday` entry its series, sorted by their securities' ids.
  package let seriesBySource: [[IntradaySeries]]
  /// One a file, in the order of the entries and of their files.
  package let summaries: [InputFileSummary]
  /// In the order of entries, files and lines.
  package let diagnostics: [Diagnostic]
  /// For each file, in that order, the securities it has rows of, needed or not, in the order of their ids.
  package let securitiesByFile: [(file: String, securities: [SecurityID])]

  package static let none = IntradayInput(
    seriesBySource: [], summaries: [], diagnostics: [], securitiesByFile: [])
}

/// Intraday files -> series, by the machinery that reads daily prices: in pieces on several threads, checked row
/// by row, and only the rows kept that the study needs.
package enum IntradayReader {
  /// Reads the files of all entries to their end. `needs` are, entry by entry, the securities and stamps that
  /// count; rows of others are checked and counted. Throws as `PriceReader.read` does.
  package static func read(
    _ sources: [IntradaySource], needs: [[SecurityID: IntradayNeed]], jobs: Int,
    options: PriceReadingOptions
  ) throws(RunFailure) -> IntradayInput {
    let files = try PriceReader.readFiles(
      zip(sources, needs).map { $0.priceSource(needs: $1) },
      wanted: Set(needs.flatMap(\.keys)), jobs: jobs, options: options)
    var series: [[IntradaySeries]] = []
    var faults: [Int: [PriceDayFault]] = [:]
    var diagnostics: [Diagnostic] = []
    for (index, source) in sources.enumerated() {
      let own = files.enumerated().filter { $0.element.source == index }
      let assembly = IntradayAssembly(own, of: source)
      series.append(assembly.series)
      for fault in assembly.faults { faults[fault.file, default: []].append(fault) }
      diagnostics += assembly.diagnostics
    }
    let reports = PriceFileReport.all(files, dayFaults: faults, jobs: jobs)
    return IntradayInput(
      seriesBySource: series, summaries: reports.map(\.summary),
      diagnostics: reports.flatMap(\.diagnostics) + diagnostics,
      securitiesByFile: files.map { file in
        (file.input.name, Set(file.chunks.flatMap(\.securities)).sorted().map { SecurityID($0) })
      })
  }
}
