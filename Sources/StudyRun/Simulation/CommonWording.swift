/// What texts that differ in a number or a few words have in common: the words they all begin and end with.
struct CommonWording: Sendable {
  private let first: [Substring]
  /// How many words all texts begin and end with, and how many the shortest and the longest have.
  private var leading: Int
  private var trailing: Int
  private var shortest: Int
  private var longest: Int

  init(_ text: String) {
    first = text.split(separator: " ")
    (leading, trailing, shortest, longest) = (first.count, first.count, first.count, first.count)
  }

  /// Takes what `other` was made of, too; the order of the texts does not matter to what is common.
  mutating func add(_ other: CommonWording) {
    func common(_ pairs: some Sequence<(Substring, Substring)>) -> Int {
      pairs.prefix { $0.0 == $0.1 }.reduce(0) { count, _ in count + 1 }
    }
    leading = min(leading, other.leading, common(zip(first, other.first)))
    trailing = min(trailing, other.trailing, common(zip(first.reversed(), other.first.reversed())))
    shortest = min(shortest, other.shortest)
    longest = max(longest, other.longest)
  }

  /// The text where all are the same, else `(varies)` in place of what lies between the words at both ends.
  var text: String {
    if leading == longest { return first.joined(separator: " ") }
    let end = first.suffix(min(trailing, shortest - leading))
    return (first.prefix(leading) + ["(varies)"] + end).joined(separator: " ")
  }
}
