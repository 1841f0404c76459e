import CoreTypes
import Testing

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("clse", ["Open", "Close", "Volume"], "Close"),
    ("anounced_at", ["security", "announced_at"], "announced_at"),
    ("bpm", ["bmp", "j1"], "bmp"), ("XNSA", ["XNYS", "XNSE", "XNAS"], "XNAS"), ("MM", ["A", "M"], "M"),
    ("markt-modle", ["raw", "market-model"], "market-model"),
  ])
  func aSlipOfTheFingerIsFound(_ word: String, _ candidates: [String], _ expected: String) {
    #expect(NearestName.to(word, among: candidates) == expected)
  }

  @Test(arguments: [
    ("xyz", ["Open", "Close"]), ("B", ["A", "C"]), ("", ["A"]), ("A", []), ("sinister-plan", ["sign-flip"]),
  ])
  func somethingElseIsNotSuggested(_ word: String, _ candidates: [String]) {
    #expect(NearestName.to(word, among: candidates) == nil)
  }
}
