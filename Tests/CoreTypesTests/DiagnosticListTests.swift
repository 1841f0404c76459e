import Testing

@testable import CoreTypes

@Suite struct DiagnosticListTests {
  private func said(_ line: Int) -> Diagnostic {
    Diagnostic(
      .priceMissing, at: SourceLocation(file: "p.csv", line: line), message: "close is missing", help: "")
  }

  @Test func listsBehindEachOtherReadAsOne() {
    var list = DiagnosticList([said(1), said(2)])
    list += []
    list += DiagnosticList([said(3)]) + [said(4)] + DiagnosticList()
    for line in 5...9_000 { list.append(said(line)) }
    list += [said(9_001)]
    list.append(said(9_002))
    #expect(list.count == 9_002)
    #expect(list.map(\.location?.line) == (1...9_002).map { $0 })
    #expect(list.indices.allSatisfy { list[$0].location?.line == $0 + 1 })
    #expect(list == DiagnosticList((1...9_002).map(said)))
    #expect(list != DiagnosticList((1...9_001).map(said)))
  }

  @Test func anEmptyListHasNothing() {
    #expect(DiagnosticList().isEmpty && DiagnosticList([]) == DiagnosticList() + [])
    #expect(DiagnosticList().first(where: { _ in true }) == nil)
  }

  @Test func aPlaceWithoutALineOrAColumnHasNone() {
    let file = SourceLocation(file: "p.csv")
    #expect(file.line == nil && file.column == nil)
    let row = SourceLocation(file: "p.csv", line: 4_000_000_000, column: 1)
    #expect(row.line == 4_000_000_000 && row.column == 1)
    #expect(SourceLocation(file: "p.csv", line: 3) != row)
  }
}
