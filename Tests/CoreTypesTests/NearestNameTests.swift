import CoreTypes
import Testing

@Suite struct NearestNameTests {
  @Test func oneOrTwoSlipsAreForgiven() {
    #expect(NearestName.to("clse", among: ["Open", "Close", "Volume"]) == "Close")
    #expect(NearestName.to("anounced_at", among: ["security", "announced_at"]) == "announced_at")
    #expect(NearestName.to("evnets", among: ["events", "prices"]) == "events")
    #expect(NearestName.to("XNSA", among: ["XNYS", "XNAS", "XNSE"]) == "XNAS")
  }

  @Test func somethingElseIsNotOffered() {
    #expect(NearestName.to("xyz", among: ["Open", "Close"]) == nil)
    #expect(NearestName.to("", among: ["Open"]) == nil)
    #expect(NearestName.to("name", among: []) == nil)
  }

  @Test func theFirstOfEqualsWins() {
    #expect(NearestName.to("ab", among: ["ac", "ad"]) == "ac")
  }
}
