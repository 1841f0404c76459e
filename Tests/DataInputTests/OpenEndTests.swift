import CoreTypes
import Testing

@testable import DataInput

/// Price files that end without a line break: many are whole, and some are cut off inside their last row.
@Suite struct OpenEndTests {
  private let rows = "date,close\n" + (10...39).map { "20\($0)-01-15,\($0).25\n" }.joined()

  private func said(_ text: String, _ change: (inout PriceTrial) -> Void = { _ in }) throws -> [Diagnostic] {
    var trial = try PriceTrial(text)
    change(&trial)
    return Array(try trial.read().diagnostics)
  }

  @Test(arguments: [
    ("2040-01-15,40.25", false), ("2040-01-15,40.2", true), ("2040-01-15,40.", true), ("2040-01-15,4", true),
    ("2040-01-15,39.25", false), ("2040-01-15,40.2\n", false), ("2040-01-15,40.2\r", false),
    ("2040-01-15,40.2\u{1A}", false), ("Source: Example", false),
  ])
  func theLastNumberTells(_ last: String, _ isCutOff: Bool) throws {
    #expect(try said(rows + last).contains { $0.id == .fileCutOff } == isCutOff)
  }

  /// Where each row has as many decimals as it needs, fewer say nothing; a tenth of the price before does.
  @Test func shortNumbersAreOrdinaryAmongOthers() throws {
    let mixed = rows.replacing("30.25", with: "30.5")
    #expect(try said(mixed + "2040-01-15,40.2").isEmpty)
    #expect(try said(mixed + "2040-01-15,40").isEmpty)
    #expect(try said(mixed + "2040-01-15,4").map(\.id) == [.fileCutOff])
    let few = rows.split(separator: "\n").suffix(10).joined(separator: "\n")
    #expect(try said("date,close\n\(few)\n2040-01-15,40.2").isEmpty)
  }

  /// Another security's price before it says nothing, and a volume may be anything.
  @Test func numbersOfOthersAreNotCompared() throws {
    let text = "security,date,close\nA,2019-10-07,585.5\nB,2019-10-07,5"
    #expect(try said(text).isEmpty)
    #expect(try said(text.replacing("B,2019-10-07", with: "A,2019-10-08")).count == 1)
    #expect(try said("date,close,volume\n2019-10-07,31.25,1200\n2019-10-08,31.50,1").isEmpty)
  }

  @Test func aDecimalCommaIsOneToo() throws {
    let text = "date;close\n2019-10-07;31,25\n2019-10-08;31,"
    let found = try said(text) {
      $0.layout.decimalComma = true
      $0.layout.delimiter = UInt8(ascii: ";")
    }
    #expect(found.map(\.id) == [.fileCutOff])
  }

  @Test func aShortRowIsToldAsTheEndOfTheFile() throws {
    let text = "date,open,close\n2019-10-07,1,2\n2019-10-08,1"
    let found = try said(text)
    #expect(found.map(\.id) == [.fieldCountDiffers] && found[0].help.contains("cut off"))
    #expect(try !said(text + "\n")[0].help.contains("cut off"))
    #expect(try !said(text.replacing("07,1,2", with: "07,1"))[0].help.contains("cut off"))
  }

  /// The line is right however the file is read.
  @Test(arguments: [40, 64, 100, 8 << 20]) func theLineIsTheLast(_ chunkBytes: Int) throws {
    let read = try PriceTrial(rows + "2040-01-15,40.2").read(jobs: 2, chunkBytes: chunkBytes)
    #expect(read.diagnostics.map(\.location?.text) == ["prices.csv:32:12"])
    #expect(read.seriesBySource[0][0].values.last == 40.2)
  }
}
