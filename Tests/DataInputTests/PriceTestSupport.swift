import CoreTypes
import TestSupport

@testable import DataInput

/// Price files written for one test and read back.
struct PriceTrial {
  let folder: ScratchFolder
  var files: [InputFile] = []
  var columns: PriceColumns?
  var format: String?
  var layout = FileLayout()
  var basis = PriceSource.Basis.adjusted
  var security: String?
  var returnsFrom: PriceSource.ReturnsFrom?

  init() throws { folder = try ScratchFolder() }

  /// One file called `name`.
  init(_ text: String, name: String = "prices.csv") throws {
    try self.init()
    try add(text.utf8, name: name)
  }

  init(bytes: [UInt8]) throws {
    try self.init()
    try add(bytes, name: "prices.csv")
  }

  mutating func add(_ bytes: some Sequence<UInt8>, name: String) throws {
    files.append(InputFile(path: try folder.write(bytes, to: name), name: name))
  }

  var source: PriceSource {
    PriceSource(
      files: files, format: format, columns: columns, security: security, layout: layout, basis: basis,
      returnsFrom: returnsFrom)
  }

  func read(
    wanted: Set<SecurityID>? = nil, jobs: Int = 1, chunkBytes: Int = 8 << 20, keepsTradedPrices: Bool = true
  ) throws -> PriceInput {
    try PriceReader.read(
      [source], wanted: wanted, jobs: jobs,
      options: PriceReadingOptions(keepsTradedPrices: keepsTradedPrices, chunkBytes: chunkBytes))
  }
}

extension Diagnostic {
  /// Everything people see of it, for comparison with text.
  var shown: String {
    var text = location?.file ?? ""
    if let line = location?.line { text += ":\(line)" }
    if let column = location?.column { text += ":\(column)" }
    text += ": \(severity.rawValue): \(message) [\(id.rawValue)]\n"
    if let excerpt {
      text += "  \(excerpt)\n"
      if let column = location?.column { text += "  " + String(repeating: " ", count: column - 1) + "^\n" }
    }
    return text + "  help: \(help)\n"
  }
}

extension PriceInput {
  /// All of it as text: equal texts mean equal results.
  var described: String {
    var text = ""
    for series in seriesBySource.joined() {
      text += "\(series.security) \(series.kind) \(series.files)\n"
      for row in 0..<series.count {
        text += "  \(series.dates[row]) \(series.values[row]) line \(series.lines[row])"
        if !series.open.isEmpty { text += " open \(series.open[row])" }
        if !series.close.isEmpty { text += " close \(series.close[row])" }
        if !series.zeroVolume.isEmpty { text += " zero \(series.zeroVolume[row])" }
        if !series.fileIndexes.isEmpty { text += " file \(series.fileIndexes[row])" }
        text += "\n"
      }
    }
    for summary in summaries { text += "\(summary)\n" }
    for diagnostic in diagnostics { text += diagnostic.shown }
    return text + "\(latestDate.map(\.description) ?? "-") \(securitiesSeen)"
  }
}
