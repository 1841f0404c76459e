import Testing

@testable import Tool

@Suite struct ConsoleTableTests {
  @Test func columnsAlignWithWideCharactersAndNumbersToTheRight() {
    var table = ConsoleTable([.init("event"), .init("day 0"), .init("AR", .right), .init("note")])
    table.add(["海康威视", "2019-10-10", "-0.0123", ""])
    table.add(["AMBA", "2019-10-08", "0.1", "one\nline"])
    #expect(
      table.text == """
        event     day 0            AR  note
        海康威视  2019-10-10  -0.0123
        AMBA      2019-10-08      0.1  one line

        """)
  }

  @Test func whatWouldCommandTheTerminalIsReplaced() {
    var table = ConsoleTable([.init("event"), .init("note")])
    table.add(["\u{1B}[31mred", "two\nlines\tand a tab"])
    #expect(table.text == "event     note\n\u{FFFD}[31mred  two lines and a tab\n")
  }

  @Test func aTableWithoutRowsIsItsTitle() {
    #expect(ConsoleTable([.init("event"), .init("reason")]).text == "event  reason\n")
  }

  @Test(arguments: [("abc", 3), ("海", 2), ("한국", 4), ("e\u{301}", 1), ("\u{1F4C8}", 2), ("ﾊ", 1), ("Ａ", 2)])
  func widthsAreThoseOfTheTerminal(_ text: String, _ width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }
}
