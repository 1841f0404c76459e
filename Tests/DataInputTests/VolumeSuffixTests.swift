import Testing

@testable import DataInput

/// Volumes with a letter for thousands, millions and more, as investing.com writes them.
@Suite struct VolumeSuffixTests {
  private func read(_ rows: String, _ change: (inout PriceTrial) -> Void = { _ in }) throws -> PriceInput {
    var trial = try PriceTrial(rows)
    trial.columns = PriceColumns(date: "Date", close: "Price", volume: "Vol.")
    change(&trial)
    return try trial.read()
  }

  @Test(arguments: ["95.00M", "350K", "350k", "1.2B", "1.2b", "3T", "48 m", "0.00K", "\" 95.00M \""])
  func aLetterMultiplies(_ volume: String) throws {
    for ending in ["", ",x\n2018-01-04,55,7,x"] {
      let input = try read("Date,Price,Vol.\n2018-01-02,53.5,12\n2018-01-03,54.12,\(volume)\(ending)\n")
      let others = input.diagnostics.filter { $0.id != .fieldCountDiffers }
      #expect(others.isEmpty, "\(others.map(\.shown))")
      #expect(input.seriesBySource[0][0].zeroVolume.last == (volume == "0.00K" && ending.isEmpty))
    }
  }

  @Test(arguments: ["M", "1.2.3M", "12X", "1.2MB", "1,2M"])
  func otherLettersAreNoVolume(_ volume: String) throws {
    let input = try read("Date,Price,Vol.\n2018-01-02,53.5,12\n2018-01-03,54.12,\"\(volume)\"\n")
    #expect(input.diagnostics.map(\.id) == [.priceNotANumber])
    #expect(input.seriesBySource[0][0].values == [53.5, 54.12])
  }

  @Test func theColumnIsKnownByItsName() throws {
    let input = try read(
      "\"Date\",\"Price\",\"Open\",\"High\",\"Low\",\"Vol.\",\"Change %\"\n"
        + "\"01/30/2018\",\"53.5\",\"53\",\"54\",\"52\",\"1.2M\",\"1%\"\n"
        + "\"01/31/2018\",\"53.5\",\"53.5\",\"53.5\",\"53.5\",\"0.00K\",\"0%\"\n"
    ) { $0.columns = nil }
    #expect(input.diagnostics.map(\.id) == [.dateFormatDetected])
    #expect(input.seriesBySource[0][0].zeroVolume == [false, true])
  }

  @Test func aPriceHasNoSuchLetter() throws {
    let input = try read("Date,Price,Vol.\n2018-01-02,53.5,12\n2018-01-03,54.12K,12\n")
    #expect(input.seriesBySource[0][0].values == [53.5])
  }

  @Test func decimalCommasOfPricesAndVolumes() throws {
    let input = try read(
      "\"Date\",\"Price\",\"Vol.\"\n\"2018-01-02\",\"54,12\",\"48,07M\"\n\"2018-01-03\",\"1.055,49\",\"-\"\n")
    #expect(input.diagnostics.map(\.id) == [.numberFormatDetected])
    #expect(input.diagnostics[0].message.contains("'54,12'"))
    #expect(input.seriesBySource[0][0].values == [54.12, 1055.49])
    let given = try read("Date;Price;Vol.\n2018-01-02;54,12;48,07M\n") { $0.layout.decimalComma = true }
    #expect(given.diagnostics.isEmpty && given.seriesBySource[0][0].values == [54.12])
  }

  @Test(arguments: ["48.07M", "37,042,000", "many"])
  func volumesThatAreWrittenOtherwiseDoNotSpeakAgainstPrices(_ volume: String) throws {
    let input = try read(
      "Date;Price;Vol.\n2018-01-02;54,12;\(volume)\n2018-01-03;55,49;\(volume)\n2018-01-04;56;\(volume)\n")
    #expect(input.seriesBySource[0][0].values == [54.12, 55.49, 56])
    #expect(input.diagnostics.map(\.id).first == .numberFormatDetected)
  }

  @Test func volumesTellWhatPricesLeaveOpen() {
    let open = [("1,234", 2), ("2,345", 3)]
    let comma = NumberEvidence(prices: open, volumes: [("48,07", 2), ("1,2", 3)], markIsComma: false)
    #expect(comma?.decimalMark == 44 && comma?.proof == "48,07")
    let point = NumberEvidence(prices: open, volumes: [("1,234,567", 2)], markIsComma: false)
    #expect(point?.decimalMark == 46 && point?.hasThousands == true)
    let torn = NumberEvidence(prices: open, volumes: [("48,07", 2), ("48.07", 3)], markIsComma: false)
    #expect(torn == nil)
  }

  @Test func plainPricesBesideSuffixesNeedNoNote() throws {
    let input = try read("Date;Price;Vol.\n2018-01-02;65.90;95.00M\n2018-01-03;66.40;60.23M\n")
    #expect(input.diagnostics.isEmpty && input.seriesBySource[0][0].values == [65.9, 66.4])
  }
}
