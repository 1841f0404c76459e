import CoreTypes
import Testing

@testable import DataInput

/// Rows without a price that can be used which say all the same that the security traded.
@Suite struct RefusedTradesTests {
  private func refusedDays(_ row: String) throws -> [String] {
    let trial = try PriceTrial(
      "Date,Open,High,Low,Close,Adj Close,Volume\n2019-10-07,4,4,4,4,4,900\n\(row)\n2019-10-09,5,5,5,5,5,900\n"
    )
    return try trial.read().seriesBySource[0][0].refusedDates.map(\.description)
  }

  /// An empty close, or one of 0, is a day without a trade unless there is a volume beside it.
  @Test(arguments: [
    ("null,null,null,null,null,null", false), ("4,4,4,null,null,0", false), ("0,0,0,0,0,0.00", false),
    ("4,4,4,,,5001800", true), ("4,4,4,null,null,\"5,001,800\"", true), ("4,4,4,0,0,5.0M", true),
    ("4,4,4,null,null,-", false), ("4,4,4,4,null,0", true), ("4,4,4,4,4O,0", true),
  ])
  func aVolumeTells(_ numbers: String, _ hasTraded: Bool) throws {
    #expect(try refusedDays("2019-10-08,\(numbers)") == (hasTraded ? ["2019-10-08"] : []))
  }
}
