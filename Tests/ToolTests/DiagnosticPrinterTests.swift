import CoreTypes
import Testing

@testable import Tool

@Suite struct DiagnosticPrinterTests {
  private let printer = DiagnosticPrinter(
    style: TextStyle(isColored: false), othersIn: "diagnostics.csv")

  private func text(
    _ diagnostics: [Diagnostic], isColored: Bool = false, shownOfAKind most: Int? = 5
  ) -> String {
    let printer = DiagnosticPrinter(style: TextStyle(isColored: isColored), othersIn: "diagnostics.csv")
    var text = ""
    for severity in Severity.allCases.sorted(by: >) {
      printer.write(
        FoldedDiagnostics(DiagnosticList(diagnostics), of: severity, shownOfAKind: most)
      ) { text += $0 }
    }
    return text
  }

  private func price(line: Int, file: String = "prices.csv") -> Diagnostic {
    Diagnostic(
      .priceNotPositive, at: SourceLocation(file: file, line: line, column: 17),
      message: "close must be greater than 0, found '-1.05'", help: "correct the price",
      excerpt: "2019-10-07,12.50,-1.05")
  }

  @Test func aFaultIsShownWithItsLineACaretAndHelp() {
    let diagnostic = Diagnostic(
      .priceNotPositive, at: SourceLocation(file: "prices.csv", line: 3, column: 18),
      message: "close must be greater than 0, found '-1.05'", help: "correct the price",
      excerpt: "2019-10-07,12.50,-1.05")
    #expect(
      text([diagnostic]) == """
        prices.csv:3:18: error: close must be greater than 0, found '-1.05' [price-not-positive]
          2019-10-07,12.50,-1.05
                           ^
          help: correct the price

        """)
  }

  @Test func whatAFileIsCalledOrHoldsCannotCommandTheTerminal() {
    let diagnostic = Diagnostic(
      .unknownColumn, at: SourceLocation(file: "p\u{1B}[2J.csv"), message: "there is no '\u{1B}c'",
      help: "the header has: \u{7}a")
    #expect(
      text([diagnostic]) == """
        p\u{FFFD}[2J.csv: error: there is no '\u{FFFD}c' [unknown-column]
          help: the header has: \u{FFFD}a

        """)
  }

  @Test func colorsMarkSeverityAndPlace() {
    let diagnostic = Diagnostic(
      .priceStale, at: SourceLocation(file: "p.csv"), message: "the same close 30 times", help: "")
    #expect(
      text([diagnostic], isColored: true)
        == "\u{1B}[1mp.csv:\u{1B}[0m \u{1B}[1;33mwarning\u{1B}[0m: the same close 30 times [price-stale]\n")
  }

  @Test func moreThanFiveOfAKindAreFolded() {
    let many = (1...1_209).map { price(line: $0) }
    let lines = text(many).split(separator: "\n")
    #expect(lines.count == 5 * 4 + 1)
    #expect(lines.last == "... and 1,204 more like this in diagnostics.csv")
    #expect(text(many, shownOfAKind: nil).split(separator: "\n").count == 1_209 * 4)
  }

  @Test func aKindThatSomeFilesHaveIsShownOfEach() {
    let many = (1...1_209).map { price(line: $0) }
    let text = text([price(line: 1, file: "other.csv")] + many + [price(line: 2, file: "other.csv")])
    let lines = text.split(separator: "\n")
    #expect(lines.count == 4 * 4 + 1)
    #expect(lines[4].hasPrefix("other.csv:2:17"))
    #expect(lines.last == "... and 1,207 more like this in diagnostics.csv [price-not-positive], from 1 file")
  }

  @Test func aKindThatManyFilesHaveIsShownOfAFew() {
    let many = (1...30).flatMap { file in (1...2).map { price(line: $0, file: "\(file).csv") } }
    let lines = text(many).split(separator: "\n")
    #expect(lines.count == 5 * 4 + 1)
    #expect(lines.last == "... and 55 more like this in diagnostics.csv [price-not-positive], from 30 files")
  }

  @Test func errorsAreSaidLastAndFoldedBesideTheirOwn() {
    func note(_ file: String) -> Diagnostic {
      Diagnostic(.numberFormatDetected, at: SourceLocation(file: file), message: "a form", help: "")
    }
    let stale = Diagnostic(.priceStale, at: SourceLocation(file: "p.csv"), message: "stale", help: "")
    let text = text(
      (1...3).map { price(line: $0) } + [stale] + (1...8).map { note("\($0).csv") }
        + (1...4).map { price(line: $0, file: "q.csv") })
    let kinds = text.split(separator: "\n").filter { !$0.hasPrefix("  ") }.map {
      $0.contains(": error:") ? "e" : $0.contains(": warning:") ? "w" : $0.contains(": note:") ? "n" : "."
    }
    #expect(kinds.joined() == "nnnnn.weeee.")
    #expect(
      text.hasSuffix("... and 3 more like this in diagnostics.csv [price-not-positive], from 2 files\n"))
  }

  @Test func aFailureWithoutAPlaceIsSaidByTheProgram() {
    let failure = RunFailure(.anotherRun, "another run is writing 'reports'", help: "wait")
    #expect(
      printer.text(failure) == "eventstudy: error: another run is writing 'reports'\n  help: wait\n")
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1_204, "1,204"), (1_000_000, "1,000,000"), (-1_000, "-1,000")])
  func numbersAreGrouped(_ number: Int, _ expected: String) {
    #expect(DiagnosticPrinter.grouped(number) == expected)
  }
}
