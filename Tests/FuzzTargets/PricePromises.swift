import CoreTypes
import DataInput

/// What the reader of prices owes to bytes, however it cuts them up and whichever way it takes through them.
struct PricePromises {
  let columns: PriceColumns?

  func check(_ bytes: UnsafeBufferPointer<UInt8>) {
    let whole = read(bytes, chunkBytes: 1 << 20)
    PricePromises.checkSame(whole, read(bytes, chunkBytes: 61), "in pieces")
    if let apart = PricePromises.withBlankLine(bytes) {
      let byLine = apart.withUnsafeBufferPointer { read($0, chunkBytes: 1 << 20) }
      PricePromises.checkSame(whole, byLine, "line by line")
    }
    if let quoted = PricePromises.quoted(bytes) {
      checkQuoted(whole, quoted.withUnsafeBufferPointer { read($0, chunkBytes: 1 << 20) })
    }
    if let whole { PricePromises.checkSeries(whole) }
  }

  /// What was read, and what a security is called that only the file names: a new name each time.
  private struct Reading {
    let input: PriceInput
    let fileName: String

    var counts: [[Int]] { input.summaries.map { [$0.rowsRead, $0.rowsRefused] } }
    /// Each diagnostic without its words, which may name the file's security.
    var told: [String] {
      input.diagnostics.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.id.rawValue)" }
    }
    var places: [String] { input.diagnostics.map { "\($0.location?.line ?? 0) \($0.id.rawValue)" } }
    var series: [PriceSeries] { Array(input.seriesBySource.joined()) }

    func name(_ series: PriceSeries) -> String {
      series.security.text == fileName ? "" : series.security.text
    }
  }

  private func read(_ bytes: UnsafeBufferPointer<UInt8>, chunkBytes: Int) -> Reading? {
    var reading: Reading?
    ScratchInput.with(bytes) { file in
      let input = try? PriceReader.read(
        [PricePromises.source(file, columns, FileLayout())], wanted: nil, jobs: 1,
        options: PricePromises.options(chunkBytes))
      let fileName = file.path.split(separator: "/").last.map(String.init) ?? ""
      reading = input.map { Reading(input: $0, fileName: fileName) }
    }
    return reading
  }

  static func options(_ chunkBytes: Int) -> PriceReadingOptions {
    PriceReadingOptions(keepsTradedPrices: true, chunkBytes: chunkBytes)
  }

  static func source(_ file: InputFile, _ columns: PriceColumns?, _ layout: FileLayout) -> PriceSource {
    PriceSource(
      files: [file], format: nil, columns: columns, security: nil, layout: layout, basis: .adjusted,
      returnsFrom: nil)
  }

  /// The same rows, numbers and diagnostics.
  private static func checkSame(_ one: Reading?, _ other: Reading?, _ way: String) {
    precondition((one == nil) == (other == nil), "whole and \(way) one of both fails")
    guard let one, let other else { return }
    precondition(one.counts == other.counts, "counts differ between whole and \(way)")
    let (left, right) = (one.told, other.told)
    let odd = left.first { !right.contains($0) } ?? right.first { !left.contains($0) }
    precondition(left == right, "diagnostics differ between whole and \(way): \(odd ?? "another order")")
    checkSameSeries(one, other, way)
  }

  private static func checkSameSeries(_ one: Reading, _ other: Reading, _ way: String) {
    precondition(one.series.count == other.series.count, "securities are missing \(way)")
    for (left, right) in zip(one.series, other.series) {
      precondition(one.name(left) == other.name(right), "securities differ \(way)")
      precondition(left.dates == right.dates, "dates differ \(way)")
      precondition(
        zip(left.values, right.values).allSatisfy { $0.bitPattern == $1.bitPattern }, "values differ \(way)")
      precondition(left.lines == right.lines, "lines differ \(way)")
    }
  }

  private static func checkSeries(_ reading: Reading) {
    for series in reading.series {
      let isPrice = series.kind == .prices
      precondition(series.values.allSatisfy { isPrice ? $0 >= 0 : $0 >= -1 }, "a value that cannot be")
      precondition(
        zip(series.dates, series.dates.dropFirst()).allSatisfy { $0 < $1 }, "dates that do not ascend")
    }
  }

  // MARK: The same table in other bytes

  /// With a line that holds a blank at the end, which keeps the only block of the file from being parsed in one go; `nil`
  /// where the last line has no end, which is told apart, where bytes of value 0 make all bytes say what they are, and where
  /// the end of the last line may not be what ends lines.
  private static func withBlankLine(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    let ending: UInt8 = bytes.contains(10) ? 10 : 13
    let isMixed = ending == 10 && zip(bytes, bytes.dropFirst()).contains { $0 == 13 && $1 != 10 }
    return bytes.last == ending && !isMixed && !bytes.contains(0) ? bytes + [32, ending] : nil
  }

  /// Every field in quotes; `nil` where the bytes hold what means something else inside quotes or another delimiter.
  private static func quoted(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard bytes.last == 10, bytes.contains(44),
      bytes.allSatisfy({ ($0 > 32 && $0 < 127 && ![34, 35, 59, 124].contains($0)) || $0 == 10 })
    else { return nil }
    return bytes.split(separator: 10, omittingEmptySubsequences: false).dropLast().reduce(into: []) {
      text, line in
      if !line.isEmpty {
        let fields = line.split(separator: 44, omittingEmptySubsequences: false)
        text += fields.map { [34] + Array($0) + [34] }.joined(separator: [44])
      }
      text.append(10)
    }
  }

  /// Quotes change columns, not lines, ids or numbers.
  private func checkQuoted(_ plain: Reading?, _ quoted: Reading?) {
    precondition((plain == nil) == (quoted == nil), "with and without quotes one of both fails")
    guard let plain, let quoted else { return }
    precondition(plain.places == quoted.places, "diagnostics differ with quotes")
    PricePromises.checkSameSeries(plain, quoted, "with quotes")
  }
}
