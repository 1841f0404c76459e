import TestSupport
import Testing

/// Zones of the study file that keep the winter's time all year.
@Suite struct StudyZonesTests {
  private static let hours =
    "calendar: benchmark\n    hours: {open: \"09:30\", close: \"16:00\", timezone: ZONE}"

  private func check(_ zone: String, _ change: (inout ExampleStudy) -> Void) throws -> WorkDirectory.Outcome {
    let work = try WorkDirectory()
    var study = ExampleStudy()
    change(&study)
    study.study = study.study.replacing("ZONE", with: zone)
    try study.write(to: work, folder: "study")
    return try work.run("check", "study/study.yaml")
  }

  @Test func hoursInAnAbbreviationWithoutSummerTimeAreToldWhereTheyStand() throws {
    func hours(_ zone: String) throws -> WorkDirectory.Outcome {
      try check(zone) { study in
        study.study = study.study.replacing("exchange: XNYS", with: "exchange: FUTX\n    \(Self.hours)")
      }
    }
    let told = try hours("EST")
    #expect(told.status == 0)
    #expect(
      told.errors.hasPrefix(
        """
        study.yaml:7:54: warning: 'EST' has no daylight saving time: in summer its clocks are behind those in America/New_York \
        [time-zone-without-summer-time]
        """), "\(told.errors)")
    #expect(told.errors.contains("write 'America/New_York' if clocks there are meant, or 'Etc/GMT+5'"))
    for zone in ["America/New_York", "Etc/GMT+5", "Asia/Tokyo"] {
      #expect(try !hours(zone).errors.contains("time-zone-without-summer-time"))
    }
  }

  @Test func soAreIntradayFiles() throws {
    func minutes(_ zone: String) throws -> WorkDirectory.Outcome {
      try check(zone) { study in
        study.study += """
          intraday:
            - files: A.csv
              columns: {instant: instant, price: price}
              timezone: ZONE

          """
        study.files["A.csv"] = "instant,price\n2019-10-08T09:40:00,50.1\n2019-10-08T15:40:00,50.2\n"
      }
    }
    #expect(try minutes("EST").errors.contains(":18:15: warning: 'EST' has no daylight saving time"))
    #expect(try !minutes("America/New_York").errors.contains("time-zone-without-summer-time"))
  }
}
