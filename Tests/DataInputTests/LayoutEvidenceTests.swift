import Testing

@testable import DataInput

/// How dates and numbers are written, told by the rows alone.
@Suite struct LayoutEvidenceTests {
  private func dates(_ text: String) throws -> [String] {
    try PriceTrial(text).read().seriesBySource.joined().flatMap { $0.dates.map(\.description) }
  }

  @Test(arguments: [
    ("2019/10/07", "2019/10/08"), ("2019.10.07", "2019.10.08"), ("07.10.2019", "08.10.2019"),
    ("7.10.2019", "8.10.2019"), ("07-Oct-2019", "08-OCT-2019"), ("7 Oct 2019", "8 Oct 2019"),
    ("07OCT2019", "08oct2019"), ("\"Oct 07, 2019\"", "\"Oct 8, 2019\""), ("2019-10-7", "2019-10-08"),
    ("\"October 07, 2019\"", "\"October 8, 2019\""), ("7 October 2019", "08 OCTOBER 2019"),
    ("2019年10月07日", "2019年10月8日"), ("2019/10/7 4:00:00 PM", "2019/10/8 16:00"),
    ("07-Oct-19", "8-Oct-19"), ("07 Oct 19", "8 OCT 19"), ("07OCT19", "08Oct19"),
    ("07/Oct/2019", "8/OCT/2019"),
    ("7/Oct/19", "08/Oct/19"), ("07. Oct 2019", "8. Oct 2019"), ("Oct 07 2019", "Oct 8 2019"),
    ("Oct-07-2019", "Oct-8-2019"), ("2019-Oct-07", "2019-OCT-08"), ("7-October-2019", "8-October-2019"),
    ("7. October 2019", "8. October 2019"), ("October 07 2019", "October 8 2019"),
  ])
  func aPatternThatOnlyOneReadingFits(_ first: String, _ second: String) throws {
    #expect(try dates("date,close\n\(first),10\n\(second),11\n") == ["2019-10-07", "2019-10-08"])
  }

  @Test func aDayAboveTwelveTellsWhichPartIsTheMonth() throws {
    #expect(try dates("date,close\n03/04/2019,10\n03/13/2019,11\n") == ["2019-03-04", "2019-03-13"])
    #expect(try dates("date,close\n03/04/2019,10\n13/04/2019,11\n") == ["2019-04-03", "2019-04-13"])
    let undecided = try PriceTrial("date,close\n03/04/2019,10\n04/04/2019,11\n").read()
    #expect(undecided.seriesBySource[0].isEmpty && undecided.diagnostics.map(\.id) == [.dateUnreadable])
  }

  @Test func yearsOfTwoDigitsBesideTheNameOfAMonth() throws {
    let old = try PriceTrial("date,close\n07-Oct-99,10\n08-May-18,11\n").read()
    #expect(old.seriesBySource[0][0].dates.map(\.description) == ["1999-10-07", "2018-05-08"])
    #expect(
      old.diagnostics.map(\.help) == ["`date_format: DD-MMM-YY` in the entry of `prices` says so for good"])
    let open = try PriceTrial("date,close\n07-Oct-18,10\n08-Oct-65,11\n").read()
    #expect(open.seriesBySource[0].isEmpty && open.diagnostics.map(\.id) == [.dateUnreadable])
    #expect(open.diagnostics[0].location?.line == 3 && open.diagnostics[0].message.contains("'08-Oct-65'"))
    #expect(open.diagnostics[0].help.contains("`date_format: DD-MMM-YY`"))
    var given = try PriceTrial("date,close\n07-Oct-18,10\n08-Oct-65,11\n")
    given.layout.dateFormat = DateFormat("DD-MMM-YY")
    #expect(try given.read().seriesBySource[0][0].count == 2)
  }

  /// 1/16/18 is of January, and no day of a file is its year: what one row excludes no other may mean.
  @Test func yearsOfTwoDigitsInNumbers() throws {
    #expect(try dates("date,close\n1/2/18,10\n1/16/18,11\n") == ["2018-01-02", "2018-01-16"])
    #expect(try dates("date,close\n01/02/99,10\n16/02/99,11\n") == ["1999-02-01", "1999-02-16"])
    let orders = try PriceTrial("date,close\n1/2/18,10\n1/3/18,11\n").read()
    #expect(
      orders.diagnostics[0].message.contains(
        "'1/2/18' are DD/MM/YY or MM/DD/YY, and no day above 12 in 2 rows"))
    // The 25th of December 2018, or the 18th of December 2025.
    let years = try PriceTrial("date,close\n25/12/18,10\n27/12/18,11\n").read()
    #expect(years.seriesBySource[0].isEmpty && years.diagnostics.map(\.id) == [.dateUnreadable])
    #expect(
      years.diagnostics[0].message
        == "dates such as '25/12/18' are DD/MM/YY or YY/MM/DD, and nothing in 2 rows says which; no row of the file is used"
    )
  }

  /// A file whose first date is another than the rest names only orders that this date allows.
  @Test func theHelpOffersNoOrderThatTheRowExcludes() throws {
    let rows = (1...20).map { "2019-03-\($0 < 10 ? "0" : "")\($0),10\n" }.joined()
    let read = try PriceTrial("date,close\n\(rows)3/21/19,10\n").read()
    #expect(
      read.diagnostics.map(\.help) == [
        "correct the date, or say how dates are written: `date_format: MM/DD/YY` in the entry of `prices`; years of two "
          + "digits are 1969 to 2068; dates as YYYY-MM-DD are read beside it; the row is left out"
      ])
  }

  @Test func aDateThatContradictsTheOthersIsRefused() throws {
    let rows = (1...20).map { "03/\($0 < 10 ? "0" : "")\($0)/2019,10\n" }.joined()
    let read = try PriceTrial("date,close\n\(rows)21/03/2019,10\n").read()
    #expect(read.diagnostics.map(\.id) == [.dateFormatDetected, .dateUnreadable])
    #expect(read.diagnostics[1].location?.line == 22 && read.seriesBySource[0][0].count == 20)
  }

  @Test func oneUnreadableNumberOrDateDoesNotHideHowTheOthersAreWritten() throws {
    for bad in ["soon", "1.234.5", "(50,64)", "50,64K"] {
      let rows = (1...20).map { "2019-03-\($0 < 10 ? "0" : "")\($0);5\($0 % 10),64\n" }
      let first = try PriceTrial("date;close\n2019-02-28;\(bad)\n" + rows.joined()).read()
      #expect(first.diagnostics.map(\.id) == [.numberFormatDetected, .priceNotANumber], "\(bad)")
      #expect(first.seriesBySource[0][0].values == (1...20).map { 50.64 + Double($0 % 10) })
    }
    let days = (1...20).map { "\($0).03.2019,10\n" }
    let mixed = try PriceTrial("date,close\n" + days.joined() + "2019-03-21,10\n").read()
    #expect(mixed.diagnostics.map(\.id) == [.dateFormatDetected])
    #expect(mixed.seriesBySource[0][0].dates.last?.description == "2019-03-21")
    let short = try PriceTrial("date,close\nEUR\n" + days.joined()).read()
    #expect(short.diagnostics.map(\.id) == [.dateFormatDetected, .fieldCountDiffers])
  }

  @Test func aThirdOfOtherNumbersTellsNothing() {
    let texts = (0..<30).map { ($0 % 3 == 0 ? "50.64" : "50,64", $0 + 2) }
    #expect(NumberEvidence(prices: texts, volumes: [], markIsComma: false) == nil)
  }

  @Test(arguments: [
    (["50,64", "51"], 44, false), (["1.234,5"], 44, true), (["1,234.50", "987"], 46, true),
    (["1,234,567"], 46, true), (["0,123"], 44, false), (["12.345.678"], 44, true),
  ])
  func numbersThatTell(_ texts: [String], _ mark: Int, _ hasThousands: Bool) {
    let evidence = NumberEvidence(prices: texts.map { ($0, 2) }, volumes: [], markIsComma: false)
    #expect(evidence?.decimalMark == UInt8(mark) && evidence?.hasThousands == hasThousands)
  }

  @Test func currencySignsOfAllNumbersAreNoPartOfThem() throws {
    let marked = try PriceTrial("date,close\n2019-10-07,€50.64\n2019-10-08,\"€1,500.5\"\n2019-10-09,7\n")
      .read()
    #expect(marked.diagnostics.map(\.id) == [.numberFormatDetected])
    #expect(marked.seriesBySource[0][0].values == [50.64, 1500.5, 7])
    let behind = try PriceTrial("date;close\n2019-10-07;50,64 €\n2019-10-08;1.500,50 €\n").read()
    #expect(behind.seriesBySource[0][0].values == [50.64, 1500.5])
    let single = try PriceTrial("date,close\n2019-10-07,50.64\n2019-10-08,$51\n").read()
    #expect(single.diagnostics.first?.help.contains("without the currency sign") == true)
  }

  @Test(arguments: ["\u{A0}", "\u{202F}", "\u{2009}", " ", "'", "\u{2019}"])
  func blanksAndApostrophesBetweenThousands(_ mark: String) throws {
    let read = try PriceTrial(
      "date;close\n2019-10-07;1\(mark)150,35\n2019-10-08;12\(mark)345\(mark)678,5\n2019-10-09;999\n"
    ).read()
    #expect(read.diagnostics.map(\.id) == [.numberFormatDetected])
    #expect(read.diagnostics[0].message.contains("a decimal comma and thousands separators"))
    #expect(read.seriesBySource[0][0].values == [1150.35, 12_345_678.5, 999])
    let rows = (10...30).map { "2019-10-\($0),\"1\(mark)150.\($0)\"\n" }.joined()
    let point = try PriceTrial("date,close\n" + rows + "2019-11-01,12\(mark)34\n").read()
    #expect(point.seriesBySource.first?.first?.values.first == 1150.1)
    #expect(point.diagnostics.map(\.id) == [.numberFormatDetected, .priceNotANumber])
  }

  /// Two kinds of marks between groups, or a first group with a leading zero, are no number.
  @Test(arguments: ["1 234.567,5", "0.654.966", "05.177.243,5"])
  func groupsThatNobodyWrites(_ number: String) throws {
    let rows = (10...30).map { "2019-10-\($0);1.150,\($0)\n" }.joined()
    let read = try PriceTrial("date;close\n" + rows + "2019-11-01;\(number)\n").read()
    #expect(read.diagnostics.map(\.id) == [.numberFormatDetected, .priceNotANumber])
    #expect(read.seriesBySource[0][0].count == 21)
  }

  @Test func returnsInPercent() throws {
    var rows = "date,return\n"
    for day in 1...28 {
      rows += "2019-01-\(day < 10 ? "0" : "")\(day),\(day % 2 == 0 ? "-" : "")0.\(day + 20)\n"
    }
    var trial = try PriceTrial(rows)
    trial.columns = PriceColumns(date: "date", returnColumn: "return")
    let warned = try trial.read()
    #expect(warned.diagnostics.map(\.id) == [.returnLooksLikePercent])
    #expect(warned.seriesBySource[0][0].values[0] == 0.21)
    trial.returnsIn = .percent
    let read = try trial.read()
    #expect(read.diagnostics.isEmpty && read.seriesBySource[0][0].values[0] == 0.21 / 100)
    trial.returnsIn = .fraction
    #expect(try trial.read().diagnostics.isEmpty)
    var comma = try PriceTrial(
      rows.replacingOccurrences(of: ",", with: ";").replacingOccurrences(of: "0.", with: "0,"))
    comma.columns = trial.columns
    comma.layout.decimalComma = true
    #expect(try comma.read().diagnostics.map(\.id) == [.returnLooksLikePercent])
  }

  @Test(arguments: [
    ["1,234"], ["12.5", "13"], ["50,64", "51.2"], ["12x"], ["1,23,456.0"], ["1234,567.8"],
  ])
  func numbersThatDoNot(_ texts: [String]) {
    #expect(NumberEvidence(prices: texts.map { ($0, 2) }, volumes: [], markIsComma: false) == nil)
  }

  @Test func aDelimiterBehindEveryRowIsNoField() throws {
    let read = try PriceTrial("date,close\n2019-10-07,10,\n2019-10-08,11,\n").read()
    #expect(read.diagnostics.isEmpty && read.seriesBySource[0][0].values == [10, 11])
  }

  @Test func theMarkOfTheEndIsNoText() throws {
    let read = try PriceTrial("date,close\n2019-10-07,10\n\u{1A}").read()
    #expect(read.diagnostics.isEmpty && read.summaries[0].rowsRead == 1 && read.summaries[0].bytes == 26)
  }

  @Test func linesBeforeTheHeaderAreLeftAside() throws {
    let read = try PriceTrial("Prices of ABC\nAll in USD, as traded\n\ndate;close\n2019-10-07;10,5\n").read()
    #expect(read.diagnostics.map(\.id) == [.unknownColumn])
    let marked = try PriceTrial("Prices of ABC\n\ndate;close\n2019-10-07;10,5\n").read()
    #expect(marked.diagnostics.map(\.id) == [.headerBelowOtherLines, .numberFormatDetected])
    #expect(marked.seriesBySource[0][0].values == [10.5] && marked.seriesBySource[0][0].lines == [4])
  }

  /// A cell too many in one of several header lines would give a security its neighbor's prices.
  @Test func headerLinesOfDifferentLengthsAreRefused() throws {
    let read = try PriceTrial("Name,A,B\nCode,AAA(P),AAA(P),BBB(P)\n2019-10-07,10,11\n").read()
    #expect(read.seriesBySource[0].isEmpty && read.diagnostics.map(\.id) == [.unknownColumn])
  }
}
