import CoreTypes
import Testing

@testable import Reports

/// Rows of `diagnostics.csv`.
@Suite struct DiagnosticTableTests {
  private func names(_ security: String, _ event: String) -> [Substring] {
    var text = CSVText()
    text.append(
      diagnostic: Diagnostic(
        .unknownSecurity, at: nil, security: SecurityID(security), event: EventID(event), message: "none",
        help: "see"))
    return String(decoding: text.bytes, as: UTF8.self).split(separator: ",", omittingEmptySubsequences: false)
      .filter { $0.hasPrefix("x") }
  }

  /// A line without a delimiter may be taken for a name of any length.
  @Test func namesAreShownUpToFiveHundredCharacters() {
    let (short, long) = (String(repeating: "x", count: 500), String(repeating: "x", count: 501))
    #expect(names(short, "x1") == [short[...], "x1"])
    #expect(names("x1", long) == ["x1", "\(short)..."])
    #expect(names(long, long) == ["\(short)...", "\(short)..."])
  }
}
