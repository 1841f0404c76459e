import CoreTypes
import Testing

@testable import StudyRun

/// What a misspelled security may mean.
@Suite struct SecurityNamesTests {
  private static let names = SecurityNames(seen: [
    ["AAPL", "MSFT", "AMBA.US", "WDC.US", "000063.SZ", "sz.002415", "10107", "BRK.A"].map { SecurityID($0) },
    [SecurityID("SPY")],
  ])

  @Test(arguments: [
    ("APPL", "AAPL"), ("aapl", "AAPL"), ("MSTF", "MSFT"), ("SYP", "SPY"), ("AMBA", "AMBA.US"),
    ("63", "000063.SZ"),
    ("sz.000063", "000063.SZ"), ("002415.SZ", "sz.002415"), ("10107.0", "10107"), ("wdc.us", "WDC.US"),
    ("MSFT.O", "MSFT"),
  ]) func `the nearest is found`(_ word: String, _ meant: String) {
    #expect(Self.names.nearest(to: [SecurityID(word)]).mapValues(\.name) == [SecurityID(word): meant])
  }

  /// Tickers are short and much alike: `FB` is no `F`.
  @Test(arguments: [("aapl", true), ("MSFT.O", true), ("002415.SZ", true), ("APPL", false), ("SPX", false)])
  func `another name may be another security`(_ word: String, _ isSame: Bool) {
    let meant = Self.names.nearest(to: [SecurityID(word)])[SecurityID(word)]
    #expect(meant?.isSame == isSame)
    #expect(meant?.help(otherwise: "add it").hasPrefix("add it") == !isSame)
  }

  @Test func `nothing is made up`() {
    #expect(Self.names.nearest(to: [SecurityID("XYZQ")]).isEmpty)
    // What all of an exchange have in common says nothing.
    #expect(Self.names.nearest(to: [SecurityID("QQQQQQ.US")]).isEmpty)
    let many = (0..<200).map { SecurityID("aap\($0)l") }
    #expect(Self.names.nearest(to: many).count <= SecurityNames.mostSuggestions)
  }
}
