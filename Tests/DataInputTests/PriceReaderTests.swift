import CoreTypes
import TestSupport
import Testing

@testable import DataInput

@Suite struct PriceReaderTests {
  private static let yahooHeader = "Date,Open,High,Low,Close,Adj Close,Volume"

  @Test func yahooIsRecognized() throws {
    let text = Self.yahooHeader + "\n2019-10-07,40,44,39,42,21,100\n2019-10-08,41,45,40,43,21.5,0"
    let input = try PriceTrial(text, name: "AMBA.csv").read()
    let series = try #require(input.seriesBySource[0].first)
    #expect(series.security == SecurityID("AMBA"))
    #expect(series.values == [21, 21.5])
    #expect(series.close == [42, 43])
    #expect(series.open == [40, 41])
    #expect(series.zeroVolume == [false, true])
    #expect(series.lines == [2, 3])
    #expect(series.location(ofRow: 1) == SourceLocation(file: "AMBA.csv", line: 3))
    #expect(input.summaries[0].format == "yahoo")
    #expect(input.latestDate?.description == "2019-10-08")
    #expect(input.diagnostics.isEmpty)
  }

  @Test func theBasisAndWhatIsKeptCanBeChosen() throws {
    var trial = try PriceTrial(Self.yahooHeader + "\n2019-10-07,40,44,39,42,21,100\n", name: "AMBA.csv")
    trial.basis = .close
    let series = try #require(try trial.read(keepsTradedPrices: false).seriesBySource[0].first)
    #expect(series.values == [42])
    #expect(series.close.isEmpty && series.open.isEmpty)
  }

  @Test func securitiesMayBeCalledAnything() throws {
    var text = "date,symbol,close\n"
    let names = ["NA", "NAN", "NaN", "TRUE", "INF", "null", "-", "000001", "1e5", "été", "平安"]
    for name in names { text += "2019-10-07,\(name),10\n" }
    let input = try PriceTrial(text).read()
    let expected = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect(input.seriesBySource[0].map(\.security.text) == expected)
    #expect(input.securitiesSeen[0].map(\.text) == expected)
    #expect(input.diagnostics.isEmpty)
  }

  @Test func manySecuritiesInAnyOrderOfRows() throws {
    var rows: [String] = []
    for security in 0..<300 {
      for day in 1...28 {
        let two = day < 10 ? "0\(day)" : "\(day)"
        rows.append("2019-02-\(two),S\(security),\(security * 100 + day)")
      }
    }
    var random = SeededGenerator(seed: 3)
    for order in [rows, rows.reversed(), rows.shuffled(using: &random)] {
      let text = "date,symbol,close\n" + order.joined(separator: "\n")
      let series = try PriceTrial(text).read(jobs: 2, chunkBytes: 5_000).seriesBySource[0]
      #expect(series.count == 300)
      for one in series {
        let number = try #require(Int(one.security.text.dropFirst()))
        #expect(one.values == (1...28).map { Double(number * 100 + $0) })
        #expect(one.dates.map(\.components.day) == Array(1...28))
      }
    }
  }

  @Test func onlyWantedSecuritiesAreKeptButAllAreChecked() throws {
    let text = "date,symbol,close\n2019-10-07,A,10\n2019-10-08,B,11\n2019-10-09,B,-1\n2019-10-07,C,12\n"
    let input = try PriceTrial(text).read(wanted: [SecurityID("C")])
    #expect(input.seriesBySource[0].map(\.security.text) == ["C"])
    #expect(input.securitiesSeen[0].map(\.text) == ["A", "B", "C"])
    #expect(input.summaries[0].rowsRead == 4)
    #expect(input.summaries[0].rowsRefused == 1)
    #expect(input.diagnostics.map(\.id) == [.priceNotPositive])
    #expect(input.latestDate?.description == "2019-10-08")
  }

  @Test func longNumbersAreExact() throws {
    let numbers = [0.1 + 0.2, 1.0 / 3, 54.123456789012345, 1e-7, 123_456_789.123_456_78]
    var text = "date,close\n"
    for (day, number) in numbers.enumerated() { text += "2019-10-0\(day + 1),\(number)\n" }
    let series = try #require(try PriceTrial(text).read().seriesBySource[0].first)
    #expect(series.values == numbers)
  }

  /// Which row of a contradicted day comes first must not decide anything.
  @Test func contradictedDaysAreLeftOutInAnyOrder() throws {
    let rows = ["2019-10-07,10", "2019-10-08,11", "2019-10-08,12", "2019-10-09,13", "2019-10-09,13.0"]
    for order in [rows, rows.reversed()] {
      var trial = try PriceTrial()
      trial.security = "A"
      for (number, row) in order.enumerated() {
        try trial.add("date,close\n\(row)".utf8, name: "\(number).csv")
      }
      let input = try trial.read()
      let series = try #require(input.seriesBySource[0].first)
      #expect(series.dates.map(\.description) == ["2019-10-07", "2019-10-09"])
      #expect(series.values == [10, 13])
      #expect(input.diagnostics.map(\.severity).sorted() == [.error, .error, .warning])
      #expect(input.diagnostics.allSatisfy { $0.id == .priceDayDuplicated })
      #expect(input.summaries.reduce(0) { $0 + $1.rowsRefused } == 3)
    }
  }

  @Test func oneSecurityInSeveralFilesIsOneSeries() throws {
    var trial = try PriceTrial()
    try trial.add("date,symbol,close\n2019-10-09,A,3\n2019-10-07,B,1".utf8, name: "new.csv")
    try trial.add("date,symbol,close,volume\n2019-10-07,A,1,0\n2019-10-08,A,2,5".utf8, name: "old.csv")
    let input = try trial.read()
    let series = try #require(input.seriesBySource[0].first)
    #expect(series.values == [1, 2, 3])
    #expect(series.zeroVolume == [true, false, false])
    #expect((0..<3).map { series.location(ofRow: $0).file } == ["old.csv", "old.csv", "new.csv"])
    #expect(series.lines == [2, 3, 2])
    #expect(input.seriesBySource[0][1].files == ["new.csv"])
  }

  @Test func delimitersDatesAndDecimalCommas() throws {
    var trial = try PriceTrial("Datum;Kurs\n07.10.2019;1,5\n08.10.2019;\"2,25\"\n", name: "DAX.csv")
    trial.columns = PriceColumns(date: "Datum", close: "Kurs")
    trial.layout = FileLayout(dateFormat: DateFormat("DD.MM.YYYY"), decimalComma: true)
    let series = try #require(try trial.read().seriesBySource[0].first)
    #expect(series.values == [1.5, 2.25])
    for delimiter in ["\t", "|", ";", ","] {
      let text = ["date", "close"].joined(separator: delimiter) + "\n20191007\(delimiter)10\n"
      #expect(try PriceTrial(text).read().seriesBySource[0].first?.values == [10])
    }
  }

  @Test func returnsAreReadAsTheyAre() throws {
    var trial = try PriceTrial("date,ret\n2019-10-07,-1\n2019-10-08,0.01\n2019-10-09,-0.0\n")
    trial.columns = PriceColumns(date: "date", returnColumn: "ret")
    let series = try #require(try trial.read().seriesBySource[0].first)
    #expect(series.kind == .returns)
    #expect(series.values == [-1, 0.01, 0])
  }

  @Test func aBadOptionalNumberCostsOnlyItself() throws {
    let text = Self.yahooHeader + "\n2019-10-07,x,44,39,42,21,lots\n2019-10-08,null,45,40,43,21.5,N/A\n"
    let input = try PriceTrial(text, name: "AMBA.csv").read()
    let series = try #require(input.seriesBySource[0].first)
    #expect(series.values == [21, 21.5])
    #expect(series.open.map(\.isNaN) == [true, true])
    #expect(input.diagnostics.map(\.severity) == [.warning, .warning])
    #expect(input.summaries[0].rowsRefused == 0)
  }

  /// A number that a row lacks is missing, not that of the row before.
  @Test func aMissingOptionalNumberIsNotThatOfTheRowBefore() throws {
    let text = Self.yahooHeader + "\n2019-10-07,40,44,39,42,21,100\n2019-10-08,,45,40,,21.5,100\n"
    let series = try #require(try PriceTrial(text, name: "AMBA.csv").read().seriesBySource[0].first)
    #expect(series.open.map(\.isNaN) == [false, true])
    #expect(series.close.map(\.isNaN) == [false, true])
  }

  @Test func filesThatCannotBeReadEndTheRun() throws {
    let folder = try ScratchFolder()
    var trial = try PriceTrial("date,close\n2019-10-07,1\n")
    trial.files.append(InputFile(path: folder.path + "/none.csv", name: "none.csv"))
    let failing = trial
    #expect(throws: RunFailure.self) { try failing.read() }
    do {
      _ = try failing.read(jobs: 2)
    } catch let failure as RunFailure {
      #expect(failure.kind == .inputMissing)
      #expect(failure.message == "there is no file 'none.csv'")
    }
    trial.files = [InputFile(path: folder.path, name: "folder")]
    do {
      _ = try trial.read()
      Issue.record("a folder was read")
    } catch let failure as RunFailure {
      #expect(failure.kind == .readOrWriteError)
    }
  }

  @Test func oneBadFileNeverStopsTheOthers() throws {
    var trial = try PriceTrial()
    try trial.add([], name: "A.csv")
    try trial.add("date,close\n".utf8, name: "B.csv")
    try trial.add("<html>".utf8, name: "C.csv")
    try trial.add("date,close\n2019-10-07,1".utf8, name: "D.csv")
    let input = try trial.read(jobs: 2)
    #expect(input.seriesBySource[0].map(\.security.text) == ["D"])
    #expect(input.diagnostics.map(\.id) == [.fileEmpty, .fileWithoutRows, .fileUnreadable])
    #expect(input.summaries.map(\.rowsRead) == [0, 0, 0, 1])
  }

  /// An unterminated quote must not keep the rest of a long file in memory, and costs its own line only.
  @Test func anUnclosedQuoteCostsOneLine() throws {
    var text = "date,close,note\n2019-10-07,1,\"open\n"
    var day = CalendarDate(dayNumber: 0)
    for row in 1...60_000 {
      text += "\(day),\(row),a row of plain text without a quote\n"
      day = day.advanced(by: 1)
    }
    let input = try PriceTrial(text).read(chunkBytes: 100_000)
    #expect(input.seriesBySource[0].first?.count == 60_000)
    #expect(input.diagnostics.map(\.id) == [.quoteNotClosed])
    #expect(input.diagnostics[0].location == SourceLocation(file: "prices.csv", line: 2, column: 14))
  }

  /// A byte of value 0 below a quote that is not closed is told on its own line.
  @Test func aZeroByteBelowAnOpenQuote() throws {
    let text = "date,close,note\n2019-10-07,1,\"open\n2019-10-08,2,x\n2019-10-09,3,\u{0}\n2019-10-10,4,x\n"
    let read = try PriceTrial(text).read()
    #expect(read.diagnostics.map(\.id) == [.quoteNotClosed, .zeroByteInRow])
    #expect(read.diagnostics.map(\.location?.line) == [2, 4])
    #expect(read.seriesBySource[0].map(\.values) == [[2, 4]])
  }
}
