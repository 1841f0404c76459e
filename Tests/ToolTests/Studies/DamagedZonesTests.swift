import Foundation
import TestSupport
import Testing

/// Time zone data of which a part is missing, damaged or unreadable, as after an update that was cut off.
@Suite struct DamagedZonesTests {
  private let work: WorkDirectory

  init() throws {
    work = try WorkDirectory()
    try ExampleStudy().write(to: work, folder: "study")
    try #require(try work.shell("cp -RL /usr/share/zoneinfo zones").status == 0)
  }

  private func run(_ line: String) throws -> WorkDirectory.Outcome {
    try work.shell("TZDIR=\"$PWD/zones\" \"$EVENTSTUDY\" \(line)")
  }

  /// A calendar without hours was printed, with status 0.
  @Test(arguments: ["rm zones/Asia/Shanghai", "truncate -s 100 zones/Asia/Shanghai"])
  func aCalendarWithoutItsClockIsRefused(_ damage: String) throws {
    _ = try work.shell(damage)
    #expect(try run("calendar XNAS --from 2019-01-02 --to 2019-01-03").status == 0)
    #expect(
      try run("calendar XSHE")
        == .init(
          status: 66, output: "",
          errors: """
            eventstudy: error: this system's time zone data of 'Asia/Shanghai' are missing or cannot be read, without \
            which no announcement has a session on XSHE
              help: install the package 'tzdata', or correct the environment variable TZDIR

            """))
  }

  /// An exchange without its clock had no hours, and was asked whether it meant itself.
  @Test func aStudyOfAnExchangeWithoutItsClockIsRefused() throws {
    _ = try work.shell("rm zones/Asia/Shanghai && sed -i 's/XNYS/XSHE/' study/study.yaml")
    let outcome = try run("run study/study.yaml --output reports")
    #expect(outcome.status == 66 && outcome.errors.contains("'Asia/Shanghai' are missing or cannot be read"))
    #expect(outcome.errors.contains("on XSHE\n  help: install the package 'tzdata'"))
    #expect(try work.list() == ["study", "zones"])
  }

  @Test func aZoneThatTheStudyNamesIsNotTakenForAnotherName() throws {
    _ = try work.shell("rm zones/Asia/Shanghai zones/Asia/Kathmandu")
    for zone in ["Asia/Shanghai", "Asia/Kathmandu"] {
      try work.write(
        "security,announced_at,timezone\nA,2019-10-07T16:20:00,\(zone)\n", to: "study/events.csv")
      let outcome = try run("check study/study.yaml")
      #expect(
        outcome.errors.contains("this system's time zone data of '\(zone)' are missing or cannot be read"))
      #expect(outcome.errors.contains("help: install the package 'tzdata'"))
      #expect(!outcome.errors.contains("did you mean"))
    }
    _ = try work.shell(
      "echo 'intraday: [{files: m.csv, columns: {instant: t, price: p}, timezone: Asia/Kathmandu}]' >> study/study.yaml; echo t,p > study/m.csv"
    )
    let outcome = try run("check study/study.yaml")
    #expect(outcome.status == 66 && outcome.errors.contains("data of 'Asia/Kathmandu' are missing"))
  }
}
