import CoreTypes
import Foundation
import TestSupport
import Testing

@testable import DataInput

/// What is found out about a file, and files that are packed or not UTF-8: the same with a cache or without.
@Suite struct CachedLayoutsTests {
  /// Dates, decimal marks and thousands that the first rows tell are part of an entry, and of what must not have changed
  /// when the file has grown.
  @Test func whatTheFirstRowsTell() throws {
    for (text, tail) in [
      ("Date;Close;\n07.10.2019;1.234,5;\n08.10.2019;1.235,25;\n", "09.10.2019;1.236,5;\n10.10.2019;x;\n"),
      ("date,close\n03/04/2019,\"1,234.5\"\n03/25/2019,\"1,235\"\n", "03/26/2019,\"1,236\"\n"),
      ("date,close\n03/04/2019,1\n03/05/2019,2\n", "03/25/2019,3\n"),
      ("A title\n\ndate,close\n2019-10-07,1\n", "2019-10-08,2\n\u{1A}"),
    ] {
      let cache = try CacheTrial()
      let trial = try PriceTrial(text, name: "AAA.csv")
      for shown in [text, text, text + tail, text + tail] {
        try trial.folder.write(shown, to: "AAA.csv")
        let plain = try trial.read().described
        #expect(try trial.read(cache: cache.cache).described == plain)
      }
    }
  }

  /// CRSP's flag of what a return covers, in an extract of returns alone.
  @Test func theDurationsOfReturns() throws {
    let text = """
      PERMNO,DlyCalDt,DlyRet,DlyRetDurFlg
      10001,2019-10-07,0.01,D3
      10001,2019-10-08,0.02,P3
      10001,2019-10-09,0.03,
      10001,2019-10-10,0.04,d1
      """
    let cache = try CacheTrial()
    let trial = try PriceTrial(text + "\n", name: "AAA.csv")
    for read in try [trial.read(), trial.read(cache: cache.cache), trial.read(cache: cache.cache)] {
      #expect(read.diagnostics.isEmpty && read.seriesBySource[0][0].kind == .returns)
      #expect(read.seriesBySource[0][0].durations == [.oneSession, .sinceLast, .unknown, .oneSession])
    }
    let priced = try PriceTrial(
      text.replacing("DlyRet,", with: "DlyRet,DlyPrc,").replacing(",0.0", with: ",0.0,9.0") + "\n")
    #expect(try priced.read().seriesBySource[0][0].durations.isEmpty)
  }

  @Test func packedAndEncodedFiles() throws {
    let cache = try CacheTrial()
    for id in ["netease", "bloomberg", "datastream", "compustat"] {
      var trial = try PriceTrial()
      trial.files = try InputFile.matching("*.[ct]*", in: PackagePaths.fixture("Formats/\(id)"))
        .filter { !$0.name.hasPrefix("expected") }
      let plain = try trial.read().described
      for _ in 1...2 { #expect(try trial.read(chunkBytes: 64, cache: cache.cache).described == plain) }
      #expect(cache.takeDeeds().written.count == trial.files.count)
    }
    var zipped = try PriceTrial()
    try zipped.pack("date,symbol,close\n2019-10-07,A,12.5\n2019-10-08,A,13\n".utf8, name: "zipped.csv")
    let expected = try zipped.read().described
    for _ in 1...2 { #expect(try zipped.read(chunkBytes: 64, cache: cache.cache).described == expected) }
    #expect(cache.takeDeeds().written.count == 1)
  }

  /// The character set that an entry tells is that of the content it was made of.
  @Test func aFileThatChangesItsCharacterSet() throws {
    var trial = try PriceTrial()
    trial.format = "netease"
    let header = "日期,股票代码,名称,收盘价,涨跌幅\n"
    let rows = (1...9).map { "2019-10-0\($0),'600001,名称,\(10 + $0),1.5\n" }.joined()
    let folder = trial.folder
    let text = header + rows
    func encoded(_ name: String) throws -> [UInt8] {
      let convert = Process()
      convert.executableURL = URL(fileURLWithPath: "/bin/sh")
      let source = try folder.write(text.utf8, to: "text")
      convert.arguments = ["-c", "iconv -f utf-8 -t \(name) '\(source)' > '\(source).\(name)'"]
      try convert.run()
      convert.waitUntilExit()
      return Array(try Data(contentsOf: URL(fileURLWithPath: "\(source).\(name)")))
    }
    let cache = try CacheTrial()
    var (chinese, plain) = (try encoded("gb18030"), Array(text.utf8))
    // Of one length, so that only their digests tell them apart.
    chinese += [UInt8](repeating: 10, count: plain.count - chinese.count)
    trial.files = []
    for bytes in [chinese, plain, chinese] {
      try folder.write(bytes, to: "600001.csv")
      trial.files = [InputFile(path: "\(folder.path)/600001.csv", name: "600001.csv")]
      let expected = try trial.read(chunkBytes: 64).described
      for _ in 1...2 { #expect(try trial.read(chunkBytes: 64, cache: cache.cache).described == expected) }
    }
  }
}
