import CTimeZones
import Testing

@testable import EventTime

/// The table of offsets against CCTZ itself.
@Suite struct OffsetTableTests {
  /// One hour, half an hour, none; changes by decree; Ireland's negative summer time; a day skipped (Apia, 2011).
  private static let zones = [
    "America/New_York", "Europe/London", "Europe/Dublin", "Asia/Shanghai", "Asia/Kolkata", "Asia/Tehran",
    "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia", "Africa/Casablanca", "UTC",
  ]

  @Test(arguments: zones) func `every moment is local as CCTZ has it`(_ name: String) throws {
    let zone = es_time_zone_find(name)
    try #require(zone != 0)
    var instant: Int64 = -90_000_000
    while instant < 2_300_000_000 {
      var (table, plain) = (
        (day: Int64(0), second: Int64(0), offset: Int64(0)),
        (day: Int64(0), second: Int64(0), offset: Int64(0))
      )
      es_time_zone_local(zone, instant, &table.day, &table.second, &table.offset)
      es_time_zone_local_by_cctz(zone, instant, &plain.day, &plain.second, &plain.offset)
      try #require(table == plain, "\(name) at \(instant)")
      instant += 88_307
    }
  }

  @Test(arguments: zones) func `every local time is resolved as CCTZ does`(_ name: String) throws {
    let zone = es_time_zone_find(name)
    try #require(zone != 0)
    var second: Int64 = 0
    for day: Int64 in -400..<26_000 {
      second = (second + 7_919) % 86_400
      var (table, plain) = ((Int64(0), Int64(0)), (Int64(0), Int64(0)))
      let found = es_time_zone_resolve(zone, day, second, &table.0, &table.1)
      let expected = es_time_zone_resolve_by_cctz(zone, day, second, &plain.0, &plain.1)
      try #require(found == expected && table == plain, "\(name) on day \(day) at \(second)")
    }
  }

  /// Every minute of three days around a change.
  @Test func `around a change every minute is as CCTZ has it`() throws {
    let zone = es_time_zone_find("America/New_York")
    for change: Int64 in [17_966, 18_203] {
      for minute in Int64(-1_440)..<2_880 {
        var (table, plain) = ((Int64(0), Int64(0)), (Int64(0), Int64(0)))
        let found = es_time_zone_resolve(zone, change, minute * 60, &table.0, &table.1)
        let expected = es_time_zone_resolve_by_cctz(zone, change, minute * 60, &plain.0, &plain.1)
        try #require(found == expected && table == plain, "minute \(minute) of day \(change)")
      }
    }
  }
}
