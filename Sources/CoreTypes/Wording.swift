extension BinaryInteger {
  /// `1 session`, `3 sessions`: the number with the word or the words that go with it.
  package func counted(_ one: String, _ others: String) -> String { "\(self) \(self == 1 ? one : others)" }
}

extension Sequence<String> {
  /// `'a', 'b', 'c'`.
  package var quotedList: String { map { "'\($0)'" }.joined(separator: ", ") }
}
