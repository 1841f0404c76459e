import CoreTypes
import Foundation
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
  var returnsIn: PriceSource.ReturnScale?
  var suspendedStatus = SuspendedWords.common
  var clocks = ExchangeClocks.none

  init() throws { folder = try ScratchFolder() }

  /// One file called `name`.
  init(_ text: String, name: String = "prices.csv") throws {
    try self.init()
    try add(text.utf8, name: name)
  }

  /// The trial's only file, packed by gzip; returns what it holds then.
  @discardableResult
  mutating func pack(_ bytes: some Sequence<UInt8>, name: String) throws -> [UInt8] {
    let path = try folder.write(bytes, to: name)
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/bin/sh")
    gzip.arguments = ["-c", "gzip -1 '\(path)'"]
    try gzip.run()
    gzip.waitUntilExit()
    files = [InputFile(path: path + ".gz", name: name + ".gz")]
    return Array(try Data(contentsOf: URL(fileURLWithPath: path + ".gz")))
  }

  init(bytes: [UInt8]) throws {
    try self.init()
    try add(bytes, name: "prices.csv")
  }

  mutating func add(_ bytes: some Sequence<UInt8>, name: String) throws {
    files.append(InputFile(path: try folder.write(bytes, to: name), name: name))
  }

  var source: PriceSource {
    var source = PriceSource(
      files: files, format: format, columns: columns, security: security, layout: layout, basis: basis,
      returnsFrom: returnsFrom, suspendedStatus: suspendedStatus)
    source.returnsIn = returnsIn
    source.clocks = clocks
    return source
  }

  func read(
    wanted: Set<SecurityID>? = nil, jobs: Int = 1, chunkBytes: Int = 8 << 20, keepsTradedPrices: Bool = true,
    cache: InputCache? = nil
  ) throws -> PriceInput {
    var options = PriceReadingOptions(keepsTradedPrices: keepsTradedPrices, chunkBytes: chunkBytes)
    options.cache = cache
    return try PriceReader.read([source], wanted: wanted, jobs: jobs, options: options)
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
      let (lines, open, close) = (series.lines, series.open, series.close)
      let (zeroVolume, fileIndexes) = (series.zeroVolume, series.fileIndexes)
      for row in 0..<series.count {
        text += "  \(series.dates[row]) \(series.values[row]) line \(lines[row])"
        if !open.isEmpty { text += " open \(open[row])" }
        if !close.isEmpty { text += " close \(close[row])" }
        if !zeroVolume.isEmpty { text += " zero \(zeroVolume[row])" }
        if !fileIndexes.isEmpty { text += " file \(fileIndexes[row])" }
        text += "\n"
      }
    }
    for summary in summaries { text += "\(summary)\n" }
    for diagnostic in diagnostics { text += diagnostic.shown }
    return text + "\(latestDate.map(\.description) ?? "-") \(securitiesSeen)"
  }
}
