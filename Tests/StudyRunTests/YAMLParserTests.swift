import Testing

@testable import StudyRun

@Suite struct YAMLParserTests {
  private func node(_ text: String) throws -> YAMLNode {
    try #require(try YAMLParser.document(in: text.utf8))
  }

  private func problem(_ text: String) -> YAMLProblem? {
    do {
      _ = try YAMLParser.document(in: text.utf8)
      return nil
    } catch {
      return error
    }
  }

  private func scalar(_ text: String, _ line: Int, _ column: Int, isPlain: Bool = true) -> YAMLNode {
    YAMLNode(
      content: .scalar(text, isPlain: isPlain), mark: YAMLNode.Mark(line: line, column: column))
  }

  @Test func nodesKnowTheirPlacesInScalarsOfUnicode() throws {
    let root = try node("# a study\né: [1:30, \"no\"]\n'b b': |\n  two\n  lines\n")
    #expect(root.mark == YAMLNode.Mark(line: 2, column: 1))
    let members = try #require(root.members)
    #expect(members.map(\.key) == [scalar("é", 2, 1), scalar("b b", 3, 1, isPlain: false)])
    #expect(members[0].value.elements == [scalar("1:30", 2, 5), scalar("no", 2, 11, isPlain: false)])
    #expect(members[1].value == scalar("two\nlines\n", 3, 8, isPlain: false))
  }

  @Test func scalarsStayText() throws {
    let texts = ["010", "0x1F", "1e3", "yes", "~", "null", "2019-10-08", ".inf", "12:30:45"]
    let elements = try node("[\(texts.joined(separator: ", "))]").elements
    #expect(elements?.map(\.string) == texts)
  }

  @Test func anAliasIsWhatItsAnchorWasLast() throws {
    let members = try #require(try node("a: &x [1]\nb: *x\nc: &x 2\nd: *x\n").members)
    #expect(members[1].value == members[0].value)
    #expect(members[3].value == scalar("2", 3, 4))
    #expect(
      problem("a: *x\n")
        == .syntax(context: nil, problem: "found undefined alias", at: YAMLNode.Mark(line: 1, column: 4)))
    #expect(problem("a: &x [*x]\n") != nil, "nothing holds itself")
  }

  @Test func everyKeyOfAMapIsThereOnce() {
    #expect(
      problem("b: 1\na: 2\n'b': 3\na: 4\nc: {d: 1, d: 2}\n")
        == .duplicateKeys(["d"], at: YAMLNode.Mark(line: 5, column: 5)), "the first map that ends")
    #expect(
      problem("b: 1\na: 2\n'b': 3\na: 4\n")
        == .duplicateKeys(["a", "b"], at: YAMLNode.Mark(line: 2, column: 1)))
    #expect(problem("[a, b]: 1\n[a, b]: 2\nc: 3\n") == nil, "keys that are lists are for others to refuse")
  }

  @Test func whatIsNoDocumentIsSaidWithItsPlace() {
    #expect(
      problem("a: [1, 2\nb: 3\n")
        == .syntax(
          context: "while parsing a flow sequence", problem: "did not find expected ',' or ']'",
          at: YAMLNode.Mark(line: 2, column: 2)))
    #expect(
      problem("a: 1\n---\nb: 2\n")
        == .syntax(
          context: "expected a single document in the stream", problem: "but found another document",
          at: YAMLNode.Mark(line: 2, column: 1)))
    #expect(problem("é: \u{7F}\n") == .character(problem: "control characters are not allowed", offset: 4))
  }

  @Test(arguments: ["", "\n\n", "# nothing but a remark\n"])
  func nothingIsNoDocument(_ text: String) throws {
    let document = try YAMLParser.document(in: text.utf8)
    #expect(document == nil)
  }

  @Test func depthHasAnEnd() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
    }
    var node = try node(nested(1_000))
    for _ in 0..<1_000 { node = try #require(node.elements?.first) }
    #expect(node.string == "1")
    #expect(
      problem(nested(1_001))
        == .syntax(
          context: nil, problem: "more than 1000 lists and maps in one another",
          at: YAMLNode.Mark(line: 1, column: 1_001)))
    #expect(problem(String(repeating: "[", count: 200_000)) != nil)
    #expect(problem(String(repeating: "{a: ", count: 200_000)) != nil)
  }

  @Test func aByteOrderMarkIsNoPartOfAScalar() throws {
    #expect(try node("{a: 1, \u{FEFF}b: \u{FEFF}2}").members?.map(\.key.string) == ["a", "b"])
  }
}
