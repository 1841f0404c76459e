import Foundation
import Testing

@testable import StudyRun

@Suite struct JSONValueTests {
  @Test func membersKeepTheirOrderAndSmallListsTheirLine() {
    let value = JSONValue.object([
      "z": .list([.integer(-1), .integer(1)]), "a": .null, "empty": .list([]), "nothing": .object([]),
      "entries": .list([.object(["file": .text("a.csv"), "bytes": .integer(3)])]),
    ])
    #expect(
      value.lines == """
        {
          "z": [-1, 1],
          "a": null,
          "empty": [],
          "nothing": {},
          "entries": [
            {
              "file": "a.csv",
              "bytes": 3
            }
          ]
        }

        """)
    #expect(
      value.line
        == #"{"z": [-1, 1], "a": null, "empty": [], "nothing": {}, "entries": [{"file": "a.csv", "bytes": 3}]}"#
    )
  }

  @Test(arguments: [
    (0.95, "0.95"), (1.0, "1"), (-0.0, "0"), (0.1 + 0.2, "0.30000000000000004"), (1e-7, "1e-07"),
    (Double.nan, "null"), (Double.infinity, "null"),
  ])
  func numbersAreTheShortestThatReadBack(_ number: Double, _ expected: String) {
    #expect(JSONValue.number(number).line == expected)
  }

  @Test func textReadsBackWhateverItHolds() throws {
    let text = "\"quoted\" \\ tab\t line\r\n \u{1}\u{7F}\u{2028} 海康威视 \u{1F4C8}"
    let line = JSONValue.list([.text(text)]).line
    let isPlain = line.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 0x2028 }
    #expect(isPlain)
    #expect(try JSONDecoder().decode([String].self, from: Data(line.utf8)) == [text])
  }
}
