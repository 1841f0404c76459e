import CoreTypes
import Foundation
import TestSupport
import Testing

@testable import DataInput

/// With a cache or without, whatever became of the file or of the cache since: the same comes out.
@Suite struct InputCacheTests {
  private static let text = "date,symbol,open,high,low,close,volume\n" + rows(1...20)

  /// A row a day of three securities.
  private static func rows(_ days: ClosedRange<Int>) -> String {
    days.map { day in
      let date = CalendarDate(dayNumber: Int32(18_000 + day)).description
      return ["AMBA", "NA", "Y,Z"].map { "\(date),\"\($0)\",10,12,9,1\(day % 2).5,\(day % 3)\n" }.joined()
    }.joined()
  }

  @Test(arguments: ["\n", "\r\n", "\r"], [7, 100, 8 << 20])
  func aWarmCacheGivesWhatAColdOneGave(_ lineEnd: String, _ chunkBytes: Int) throws {
    let trial = try PriceTrial("\u{FEFF}" + ChunkCutTests.nastyLines().joined(separator: lineEnd))
    let plain = try trial.read().described
    let cache = try CacheTrial()
    for jobs in [1, 2, 3, 8] {
      let input = try trial.read(jobs: jobs, chunkBytes: chunkBytes, cache: cache.cache)
      #expect(input.described == plain && input.cacheNotes.isEmpty)
      let deeds = cache.takeDeeds()
      #expect(deeds.written.count == (jobs == 1 ? 1 : 0) && deeds.used.count == (jobs == 1 ? 0 : 1))
    }
    // Pieces of another size make no difference to an entry.
    #expect(try trial.read(jobs: 2, chunkBytes: 33, cache: cache.cache).described == plain)
    #expect(cache.takeDeeds().written.isEmpty)
  }

  /// Every beginning of a file is what it may have been the night before: cut in a number, in a quoted field, between CR
  /// and LF, at the end of a line.
  @Test(arguments: ["\n", "\r\n", "\r"])
  func everyBeginningGrowsIntoTheWhole(_ lineEnd: String) throws {
    let lines = Array(ChunkCutTests.nastyLines().prefix(22)) + ["2019-11-02,AMBA,10,12,9,11.5,5,z", ""]
    let bytes = Array(lines.joined(separator: lineEnd).utf8)
    let whole = try PriceTrial(bytes: bytes).read().described
    var grown = 0
    let step = 11
    for count in stride(from: 0, through: bytes.count, by: step) {
      let chunkBytes = count % 2 == 0 ? 8 << 20 : 150
      let cache = try CacheTrial()
      let trial = try PriceTrial(bytes: Array(bytes[..<count]))
      let before = try trial.read(cache: nil).described
      #expect(try trial.read(chunkBytes: chunkBytes, cache: cache.cache).described == before)
      try trial.folder.write(bytes, to: "prices.csv")
      let after = try trial.read(jobs: 2, chunkBytes: chunkBytes, cache: cache.cache)
      #expect(after.described == whole && after.cacheNotes.isEmpty, "from \(count) bytes")
      let hasGrown = cache.growths.contains(1) || !cache.takeDeeds().used.isEmpty
      grown += hasGrown ? 1 : 0
    }
    // The others begin inside the header or inside a quoted field.
    #expect(grown > bytes.count / step / 2)
  }

  @Test func aFileThatGrowsEveryNight() throws {
    var text = Self.text
    let trial = try PriceTrial(text)
    let cache = try CacheTrial()
    _ = try trial.read(cache: cache.cache)
    var days = 20
    for night in 1...40 {
      let more = max(1, days / 12)
      text += Self.rows((days + 1)...(days + more))
      days += more
      if night % 4 == 0 { text += "2019-01-07,NEW\(night),1,1,1,1,1\n" }
      // Some nights end in the middle of a row.
      let shown = night % 5 == 0 ? String(text.dropLast(9)) : text
      try trial.folder.write(shown, to: "prices.csv")
      let plain = try trial.read().described
      let chunkBytes = night % 2 == 0 ? 500 : 8 << 20
      #expect(try trial.read(chunkBytes: chunkBytes, cache: cache.cache).described == plain, "night \(night)")
      if night % 6 == 0 {
        #expect(try trial.read(cache: cache.cache).described == plain, "again in \(night)")
      }
      // One entry a file, and after some growths the rows are brought together again.
      #expect(cache.names.count == 1 && (cache.growths.max() ?? 0) <= CachedPrices.mostGrowths)
    }
    #expect(cache.growths == [7])
  }

  /// Large entries are not written again when the file grows; what they consist of goes when a new one replaces them.
  @Test func aLargeEntryIsReferredTo() throws {
    var text = "date,symbol,close\n"
    for day in 0..<30_000 {
      let date = CalendarDate(dayNumber: Int32(day))
      text += "\(date),AAA,10\n\(date),BBB,11.25\n"
    }
    let trial = try PriceTrial(text)
    let cache = try CacheTrial()
    _ = try trial.read(chunkBytes: 100_000, cache: cache.cache)
    let first = cache.takeDeeds().written
    for night in 1...3 {
      for day in 0..<1_500 {
        text += "\(CalendarDate(dayNumber: Int32(30_000 + 1_500 * night + day))),AAA,12\n"
      }
      try trial.folder.write(text, to: "prices.csv")
      let plain = try trial.read().described
      #expect(try trial.read(jobs: 2, chunkBytes: 100_000, cache: cache.cache).described == plain)
      let written = cache.takeDeeds().written
      #expect(cache.bytes(written[0]).count < 60_000)
      #expect(try trial.read(jobs: 2, cache: cache.cache).described == plain)
      #expect(cache.takeDeeds().used.contains(first[0]))
    }
    #expect(cache.names.count == 4)
    // A little more is read again rather than written.
    text += "2060-01-01,BBB,12\n"
    try trial.folder.write(text, to: "prices.csv")
    let little = try trial.read().described
    #expect(try trial.read(jobs: 2, cache: cache.cache).described == little)
    let deeds = cache.takeDeeds()
    #expect(deeds.written.isEmpty && deeds.used.count == 4)
    // Another file lies there now.
    try trial.folder.write(text.replacingOccurrences(of: "11.25", with: "11.26"), to: "prices.csv")
    let plain = try trial.read().described
    #expect(try trial.read(jobs: 2, chunkBytes: 100_000, cache: cache.cache).described == plain)
    #expect(cache.names.count == 1)
  }

  @Test(arguments: [60, 8 << 20])
  func aChangedFileOfTheSameLengthIsReadAnew(_ chunkBytes: Int) throws {
    let trial = try PriceTrial(Self.text)
    let cache = try CacheTrial()
    _ = try trial.read(chunkBytes: chunkBytes, cache: cache.cache)
    let old = cache.names
    try trial.folder.write(Self.text.replacingOccurrences(of: ",11.5,", with: ",11.6,"), to: "prices.csv")
    let plain = try trial.read().described
    let input = try trial.read(jobs: 2, chunkBytes: chunkBytes, cache: cache.cache)
    #expect(input.described == plain && plain.contains("11.6") && input.cacheNotes.isEmpty)
    #expect(cache.names.count == 1 && cache.names != old)
    // A file that became shorter, and one that changed where it had been before it grew.
    for text in [String(Self.text.dropLast(44)), Self.text.dropLast(44) + "2030-01-01,AMBA,1,1,1,1,1\n"] {
      try trial.folder.write(String(text.replacing("10.5", with: "10.7")), to: "prices.csv")
      let plain = try trial.read().described
      #expect(try trial.read(chunkBytes: chunkBytes, cache: cache.cache).described == plain)
    }
  }

  @Test func whatTheStudySaysOfAFileIsPartOfTheKey() throws {
    let trial = try PriceTrial("Date,Open,High,Low,Close,Adj Close,Volume\n2019-10-07,40,44,39,42,21,100\n")
    var others: [PriceTrial] = [trial]
    let changes: [(inout PriceTrial) -> Void] = [
      { $0.format = "yahoo" }, { $0.basis = .close }, { $0.security = "AMBA" },
      { $0.columns = PriceColumns(date: "Date", close: "Close", security: "Volume") },
      { $0.columns = PriceColumns(date: "Date", close: "Low") },
      { $0.layout.dateFormat = DateFormat("YYYY-MM-DD") },
      { $0.layout.delimiter = 44 }, { $0.layout.encoding = "windows-1252" },
    ]
    for change in changes {
      var other = trial
      change(&other)
      others.append(other)
    }
    let cache = try CacheTrial()
    for _ in 1...2 {
      for other in others {
        for keeps in [true, false] {
          #expect(
            try other.read(keepsTradedPrices: keeps, cache: cache.cache).described
              == other.read(keepsTradedPrices: keeps).described)
        }
      }
    }
    #expect(cache.takeDeeds().written.count == 2 * others.count)
    // Another version of the program reads the file itself.
    _ = try trial.read(cache: cache.cache(of: "1.1"))
    #expect(cache.takeDeeds().written.count == 1)
  }

  @Test func onlyWantedSecuritiesComeOutAndOthersCanBeWantedLater() throws {
    let trial = try PriceTrial(ChunkCutTests.nastyLines().joined(separator: "\n"))
    let cache = try CacheTrial()
    for wanted in [["NA"], ["AMBA", "two\nlines"], [], ["NOBODY"]].map({ Set($0.map(SecurityID.init)) }) {
      let plain = try trial.read(wanted: wanted).described
      #expect(try trial.read(wanted: wanted, chunkBytes: 90, cache: cache.cache).described == plain)
    }
    #expect(cache.takeDeeds().written.count == 1)
  }

  /// Sections of securities that one study does not want are there for the next one, after the file has grown too.
  @Test(arguments: [10, 12_000])
  func aFileGrowsWhileDifferentSecuritiesAreWanted(_ days: Int) throws {
    func rows(_ security: String, _ days: Range<Int>) -> String {
      days.map { "\(CalendarDate(dayNumber: Int32($0))),\(security),1\($0 % 7)\n" }.joined()
    }
    var text = "date,symbol,close\n" + ["AAA", "BBB", "CCC"].map { rows($0, 0..<days) }.joined()
    let trial = try PriceTrial(text)
    let cache = try CacheTrial()
    _ = try trial.read(chunkBytes: 10 * days, cache: cache.cache)
    var end = days
    for wanted in [["AAA"], ["BBB", "DDD"], [], ["CCC"]].map({ Set($0.map(SecurityID.init)) }) {
      text += rows("DDD", end..<(end + days))
      end += days
      try trial.folder.write(text, to: "prices.csv")
      for cached in [wanted, Set(["BBB", "DDD"].map(SecurityID.init))] {
        let plain = try trial.read(wanted: cached).described
        #expect(try trial.read(wanted: cached, chunkBytes: 10 * days, cache: cache.cache).described == plain)
      }
    }
    #expect(cache.growths.contains(4))
  }

  @Test func theSameContentElsewhereNeedsNoReading() throws {
    let cache = try CacheTrial()
    _ = try PriceTrial(Self.text, name: "old/prices.csv").read(cache: cache.cache)
    let moved = try PriceTrial(Self.text, name: "new/prices.csv")
    let input = try moved.read(cache: cache.cache)
    #expect(input.described == (try moved.read().described) && input.described.contains("new/prices.csv"))
    #expect(cache.takeDeeds().written.count == 1)
    // Without a column of securities the name of the file is its security.
    let one = "date,close\n2019-10-07,1\n2019-10-08,x\n"
    for name in ["AAA.csv", "BBB.csv"] {
      let trial = try PriceTrial(one, name: name)
      #expect(try trial.read(cache: cache.cache).described == trial.read().described)
    }
  }

  @Test func whatCannotBeWrittenIsSaidOnceAndCostsNothing() throws {
    var trial = try PriceTrial(Self.text)
    try trial.add(Self.text.utf8, name: "second.csv")
    let cache = try CacheTrial()
    cache.fail(with: "cannot be written to: no space left on device")
    let input = try trial.read(cache: cache.cache)
    #expect(input.described == (try trial.read().described))
    #expect(input.cacheNotes.map(\.id) == [.cacheNotUsable])
    #expect(input.cacheNotes[0].message == "the cache cannot be written to: no space left on device")
  }
}
