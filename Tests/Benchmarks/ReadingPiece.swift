import CoreTypes
import DataInput
import Foundation

/// A file of prices as the program reads it: libcsv, dates, numbers, every check.
enum ReadingPiece {
  /// 40 securities of 1,000 days, with all columns of a price file.
  static func all(in folder: String) throws -> [Piece] {
    var text = "security,date,open,high,low,close,volume\n"
    for security in 0..<40 {
      for day in 0..<1_000 {
        let date = CalendarDate(dayNumber: 15_000 + Int32(day)).description
        let price = 100 + (day * 37 + security * 11) % 900
        let close = "\(price / 10).\(price % 10)5"
        text += "S\(security),\(date),\(close),\(close),\(close),\(close),\(1_000 + day)\n"
      }
    }
    let path = folder + "/prices.csv"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let source = PriceSource(
      files: [InputFile(path: path, name: "prices.csv")], format: nil, columns: nil, security: nil,
      layout: FileLayout(), basis: .adjusted, returnsFrom: nil)
    let options = PriceReadingOptions(keepsTradedPrices: false, chunkBytes: 1 << 20)
    return [
      Piece(name: "prices read", unit: "byte", units: text.utf8.count) {
        guard let read = try? PriceReader.read([source], wanted: nil, jobs: 1, options: options) else {
          return .nan
        }
        return Double(read.seriesBySource.joined().reduce(0) { $0 + $1.dates.count })
      }
    ]
  }
}
