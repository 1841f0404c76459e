import CoreTypes
import Testing

/// Names as a drafted study file holds them.
@Suite struct YAMLTextTests {
  @Test(arguments: [
    ("prices/A.csv", "prices/A.csv"), ("000001.SZ", "'000001.SZ'"), ("no", "'no'"), ("it's", "'it''s'"),
    ("", "''"), ("a: b #c", "'a: b #c'"), ("中国.csv", "'中国.csv'"),
    ("a\nname: injected\n#.csv", #""a\u000Aname: injected\u000A#.csv""#),
    ("\"\t\\\u{85}", #""\"\u0009\\\u0085""#),
  ])
  func namesAreQuotedWhereTheyMustBe(_ name: String, _ text: String) {
    #expect(YAMLText.quoted(name) == text)
  }

  @Test func aRemarkIsOneLine() {
    #expect(YAMLText.remark("it's: A") == "it's: A")
    #expect(YAMLText.remark("a\u{2028}b") == #""a\u2028b""#)
  }
}
