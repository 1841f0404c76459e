/// What texts that differ in a number or a few words have in common: the words they all begin and end with.
struct CommonWording: Sendable {
  /// How many words all texts begin and end with, and how many the shortest and the longest have.
  private struct Extent: Sendable {
    var leading: Int
    var trailing: Int
    var shortest: Int
    var longest: Int

    init(words count: Int) { (leading, trailing, shortest, longest) = (count, count, count, count) }
  }

  private let first: String
  /// What all texts begin and end with, and the blanks beside it.
  private var beginning = ""
  private var end = ""
  /// nil while all texts are the first one, as they are in most tests: no words are counted then.
  private var extent: Extent?

  init(_ text: String) { first = text }

  private var words: [Substring] { first.split(separator: " ") }

  mutating func add(_ text: String) {
    if text != first, !isLikeTheOthers(text) { add(CommonWording(text)) }
  }

  /// Begins and ends as all of them do and has as many words: true of nearly every text, and quicker found than its words.
  private func isLikeTheOthers(_ text: String) -> Bool {
    guard let extent, extent.shortest == extent.longest else { return false }
    return text.hasPrefix(beginning) && text.hasSuffix(end)
      && text.utf8.count { $0 == UInt8(ascii: " ") } == extent.longest - 1
  }

  /// Takes what `other` was made of, too; the order of the texts does not matter to what is common.
  mutating func add(_ other: CommonWording) {
    if other.extent == nil, other.first == first { return }
    func common(_ pairs: some Sequence<(Substring, Substring)>) -> Int {
      pairs.prefix { $0.0 == $0.1 }.reduce(0) { count, _ in count + 1 }
    }
    let (own, others) = (words, other.words)
    var extent = extent ?? Extent(words: own.count)
    let added = other.extent ?? Extent(words: others.count)
    extent.leading = min(extent.leading, added.leading, common(zip(own, others)))
    extent.trailing = min(extent.trailing, added.trailing, common(zip(own.reversed(), others.reversed())))
    extent.shortest = min(extent.shortest, added.shortest)
    extent.longest = max(extent.longest, added.longest)
    self.extent = extent
    beginning = own.prefix(extent.leading).reduce("") { $0 + $1 + " " }
    end = own.suffix(min(extent.trailing, extent.shortest - extent.leading)).reduce("") { $0 + " " + $1 }
  }

  /// The text where all are the same, else `(varies)` in place of what lies between the words at both ends.
  var text: String {
    guard let extent, extent.leading < extent.longest else { return first }
    return beginning + "(varies)" + end
  }
}
