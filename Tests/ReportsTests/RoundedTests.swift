import CoreTypes
import Reports
import Testing

@Suite struct RoundedTests {
  @Test func fixedDecimals() {
    #expect(rounded(-0.004, 2) == "0.00")
    #expect(rounded(-1.239, 2) == "-1.24")
    #expect(rounded(12, 0) == "12")
    #expect(rounded(.nan, 2) == "")
    #expect(percent(-0.1234) == "-12.34 %")
    #expect(percent(.nan) == "")
  }
}
