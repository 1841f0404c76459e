import Testing

@testable import StudyRun

/// Nodes of a YAML text: what libyaml finds, put together.
@Suite struct YAMLReaderTests {
  /// A node in brackets: `{a=[b "c"]}`, quoted texts in quotes.
  private static func drawn(_ node: YAMLNode?) -> String {
    guard let node else { return "nothing" }
    if let list = node.list { return "[" + list.map(drawn).joined(separator: " ") + "]" }
    if let map = node.map {
      return "{" + map.map { drawn($0.key) + "=" + drawn($0.value) }.joined(separator: " ") + "}"
    }
    return node.isPlain ? node.text ?? "" : "\"\(node.text ?? "")\""
  }

  private static func root(_ text: String) throws -> YAMLNode? { try YAMLReader.root(of: Array(text.utf8)) }

  @Test(arguments: [
    ("a: 1\nb: [no, 010, 1:30, '~', \"x\\ty\"]\n", "{a=1 b=[no 010 1:30 \"~\" \"x\ty\"]}"),
    ("- &hours {open: 9, close: 17}\n- {hours: *hours}\n", "[{open=9 close=17} {hours={open=9 close=17}}]"),
    ("a: &list [1, &one x]\nb: *list\nc: *one\n", "{a=[1 x] b=[1 x] c=x}"),
    ("a: |\n  two\n  lines\nb: >-\n  one\n  line\n", "{a=\"two\nlines\n\" b=\"one line\"}"),
    ("? [1, 2]\n: pair\n? {x: y}\n: map\n", "{[1 2]=pair {x=y}=map}"),
    ("a: !!str 5 # a remark\r\nb:\r\n", "{a=5 b=}"),
    ("--- {}\n...\n", "{}"), ("", "nothing"), ("# only a remark\n", "nothing"), ("été: 春\n", "{été=春}"),
  ])
  func nodesAreWhatWasWritten(_ text: String, _ expected: String) throws {
    #expect(try Self.drawn(Self.root(text)) == expected)
  }

  @Test func marksCountLinesAndScalarsFromOne() throws {
    let root = try #require(try Self.root("été: [a,\n  b]\n"))
    let list = try #require(root.map?.first)
    #expect(root.mark == YAMLMark(line: 1, column: 1) && list.value.mark == YAMLMark(line: 1, column: 6))
    #expect(list.value.list?.last?.mark == YAMLMark(line: 2, column: 3))
  }

  /// Lists in lists, each an alias of the line before.
  private static func nested(_ lines: Int) -> String {
    "- &a0 [x]\n" + (1..<max(2, lines + 1)).map { "- &a\($0) [*a\($0 - 1)]\n" }.joined()
  }

  /// What is wrong, and where.
  private static func fault(_ text: String) -> String {
    do throws(YAMLFault) {
      return "no fault: \(drawn(try YAMLReader.root(of: Array(text.utf8))))"
    } catch {
      switch error {
      case .syntax(let problem, let mark): return "\(mark.map { "\($0.line):\($0.column)" } ?? "") \(problem)"
      case .character(_, let offset): return "character at \(offset)"
      case .repeatedKeys(let keys, _, let mark):
        return "\(mark?.line ?? 0) repeated \(keys.joined(separator: ","))"
      }
    }
  }

  @Test(arguments: [
    ("a: [1, 2\nb: 3\n", "while parsing a flow sequence"), ("a: 'x\n", "while scanning a quoted scalar"),
    ("a: *b\n", "1:4 nothing has the anchor 'b'"), ("&a [1, *a]\n", "1:8 nothing has the anchor 'a'"),
    ("a: 1\n---\nb: 2\n", "2:1 a second document begins"), ("é: \u{7}\n", "character at 4"),
    ("x: 0\nb: 1\na: 2\nb: 3\na: 4\nb: 5\n", "4 repeated b,a,b"),
    (String(repeating: "[", count: 65), "1:65 more than 64 lists and maps"),
    (String(repeating: "[", count: 64) + String(repeating: "]", count: 64), "no fault"),
    (nested(62), "no fault"), (nested(63), "64:9 more than 64 lists and maps"), (nested(70_000), "64:9 more"),
  ])
  func faultsSayWhere(_ text: String, _ expected: String) {
    #expect(Self.fault(text).contains(expected), "\(Self.fault(text))")
  }

  /// Ten aliases of ten aliases, nine deep: as many values as there are people, and no more memory than ten lists.
  @Test func aliasesOfAliasesTakeNoRoom() throws {
    let lists = (1...9).map { level in
      "l\(level): &l\(level) [\([String](repeating: level == 1 ? "x" : "*l\(level - 1)", count: 10).joined(separator: ", "))]\n"
    }
    let root = try #require(try Self.root(lists.joined()))
    #expect(root.map?.count == 9 && root.map?.last?.value.list?.count == 10)
  }
}
