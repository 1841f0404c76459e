import CoreTypes
import TestSupport
import Testing

@testable import DataInput

@Suite struct SuspensionsFileTests {
  @Test func suspensions() throws {
    let folder = try ScratchFolder()
    let file = try folder.input(
      "security,from,until\n002415,2019-10-08,20191009\n002236,2019-10-08,\n", as: "suspensions.csv")
    let read = try SuspensionsFile.read(file, layout: FileLayout()).suspensions
    #expect(read.map(\.from.date.description) == ["2019-10-08", "2019-10-08"])
    #expect(read.map { $0.until?.date.description } == ["2019-10-09", nil])
    #expect(read[1].location == SourceLocation(file: "suspensions.csv", line: 3))
  }

  @Test func suspensionsMayHaveTimes() throws {
    let folder = try ScratchFolder()
    let file = try folder.input(
      "security,from,until\nA,2019-10-08T10:05,2019-10-08T14:30:15\nA,2019-10-08T02:05:00Z,2019-10-08 10:00:00+08:00\n"
        + "A,2019-10-08 00:00:00,2019-10-09\nA,2019-10-08T25:00,\nA,2019-10-08T10:05,2019-10-08T10:05\n",
      as: "suspensions.csv")
    let read = try SuspensionsFile.read(file, layout: FileLayout())
    // 10:00 in Shanghai is 02:00 in UTC, before the halt begins.
    #expect(read.suspensions.map(\.location.line) == [2, 4])
    #expect(!read.suspensions[1].isTimed)
    #expect(read.suspensions[0].until?.secondOfDay == 52_215 && read.suspensions[0].isTimed)
    #expect(
      read.diagnostics.map(\.id) == [.suspensionUnreadable, .suspensionUnreadable, .suspensionUnreadable])
    #expect(read.diagnostics.map(\.location?.line) == [3, 5, 6])
    #expect(read.summary.rowsRefused == 3)
  }

  /// Times without marks are times, and what is none is refused, not cut off.
  @Test func timesWithoutMarks() throws {
    let folder = try ScratchFolder()
    let rows = [
      "20190403T140500Z,20190403T1830Z", "2019-04-03 10:05,2019-04-03T24:00", "20190403T0000,20190403T2400",
      "20190403T2400,20190405", "2019-04-03T1405,", "2019-04-03 10.05,", "20190403 1005 AM,",
      "2019-04-03 10:05 ET,", "2019-04-03T10,",
    ]
    let text = (["security,from,until"] + rows.map { "A," + $0 }).joined(separator: "\n")
    let read = try SuspensionsFile.read(try folder.input(text, as: "suspensions.csv"), layout: FileLayout())
    #expect(read.suspensions.map(\.location.line) == [2, 3, 4, 5])
    #expect(read.suspensions.map(\.from.secondOfDay) == [50_700, 36_300, nil, 0])
    #expect(read.suspensions.map(\.from.offset) == [0, nil, nil, nil])
    #expect(read.suspensions.map { $0.until?.secondOfDay } == [66_600, 0, 0, nil])
    #expect(read.suspensions[3].from.date.description == "2019-04-04")
    #expect(read.diagnostics.map(\.location?.line) == [6, 7, 8, 9, 10])
    #expect(read.diagnostics.allSatisfy { $0.id == .suspensionUnreadable })
  }

  @Test func timesBehindDatesInAFormatOfTheirOwn() throws {
    let folder = try ScratchFolder()
    let file = try folder.input(
      "security,from,until\nA,08.10.2019 10:05,08.10.2019 14:30:15\nA,08.10.2019 00:00:00,09.10.2019\n"
        + "A,2019-10-08T10:05,\nA,2019-10-08,\nA,08.10.2019 10.05,\n", as: "suspensions.csv")
    let read = try SuspensionsFile.read(file, layout: FileLayout(dateFormat: DateFormat("DD.MM.YYYY")))
    #expect(read.suspensions.map(\.from.secondOfDay) == [36_300, nil, 36_300])
    #expect(read.suspensions[0].until?.secondOfDay == 52_215)
    #expect(read.diagnostics.map(\.location?.line) == [5, 6])
  }

  /// Beside a halt's beginning with a time midnight is the moment at which it ends, not one more suspended day.
  @Test func aSuspensionMayEndAtMidnight() throws {
    let folder = try ScratchFolder()
    let file = try folder.input(
      "security,from,until\nA,2019-10-08T10:05,2019-10-09T00:00\nA,2019-10-08,2019-10-09 00:00:00\n"
        + "A,2019-10-08,2019-10-08T24:00\nA,2019-10-08 24:00,2019-10-10\nA,2019-10-08T10:30,2019-10-08T10:30\n",
      as: "suspensions.csv")
    let read = try SuspensionsFile.read(file, layout: FileLayout())
    #expect(
      read.suspensions.map(\.until?.date.description) == [
        "2019-10-09", "2019-10-09", "2019-10-09", "2019-10-10",
      ])
    #expect(read.suspensions.map(\.until?.secondOfDay) == [0, nil, 0, nil])
    #expect(read.suspensions.map(\.from.secondOfDay) == [36_300, nil, nil, 0])
    #expect(
      read.diagnostics.map(\.message) == [
        "the suspension ends at the moment at which it begins (from 2019-10-08T10:30, until 2019-10-08T10:30)"
      ])
  }
}
