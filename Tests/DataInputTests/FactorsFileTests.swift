import CoreTypes
import TestSupport
import Testing

@testable import DataInput

@Suite struct FactorsFileTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func read(_ text: String, _ format: FactorsFormat? = nil) throws -> FactorsInput {
    let path = try folder.write(text, to: "factors.csv")
    return try FactorsFile.read(
      InputFile(path: path, name: "factors.csv"), layout: FileLayout(), format: format, clock: nil)
  }

  private static let published = """
    This file was made for a test, in the form in which the French data library publishes its daily factors.
    Missing data are indicated by -99.99 or -999, and numbers, as here, are separated by commas.

    ,Mkt-RF,SMB,HML,RF,Mom\u{20}\u{20}\u{20}
    20191007,   -0.45,    0.10,   -0.27,   0.007,  -99.99
    20191008,   -1.56,   -0.33,   -0.06,   0.007,    -999
    20191009,    0.91,    0.30,   -0.39,   0.007,    0.12


    """

  @Test(arguments: [FactorsFormat.french, nil], ["\n", "\r\n"])
  func aPublishedFileIsReadAsItComes(_ format: FactorsFormat?, _ lineEnd: String) throws {
    let text = (Self.published + "Copyright of nobody\n").split(
      separator: "\n", omittingEmptySubsequences: false
    ).joined(separator: lineEnd)
    let read = try read(text, format)
    #expect(read.table.names == ["mkt_rf", "smb", "hml", "rf", "mom"])
    #expect(read.table.dates.map(\.description) == ["2019-10-07", "2019-10-08", "2019-10-09"])
    #expect(read.table.columns[0] == [-0.45, -1.56, 0.91].map { (percent: Double) in percent / 100 })
    #expect(read.table.columns[3] == [Double](repeating: 0.007 / 100, count: 3))
    #expect(read.table.columns[4].map(\.isNaN) == [true, true, false])
    #expect(read.diagnostics.isEmpty)
    #expect(read.summary.format == "french" && read.summary.rowsRead == 3 && read.summary.rowsRefused == 0)
  }

  @Test func datesAndNumbersAreReadAsTheyTell() throws {
    let german = try read("date;mkt_rf;rf\n07.10.2019;-0,0045;0,00007\n08.10.2019;0,012;\n")
    #expect(german.table.dates.map(\.description) == ["2019-10-07", "2019-10-08"])
    #expect(german.table.columns[0] == [-0.0045, 0.012])
    #expect(german.diagnostics.map(\.id) == [.dateFormatDetected, .numberFormatDetected])
    #expect(
      german.diagnostics.map(\.help) == [
        "`factors: {files: factors.csv, date_format: DD.MM.YYYY}` in the study says so for good",
        "`factors: {files: factors.csv, decimal: \",\"}` in the study says so for good",
      ])
    let american = try read("date,mkt_rf\n10/7/2019,0.1\n10/25/2019,0.3\n10/28/2019,0.4\n")
    #expect(american.table.dates.count == 3 && american.diagnostics.map(\.id) == [.dateFormatDetected])
  }

  @Test func datesWithTwoReadingsMakeNoFactors() {
    let failure = #expect(throws: RunFailure.self) {
      try read("date,mkt_rf\n01/02/2019,0.1\n02/02/2019,0.2\n")
    }
    #expect(failure?.kind == .unusable && failure?.message.hasSuffix("no factor can be used") == true)
  }

  @Test func aSecondSectionIsNotRead() throws {
    let second =
      "  Annual Factors: January-December\n,Mkt-RF,SMB,HML,RF,Mom\n  2019,  28.28, -6.11, -10.34, 2.14, 1\n"
    let daily = "Equal weighted\n,Mkt-RF,SMB,HML,RF,Mom\n20191007,9,9,9,9,9\n"
    for further in [second, daily, ",Mkt-RF,SMB,HML,RF,Mom\n20191007,9,9,9,9,9\n"] {
      let read = try read(Self.published + further)
      #expect(read.table.dates.count == 3)
      #expect(read.table.columns[0][0] == -0.45 / 100)
      #expect(read.diagnostics.isEmpty)
    }
  }

  @Test func damagedRowsInsideTheSectionAreNamedWithTheirLines() throws {
    let damaged = "2019101O,1,1,1,1,1\n20191011,1,x,1,1,1\n20191014,1,1\n20191015,1,1,1,1,1\n"
    let read = try read(Self.published.dropLast() + damaged)
    #expect(read.diagnostics.map(\.id) == [.dateUnreadable, .factorNotANumber, .fieldCountDiffers])
    #expect(read.diagnostics.map { $0.location?.line } == [8, 9, 10])
    #expect(read.diagnostics[1].location?.column == 12)
    #expect(read.diagnostics[1].help.hasPrefix("write returns as numbers, such as 0.12"))
    #expect(read.table.dates.map(\.description).suffix(2) == ["2019-10-11", "2019-10-15"])
  }

  @Test func withoutThePreambleOnlyTheStudyCanSayThatItIsPercent() throws {
    let text = ",Mkt-RF,RF\n20191007,-0.45,0.007\n20191008,-999,0.007\n"
    #expect(try read(text).table.columns[0] == [-0.45, -999])
    let french = try read(text, .french)
    #expect(french.table.columns[0][0] == -0.45 / 100 && french.table.columns[0][1].isNaN)
    #expect(try read("date" + text, .french).table.columns[1] == [Double](repeating: 0.007 / 100, count: 2))
  }

  @Test func aMonthlyFileIsRefused() {
    let failure = #expect(throws: RunFailure.self) {
      try read("Monthly\n\n,Mkt-RF,SMB,HML,RF\n192607,    2.96,   -2.56,   -2.43,    0.22\n", .french)
    }
    #expect(failure?.kind == .unusable)
    #expect(failure?.help == "take the daily file; for monthly prices say format: french-monthly")
  }

  @Test func aDamagedRowDoesNotEndASection() throws {
    for bad in [",   -1.56,   -0.33,   -0.06,   0.007,    -999", "Dividend,0.52", "2019100,1"] {
      let read = try read(
        Self.published.replacing("20191008,   -1.56,   -0.33,   -0.06,   0.007,    -999", with: bad))
      #expect(read.table.dates.map(\.description) == ["2019-10-07", "2019-10-09"], "\(bad)")
      #expect(read.diagnostics.map(\.location?.line) == [6] && read.summary.rowsRefused == 1)
    }
  }

  /// As in the file of the momentum factor.
  @Test func rowsMayEndWithACommaMoreThanTheHeader() throws {
    let text = "It contains a momentum factor,,\n\n,Mom\n20191007,  0.12,\n20191008, -0.50,\n20191009,1,2\n"
    let read = try read(text)
    #expect(read.table.columns == [[0.12 / 100, -0.5 / 100]])
    #expect(read.diagnostics.map(\.id) == [.fieldCountDiffers])
  }

  /// As a spreadsheet writes it.
  @Test(arguments: ["\t", ";", "|", ","]) func aFrenchFileMayHaveOtherDelimiters(_ delimiter: String) throws {
    let rows = [["", "Mkt-RF", "RF"], ["20190102", "0.23", "0.01"], ["20190103", "-2.45", "0.01"]]
    let read = try read(
      "Made for a test\n\n" + rows.map { $0.joined(separator: delimiter) + "\n" }.joined())
    #expect(read.summary.format == "french" && read.diagnostics.isEmpty)
    let percent: [[Double]] = [[0.23, -2.45], [0.01, 0.01]]
    #expect(read.table.columns == percent.map { $0.map { $0 / 100 } })
  }

  @Test func aPlainFileIsNotTakenForAFrenchOne() throws {
    let read = try read("\n\ndate,mkt_rf\n20191007,-0.0045\n")
    #expect(read.summary.format == "factors")
    #expect(read.table.columns == [[-0.0045]])
  }

  @Test func onlyReturnsThatVaryTooMuchLookLikePercent() throws {
    func table(_ scale: Double, _ shift: Double) -> FactorTable {
      var numbers = SeededGenerator(seed: 5)
      return FactorTable(
        names: ["mkt_rf"], dates: (0..<50).map { CalendarDate(dayNumber: $0) },
        columns: [(0..<50).map { _ in shift + scale * Double.random(in: -1...1, using: &numbers) }])
    }
    #expect(PercentEvidence(table(0.05, 0)) == nil)
    #expect(PercentEvidence(table(2, 0))?.factor == "mkt_rf")
    #expect(PercentEvidence(table(2, 0))?.count == 50)
    // A price index, or a rate that is always positive.
    #expect(PercentEvidence(table(2, 100)) == nil)
  }

  /// What is out of line is large by itself too, not only beside a column that hardly moves.
  @Test func aValueIsOutOfLineBesideItsColumnAndByItself() {
    func column(_ largest: Double, _ scale: Double) -> [Double] {
      (0..<40).map { $0 % 2 == 0 ? scale : -scale } + [largest]
    }
    #expect(FactorOutliers.largest(in: column(-0.25, 0.001), called: "smb")?.row == 40)
    #expect(FactorOutliers.largest(in: column(0.15, 0.001), called: "smb") == nil)
    #expect(FactorOutliers.largest(in: column(0.25, 0.01), called: "smb") == nil)
    #expect(FactorOutliers.largest(in: column(0.03, 0.0005), called: "rf")?.row == 40)
    #expect(FactorOutliers.largest(in: column(0.015, 0.0001), called: "rf") == nil)
  }

  /// 5 % a year are 0.0002 a day in fractions and 0.02 in percent.
  @Test func aRisklessRateTellsByItsMean() throws {
    let rate = { (value: Double) in
      PercentEvidence(
        FactorTable(
          names: ["rf"], dates: (0..<50).map { CalendarDate(dayNumber: $0) },
          columns: [[Double](repeating: value, count: 50)]))
    }
    #expect(rate(0.0002) == nil)
    #expect(rate(0.02)?.measure == .mean)
    #expect(
      rate(0.02)?.diagnostic(at: SourceLocation(file: "f.csv", line: 1), "date,rf").message
        == "the mean of 'rf' over 50 days is 0.02, expected fractions with less than 0.003")
    // Percent of a day, or a year's.
    #expect(
      rate(0.02)?.diagnostic(at: SourceLocation(file: "f.csv", line: 1), "date,rf").help
        == "write the rate of one day: divide a yearly one by the 252 sessions of a year, one in percent by 100"
    )
  }

  /// 0.56 % a month is as ordinary as 0.02 % a day; 6 % a month are above 100 % a year.
  @Test func monthlyRowsVaryAsMuchAsInAMonth() throws {
    func evidence(_ name: String, _ values: [Double]) -> PercentEvidence? {
      let months = values.indices.compactMap {
        CalendarDate(year: 1970 + $0 / 12, month: 1 + $0 % 12, day: 1)
      }
      return PercentEvidence(FactorTable(names: [name], dates: months, columns: [values]))
    }
    #expect(evidence("rf", [Double](repeating: 0.0056, count: 60)) == nil)
    let rate = evidence("rf", [Double](repeating: 0.56, count: 60))
    #expect(
      rate?.diagnostic(at: SourceLocation(file: "f.csv", line: 1), "date,rf").message
        == "the mean of 'rf' over 60 months is 0.56, expected fractions with less than 0.06")
    #expect(evidence("mkt_rf", (0..<60).map { $0 % 2 == 0 ? 0.3 : -0.3 }) == nil)
    #expect(evidence("mkt_rf", (0..<60).map { $0 % 2 == 0 ? 3 : -3 }) != nil)
  }

  @Test func aFrenchFileIsDividedAlready() throws {
    let rows = (0..<30).map { "\(196_401 + $0 / 12 * 100 + $0 % 12),  9.00\n" }.joined()
    #expect(try read("Made for a test\n\n,RF\n" + rows, .frenchMonthly).diagnostics.isEmpty)
    let bad = try read("Made for a test\n\n,RF\n" + rows + "1966x9,1.00\n", .frenchMonthly).diagnostics
    #expect(bad.map(\.message) == ["expected a date as YYYYMM, found '1966x9'"])
    for month in ["+01912", "-01912"] {
      let signed = try read("Made for a test\n\n,RF\n" + rows + "\(month),1.00\n", .frenchMonthly).diagnostics
      #expect(signed.map(\.id) == [.dateUnreadable])
    }
  }

  @Test func whatTheCharacterSetDoesNotHaveIsTold() throws {
    let path = try folder.write(
      Array("date,r".utf8) + [0xFF] + Array("\n2019-10-07,0.01\n".utf8), to: "factors.csv")
    var layout = FileLayout()
    layout.encoding = "gb18030"
    let read = try FactorsFile.read(
      InputFile(path: path, name: "factors.csv"), layout: layout, format: nil, clock: nil)
    #expect(read.diagnostics.map(\.id) == [.encodingNotUTF8])
  }

  private static let monthly = """
    This file was made for a test, in the form of the library's monthly files.,,

    ,Mom,
    201910,   -0.45,
    201911,  -99.99,

     Annual Factors: January-December,,
    ,Mom,
      2019,  1.00,

    """

  @Test func aMonthlyFileIsReadUpToItsAnnualSection() throws {
    for format in [FactorsFormat.frenchMonthly, nil] {
      let read = try read(Self.monthly, format)
      #expect(read.table.names == ["mom"] && read.summary.format == "french-monthly")
      #expect(read.table.dates.map(\.description) == ["2019-10-01", "2019-11-01"])
      #expect(read.table.columns[0][0] == -0.45 / 100 && read.table.columns[0][1].isNaN)
      #expect(read.diagnostics.isEmpty)
    }
    #expect(throws: RunFailure.self) { try read(Self.monthly, .french) }
  }
}
