import Testing

@testable import DataInput

/// Tables with a column a security as spreadsheets and Datastream write them.
@Suite struct WideFormatTests {
  private func closes(_ text: String) throws -> ([String: [Double]], [String]) {
    let read = try PriceTrial(text).read()
    let series = read.seriesBySource[0].map { ($0.security.text, $0.values) }
    return (Dictionary(uniqueKeysWithValues: series), read.diagnostics.map { "\($0.id)" })
  }

  @Test func thousandsSpacersAndTitles() throws {
    let (values, ids) = try closes(
      "Prices,,,\nDate,AAA,,MKT\n2018-01-02,\"1,466.39\",,\"2,885.69\"\n2018-01-03,999,,\"2,879.85\"\n")
    #expect(values == ["AAA": [1466.39, 999], "MKT": [2885.69, 2879.85]])
    #expect(ids == ["headerBelowOtherLines", "numberFormatDetected"])
  }

  @Test func aColumnWithoutATitleThatHoldsNumbersIsRefused() throws {
    let (values, ids) = try closes("Date,AAA,,MKT\n2018-01-02,1,2,3\n2018-01-03,1,2,3\n")
    #expect(values.isEmpty && ids == ["unknownColumn"])
  }

  @Test func theRequestAboveDatastreamAndDecimalCommas() throws {
    let (values, ids) = try closes(
      "Start;2018-01-01\nEnd;2020-12-31\nFrequency;D\nName;AAA CORP;MARKET;#ERROR\n"
        + "Code;AAA(P);MKT(P);$$ER: 0904,NO DATA\n2018-01-02;1466,39;2885,69;\n2018-01-03;NA;2879,85;\n")
    #expect(values == ["AAA": [1466.39], "MKT": [2885.69, 2879.85]] && ids == ["numberFormatDetected"])
  }

  /// The price of an index is its datatype PI.
  @Test func aPriceIndexOfDatastreamIsAPrice() throws {
    var trial = try PriceTrial("Name,AAA CORP,MARKET\nCode,AAA(P),MKT(PI)\n2018-01-02,10,2885.69\n")
    trial.format = "datastream"
    let read = try trial.read()
    #expect(read.diagnostics.isEmpty)
    #expect(read.seriesBySource[0].map(\.security.text) == ["AAA", "MKT"])
    #expect(read.seriesBySource[0].map(\.values) == [[10], [2885.69]])
  }

  @Test(arguments: ["Datum", "Fecha", "Data"]) func datesMayHaveATranslatedTitle(_ title: String) throws {
    let (values, ids) = try closes("\(title);ADS;BAS\n2018-01-02;10,5;20,25\n2018-01-03;11,5;21,25\n")
    #expect(values == ["ADS": [10.5, 11.5], "BAS": [20.25, 21.25]] && ids == ["numberFormatDetected"])
  }

  /// Columns of one security whose close has a name of its own.
  @Test func translatedColumnsOfASecurityAreNoTable() throws {
    let (values, ids) = try closes("Datum;Hoch;Tief;Ende\n2018-01-02;10;20;15\n2018-01-03;11;21;15\n")
    #expect(values.isEmpty && ids == ["unknownColumn"])
  }

  @Test func whyATableIsNotWideIsSaid() throws {
    var trial = try PriceTrial("Date,AAA,MKT\n2018-01-02,x,3\n2018-01-03,1,3\n")
    trial.format = "wide"
    #expect(try trial.read().diagnostics[0].help.hasPrefix("line 2 has 'x' below 'AAA', which is no number"))
  }

  /// One column of forty that holds no numbers costs the others nothing.
  @Test func aFewBadCellsAreToldOneByOne() throws {
    let titles = (1...40).map { "S\($0)" }
    var text = "Date," + titles.joined(separator: ",") + "\n"
    for day in 10...19 {
      text +=
        "2018-01-\(day)," + titles.map { $0 == "S7" ? "#VALUE!" : "\(day)" }.joined(separator: ",") + "\n"
    }
    let (values, ids) = try closes(text)
    #expect(values.count == 39 && values["S7"] == nil)
    #expect(values["S8"] == (10...19).map(Double.init))
    #expect(ids == Array(repeating: "priceNotANumber", count: 10))
  }

  @Test func columnsOfOneSecurityUnderUnknownNames() throws {
    var trial = try PriceTrial("Date,Ultimo,Apertura\n2018-01-02,467.22,474.19\n", name: "AAA.csv")
    #expect(try trial.read().securityTables.map(\.columns) == [["Ultimo", "Apertura"]])
    trial.security = "AAA"
    let refused = try trial.read()
    #expect(refused.diagnostics.map(\.id) == [.unknownColumn] && refused.seriesBySource[0].isEmpty)
    #expect(refused.diagnostics[0].help.contains("`columns: {date: Date, close: Ultimo}`"))
    trial.columns = PriceColumns(date: "Date", close: "Ultimo")
    #expect(try trial.read().seriesBySource[0][0].values == [467.22])
  }
}
