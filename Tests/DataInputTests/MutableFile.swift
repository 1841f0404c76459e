import CoreTypes
import TestSupport

@testable import DataInput

/// A faultless price file of one vendor's shape, with the keys that a study has for it.
struct MutableFile: Sendable {
  let name: String
  let bytes: [UInt8]
  let layout: FileLayout

  func read(_ bytes: [UInt8], in folder: ScratchFolder) throws -> PriceInput {
    let source = PriceSource(
      files: [InputFile(path: try folder.write(bytes, to: "input.csv"), name: "input.csv")], format: nil,
      columns: nil, security: nil, layout: layout, basis: .adjusted, returnsFrom: nil)
    return try PriceReader.read(
      [source], wanted: nil, jobs: 1, options: PriceReadingOptions(keepsTradedPrices: true))
  }

  /// A day's figures, as they are written.
  private struct Day {
    let date: CalendarDate
    let open, high, low, close: String
    let volume: Int
  }

  private static func days(_ count: Int, seed: UInt64) -> [Day] {
    var generator = SeededGenerator(seed: seed)
    var price = 40.0
    var number = CalendarDate(year: 2019, month: 1, day: 2)?.dayNumber ?? 0
    return (0..<count).map { _ in
      let open = price
      price *= 1 + Double.random(in: -0.03...0.03, using: &generator)
      let date = CalendarDate(dayNumber: number)
      number += number % 7 == 1 ? 3 : 1
      func text(_ value: Double) -> String { "\((value * 10_000).rounded() / 10_000)" }
      return Day(
        date: date, open: text(open), high: text(max(open, price) + 0.5), low: text(min(open, price) - 0.5),
        close: text(price), volume: Int.random(in: 10_000...900_000, using: &generator))
    }
  }

  private static func file(
    _ name: String, _ header: String, ending: String = "\n", isLastLineEnded: Bool = true,
    layout: FileLayout = FileLayout(), rows: [String]
  ) -> MutableFile {
    let text = ([header] + rows).joined(separator: ending) + (isLastLineEnded ? ending : "")
    return MutableFile(name: name, bytes: Array(text.utf8), layout: layout)
  }

  private static func components(_ date: CalendarDate) -> (year: String, month: String, day: String) {
    let parts = date.description.split(separator: "-").map(String.init)
    return (parts[0], parts[1], parts[2])
  }

  /// The last three have a key each: nothing in such files says how they are written.
  static let layouts: [MutableFile] = [
    file(
      "two columns", "date,close", rows: days(40, seed: 1).map { "\($0.date),\($0.close)" }),
    file(
      "yahoo without a last line break", "Date,Open,High,Low,Close,Adj Close,Volume", isLastLineEnded: false,
      rows: days(40, seed: 2).map {
        "\($0.date),\($0.open),\($0.high),\($0.low),\($0.close),\($0.close),\($0.volume)"
      }),
    file(
      "several securities, CR LF", "symbol,date,close,volume", ending: "\r\n",
      rows: ["AMBA", "ZTE", "7203"].enumerated().flatMap { number, security in
        days(16, seed: UInt64(3 + number)).map { "\(security),\($0.date),\($0.close),\($0.volume)" }
      }),
    file(
      "stooq bulk", "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>",
      rows: days(40, seed: 6).map {
        let date = components($0.date)
        return
          "AAPL.US,D,\(date.year)\(date.month)\(date.day),000000,\($0.open),\($0.high),\($0.low),\($0.close),\($0.volume),0"
      }),
    file(
      "nasdaq, newest first", "Date,Close/Last,Volume,Open,High,Low",
      rows: days(40, seed: 7).reversed().map {
        let date = components($0.date)
        return
          "\(date.month)/\(date.day)/\(date.year),$\($0.close),\($0.volume),$\($0.open),$\($0.high),$\($0.low)"
      }),
    file(
      "quoted fields", "\"symbol\",\"date\",\"close\"",
      rows: days(40, seed: 8).map { "\"Inc, \"\"A\"\"\",\"\($0.date)\",\"\($0.close)\"" }),
    file(
      "CR alone", "date\tclose\tvolume", ending: "\r",
      rows: days(40, seed: 9).map { "\($0.date)\t\($0.close)\t\($0.volume)" }),
    file(
      "a column a security", "Name,FIRM A,FIRM B\nCode,AAA(P),BBB(P)",
      rows: zip(days(30, seed: 10), days(30, seed: 11)).map { "\($0.date),\($0.close),\($1.close)" }),
    file(
      "decimal comma", "date;close;volume",
      layout: FileLayout(dateFormat: DateFormat("DD.MM.YYYY"), decimalComma: true),
      rows: days(40, seed: 12).map {
        let date = components($0.date)
        return "\(date.day).\(date.month).\(date.year);\($0.close.replacing(".", with: ","));\($0.volume)"
      }),
  ]
}
