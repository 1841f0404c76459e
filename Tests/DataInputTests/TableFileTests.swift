import CoreTypes
import TestSupport
import Testing

@testable import DataInput

@Suite struct TableFileTests {
  @Test func eventsWithEveryColumn() throws {
    let folder = try ScratchFolder()
    let file = try folder.input(
      "\u{FEFF}Security;announced_at;event_id;sector;note\r\nAMBA;2019-10-07T16:20:00-04:00;E1;chips;\"say \"\"x\"\"; ok\"\r\n\r\n"
        + "NA;2019-10-08;;;\r\n;;;;\r\n", as: "events.csv")
    let events = try EventsFile.read(file, layout: FileLayout())
    #expect(events.requests.map(\.id.text) == ["E1", "NA@2019-10-08"])
    #expect(events.requests.map(\.security.text) == ["AMBA", "NA"])
    #expect(events.requests.map(\.order) == [0, 1])
    #expect(events.requests.map(\.row.line) == [2, 4])
    #expect(events.columns == ["security", "announced_at", "event_id", "sector", "note"])
    #expect(events.requests[0].row.value("note") == "say \"x\"; ok")
    #expect(events.requests[0].location(ofColumn: "note").column == 41)
    #expect(events.requests[0].row.value("sector") == "chips")
    #expect(events.requests.allSatisfy { $0.refusal == nil })
    #expect(events.diagnostics.isEmpty)
    #expect(events.summary.rowsRead == 2)
  }

  /// Rows that stand in their lines as they are, and rows that do not, have the same fields at the same columns.
  @Test(arguments: [
    "\n", "\r\n", "\r",
  ])
  func plainRowsAndOthers(_ lineBreak: String) throws {
    let folder = try ScratchFolder()
    let lines = [
      "security,announced_at,event_id,note", "A,2019-10-07,E1,x", "B,2019-10-07,E2,", " C ,2019-10-07,E3,x",
      #""D",2019-10-07,E4,x"#, "Ä,2019-10-07,E5,x", "F,2019-10-07,E6,x y", "G,2019-10-07,E7",
      "H,2019-10-07,E8,x,y", #"I,2019-10-07,E9,"a,b""#, ",2019-10-07,E10,x",
    ]
    let events = try EventsFile.read(
      try folder.input(lines.joined(separator: lineBreak), as: "events.csv"), layout: FileLayout())
    let rows = events.requests.map(\.row)
    #expect(rows.map { $0.excerpt() } == Array(lines.dropFirst()))
    #expect(rows.map(\.line) == Array(2...11))
    #expect(events.requests.map(\.security.text) == ["A", "B", "C", "D", "Ä", "F", "G", "H", "I", ""])
    #expect(rows.map { $0.fields["security"]?.column } == [1, 1, 2, 1, 1, 1, 1, 1, 1, 1])
    #expect(rows.map { $0.fields["event_id"]?.column } == [14, 14, 16, 16, 14, 14, 14, 14, 14, 13])
    #expect(
      rows.map { $0.fields["note"] }
        == [
          (17, "x"), (17, ""), (19, "x"), (19, "x"), (17, "x"), (17, "x y"), nil, (17, "x"), (17, "a,b"),
          (17, "x"),
        ]
        .map { $0.map { TextField(text: $0.1, column: $0.0) } })
    #expect(events.diagnostics.map(\.id) == [.fieldCountDiffers, .fieldCountDiffers, .unknownSecurity])
  }

  @Test func blanksOfWebPagesAndByteOrderMarksAreNoPartOfAText() throws {
    let folder = try ScratchFolder()
    let file = try folder.input(
      "security,announced_at,note\n\u{FEFF}AMBA\u{A0},\u{3000}2019-10-07 ,a\u{A0}b\n\u{A0},2019-10-08,\n",
      as: "events.csv")
    let events = try EventsFile.read(file, layout: FileLayout())
    #expect(events.requests.map(\.security.text) == ["AMBA", ""])
    #expect(events.requests[0].row.value("announced_at") == "2019-10-07")
    #expect(events.requests[0].row.value("note") == "a\u{A0}b")
  }

  /// Whatever is wrong with a row, it stays a requested event.
  @Test func everyRowIsARequest() throws {
    let folder = try ScratchFolder()
    let file = try folder.input(
      """
      event_id,security,announced_at
      E1,AMBA,2019-10-07
      E2,INTC
      E3,IN"TC,2019-10-07
      E4,WDC,2019-10-07,x
      E1,WDC,2019-10-07
      E5,,2019-10-07
      E6,STX,"2019-10-07
      E7,STX,2019-10-07
      """, as: "events.csv")
    let events = try EventsFile.read(file, layout: FileLayout())
    #expect(events.requests.map(\.row.line) == Array(2...9))
    #expect(
      events.requests.map(\.refusal?.reason) == [
        nil, .announcementUnreadable, .announcementUnreadable, .announcementUnreadable, .duplicateEventID,
        .unknownSecurity, .announcementUnreadable, nil,
      ])
    #expect(events.requests.map(\.id.text).prefix(5) == ["E1", "E2", "E3", "E4", "E1"].prefix(5))
    #expect(
      events.diagnostics.map(\.id) == [
        .fieldCountDiffers, .quoteMisplaced, .fieldCountDiffers, .duplicateEventID, .unknownSecurity,
        .quoteNotClosed,
      ])
    #expect(events.diagnostics.map(\.location?.line) == [3, 4, 5, 6, 7, 8])
    #expect(events.summary.rowsRefused == 6)
  }

  @Test func aTableWithoutAHeaderIsSaidToHaveNone() throws {
    let folder = try ScratchFolder()
    let file = try folder.input(
      "1;AMBA;SP500;07.10.2019;list\n2;NVDA;SP500;07.10.2019;list\n", as: "events.csv")
    let failure = #expect(throws: RunFailure.self) { try EventsFile.read(file, layout: FileLayout()) }
    #expect(failure?.message == "the first line is a row already, expected the names of the columns")
  }

  @Test func aMissingColumnNamesTheNearest() throws {
    let folder = try ScratchFolder()
    let file = try folder.input("security,announced\nAMBA,2019-10-07\n", as: "events.csv")
    do {
      _ = try EventsFile.read(file, layout: FileLayout())
      Issue.record("the file was read")
    } catch {
      #expect(error.kind == .unusable)
      #expect(error.message == "there is no column 'announced_at'")
      #expect(
        error.help
          == "rename 'announced' to 'announced_at'? the header has: security, announced; 'eventstudy formats events' shows what it may have"
      )
      #expect(error.location == SourceLocation(file: "events.csv", line: 1))
    }
  }

  /// What others call the columns.
  @Test func usualNamesOfOthersAreAskedAbout() throws {
    let folder = try ScratchFolder()
    let file = try folder.input("id,Ticker,event_date\n1,AMBA,2019-10-07\n", as: "events.csv")
    let failure = #expect(throws: RunFailure.self) { try EventsFile.read(file, layout: FileLayout()) }
    #expect(failure?.help.hasPrefix("rename 'Ticker' to 'security'? ") == true, "\(failure?.help ?? "")")
  }

  /// Notes are for people. What tells events apart stays apart, byte for byte, and is told.
  @Test(arguments: [
    ("note", false, false), ("firm", false, false), ("group", false, true), ("sector", false, true),
    ("phase", true, true),
  ])
  func textThatIsNotUTF8CostsAnEventWhereItMatters(
    _ column: String, _ isLost: Bool, _ isTold: Bool
  ) throws {
    let folder = try ScratchFolder()
    let latin1 = Array("security,announced_at,\(column)\nAMBA,2019-10-07,caf".utf8) + [0xE9, 10]
    let file = InputFile(path: try folder.write(latin1, to: "events.csv"), name: "events.csv")
    let read = try EventsFile.read(file, layout: FileLayout(), labels: ["sector"])
    #expect(read.requests.map { $0.refusal != nil } == [isLost])
    #expect(read.requests[0].row.value(column) == "caf\\xE9")
    #expect(read.diagnostics.map(\.id) == (isTold ? [.encodingNotUTF8] : []))
    #expect(read.diagnostics.allSatisfy { $0.message.contains("found 'caf\\xE9'") })
    #expect(!isTold || read.diagnostics[0].help.hasSuffix("as it is shown here") == !isLost)
  }

  @Test func encodingsThatAreNotSupportedAreNamed() throws {
    let folder = try ScratchFolder()
    let file = try folder.input("security,announced_at\nAMBA,2019-10-07\n", as: "events.csv")
    do {
      _ = try EventsFile.read(file, layout: FileLayout(encoding: "GBX"))
      Issue.record("the file was read")
    } catch {
      #expect(error.kind == .unusable)
      #expect(error.message == "the encoding 'GBX' is not known here")
    }
  }

  @Test func securities() throws {
    let folder = try ScratchFolder()
    let file = try folder.input(
      "security,exchange,group,currency\nAMBA,XNAS,chips,USD\n000001,XSHE,,\n", as: "events.csv")
    let read = try SecuritiesFile.read(file, layout: FileLayout()).securities
    #expect(read.map(\.security.text) == ["AMBA", "000001"])
    #expect(read.map(\.exchange?.text) == ["XNAS", "XSHE"])
    #expect(read.map(\.group) == ["chips", nil])
    #expect(read[0].benchmark == nil && read[0].currency == "USD")
  }

  @Test func factors() throws {
    let folder = try ScratchFolder()
    let file = try folder.input(
      ",Mkt-RF,SMB,RF\n20191008,-0.0156,NA,0.00007\n20191007,-0.0045,0.001,0.00007\n20191009,1,1,1\n20191009,1,2,1\n",
      as: "events.csv")
    let read = try FactorsFile.read(file, layout: FileLayout(), format: nil, clock: nil)
    #expect(read.table.names == ["mkt_rf", "smb", "rf"])
    #expect(read.table.dates.map(\.description) == ["2019-10-07", "2019-10-08"])
    #expect(read.table.columns[0] == [-0.0045, -0.0156])
    #expect(read.table.columns[1][0] == 0.001 && read.table.columns[1][1].isNaN)
    #expect(read.diagnostics.map(\.id) == [.priceDayDuplicated, .priceDayDuplicated])
    #expect(read.summary.rowsRefused == 2)
  }

  /// The last line of a note in the first column has a field for each column of the table.
  @Test func aNoteOfSeveralLinesMayStandFirst() throws {
    let folder = try ScratchFolder()
    let file = try folder.input(
      "note,security,announced_at\n\"see\nnotice 12\",A,2019-10-08\n\"a\n\"\"b\"\",\n1, 2\",B,2019-10-09\n",
      as: "events.csv")
    let events = try EventsFile.read(file, layout: FileLayout())
    #expect(events.requests.map(\.security.text) == ["A", "B"])
    #expect(events.diagnostics.isEmpty && events.requests.allSatisfy { $0.refusal == nil })
    let prices = try PriceTrial("remark,symbol,date,close\n\"see\nbelow\",A,2019-10-07,5\n").read()
    #expect(prices.seriesBySource[0].map(\.values) == [[5]])
    #expect(prices.diagnostics.isEmpty)
  }

  /// A note of several lines is one field; one that takes in rows lost its quote.
  @Test(arguments: [
    ("\"a note,\nof two lines\"", 0), ("\"see\n2,BBB,2019-10-08,x\n3,CCC,2019-10-09,file\"", 1),
    ("\"see\n2,BBB,2019-10-08,file\"", 1), ("\"on 2019-10-07,\none, two, three, four\"", 0),
    ("\"a\n2,BBB,2019-10-08T16:20:00-04:00,b\n\"", 1),
  ])
  func rowsInsideAQuotedField(_ note: String, _ faults: Int) throws {
    let folder = try ScratchFolder()
    let text = "event_id,security,announced_at,note\n1,AAA,2019-10-07,\(note)\n4,DDD,2019-10-10,\n"
    let events = try EventsFile.read(try folder.input(text, as: "events.csv"), layout: FileLayout())
    #expect(events.requests.count == 2)
    #expect(events.diagnostics.map(\.id) == Array(repeating: .quoteNotClosed, count: faults))
    #expect(events.diagnostics.allSatisfy { $0.location?.line == 2 })
    let row = note.replacing("x\n", with: "x,1\n").replacing(",b\n", with: ",b,1\n")
    let prices = try PriceTrial("id,symbol,date,name,close\n1,A,2019-10-07,\(row),5\n").read()
    #expect(prices.seriesBySource[0].map(\.values) == [[5]])
    #expect(prices.diagnostics.map(\.id) == Array(repeating: .quoteNotClosed, count: faults))
  }
}

extension EventsFile {
  /// Of a study that names no further columns.
  static func read(_ input: InputFile, layout: FileLayout) throws(RunFailure) -> EventsInput {
    try read(input, layout: layout, labels: [])
  }
}
