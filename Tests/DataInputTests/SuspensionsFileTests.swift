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
