import CoreTypes
import TestSupport
import Testing

@testable import DataInput

/// What the study says of a file's columns of returns and of status, and how a factors file is laid out: each way of reading
/// has an entry of its own.
@Suite struct CacheKeyTests {
  private func shown(_ input: PriceInput) -> String {
    "\(input.described) \(input.seriesBySource.joined().map(\.suspended))"
  }

  @Test func waysOfReadingAFilesReturnsAndStatus() throws {
    var trial = try PriceTrial(
      "date,close,ret,state\n2019-10-07,10,1,x\n2019-10-08,11,10,y\n2019-10-09,,-50,y\n2019-10-10,6,9,\n")
    trial.columns = PriceColumns(date: "date", close: "close", returnColumn: "ret", status: "state")
    trial.returnsFrom = .column
    let changes: [(inout PriceTrial) -> Void] = [
      { $0.returnsIn = .percent }, { $0.returnsIn = .fraction }, { $0.returnsIn = .log },
      { $0.returnsIn = .logPercent }, { $0.returnsFrom = .prices },
      { $0.suspendedStatus = ["y"] }, { $0.suspendedStatus = [""] },
    ]
    let cache = try CacheTrial()
    var outcomes: Set<String> = []
    for round in 1...2 {
      for change in [{ _ in }] + changes {
        var other = trial
        change(&other)
        let plain = try shown(other.read())
        #expect(try shown(other.read(cache: cache.cache)) == plain, "round \(round)")
        outcomes.insert(plain)
      }
    }
    // That fractions are fractions is all that the second way says.
    #expect(outcomes.count >= 7)
  }

  /// A column that is called like its file may hold the price, and is told otherwise.
  @Test func aFileThatIsCalledLikeItsColumn() throws {
    var trial = try PriceTrial("date,wertx\n2019-10-07,10\n2019-10-08,11\n", name: "wertx.csv")
    trial.security = "IDX"
    let cache = try CacheTrial()
    let named = try trial.read(cache: cache.cache)
    var other = try PriceTrial("date,wertx\n2019-10-07,10\n2019-10-08,11\n", name: "index.csv")
    other.security = "IDX"
    for trial in [other, trial, other] {
      #expect(try trial.read(cache: cache.cache).described == trial.read().described)
    }
    #expect(try other.read().described != named.described)
  }

  /// With a decimal comma as the study says, and found out from the numbers, which is told.
  @Test func aDecimalCommaThatTheStudyNames() throws {
    var trial = try PriceTrial("date;close\n2019-10-07;10,5\n2019-10-08;11,25\n")
    trial.columns = PriceColumns(date: "date", close: "close")
    let cache = try CacheTrial()
    for isNamed in [true, false, true] {
      trial.layout.decimalComma = isNamed
      let input = try trial.read(cache: cache.cache)
      #expect(try input.described == trial.read().described)
      #expect(input.seriesBySource[0].first?.values == [10.5, 11.25])
      #expect(input.diagnostics.map(\.id) == (isNamed ? [] : [.numberFormatDetected]))
    }
  }

  /// Percent of a French file become fractions; the same text as a plain table has the numbers that are written.
  @Test func aFactorsFileInTwoFormats() throws {
    let folder = try ScratchFolder()
    let text = "date,Mkt-RF,SMB\n20191007,0.10,0.02\n20191008,0.2,0.1\n"
    let file = try folder.input(text, as: "factors.csv")
    let cache = try CacheTrial()
    var notes: [Diagnostic] = []
    var firsts: [Double] = []
    for format in [nil, FactorsFormat.french, nil] {
      let plain = try FactorsFile.read(file, layout: FileLayout(), format: format, clock: nil)
      let found = try CachedFactors.read(
        file, layout: FileLayout(), format: format, clock: nil, cache: cache.cache, notes: &notes)
      #expect(found.table.columns == plain.table.columns)
      firsts.append(found.table.columns[0][0])
    }
    #expect(firsts == [0.1, 0.001, 0.1] && notes.isEmpty)
  }
}
