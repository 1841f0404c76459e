import Testing

@testable import Tool

@Suite struct SourceExcerptTests {
  @Test func theCaretStandsUnderWideCharactersAndTabs() {
    #expect(SourceExcerpt.lines(of: "海康威视,x", column: 6) == ["海康威视,x", "         ^"])
    #expect(SourceExcerpt.lines(of: "a\tb\tc", column: 5) == ["a\tb\tc", " \t \t^"])
    #expect(SourceExcerpt.lines(of: "e\u{301}a", column: 3) == ["e\u{301}a", " ^"])
    #expect(SourceExcerpt.lines(of: "short", column: 6) == ["short", "     ^"])
  }

  @Test func withoutAColumnThereIsNoCaret() {
    #expect(SourceExcerpt.lines(of: "abc", column: nil) == ["abc"])
    #expect(SourceExcerpt.lines(of: "abc", column: 9) == ["abc"])
  }

  @Test func aFileCannotCommandTheTerminal() {
    #expect(SourceExcerpt.lines(of: "\u{1B}[2Jx\r", column: 5) == ["\u{FFFD}[2Jx\u{FFFD}", "    ^"])
  }

  @Test func aByteOrderMarkIsNotShown() {
    #expect(SourceExcerpt.lines(of: "\u{FEFF}Date,Close", column: 6) == ["Date,Close", "     ^"])
  }

  @Test(arguments: [1, 60, 500, 950, 1_000])
  func aLongLineIsShownAroundTheFault(_ column: Int) throws {
    let source = String((0..<1_000).map { $0 == column - 1 ? "!" : Character(String($0 % 10)) })
    let lines = SourceExcerpt.lines(of: source, column: column)
    #expect(lines[0].count <= 106)
    let caret = try #require(lines[1].firstIndex(of: "^")).utf16Offset(in: lines[1])
    #expect(Array(lines[0])[caret] == "!")
  }
}
