import Testing

@testable import CoreTypes

@Suite struct OrderedSearchTests {
  @Test func datesThatStandOneAfterTheOther() {
    func dates(_ numbers: [Int32]) -> [CalendarDate] { numbers.map { CalendarDate(dayNumber: $0) } }
    let sessions = dates([10, 11, 14, 15, 16, 20])
    #expect(sessions.run(of: sessions) == 0..<6)
    #expect(sessions.run(of: dates([14, 15, 16])) == 2..<5)
    #expect(sessions.run(of: dates([20])) == 5..<6)
    for other: [Int32] in [
      [], [9], [12], [21], [10, 14], [14, 15, 20], [16, 20, 21], [9, 10], [11, 12, 15],
    ] {
      #expect(sessions.run(of: dates(other)) == nil)
    }
    #expect(dates([]).run(of: sessions) == nil)
  }
}
