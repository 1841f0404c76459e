/// A place in a YAML text; line and column count from 1, columns in Unicode scalars.
struct YAMLMark: Sendable, Equatable {
  let line: Int
  let column: Int
}

/// A piece of a YAML document: text, a list or a map. Nothing is read into a text: `no` and `010` stay what was written.
struct YAMLNode: Sendable {
  typealias Pair = (key: YAMLNode, value: YAMLNode)

  private enum Content: Sendable {
    case text(String)
    case list([YAMLNode])
    case map([Pair])
  }

  private let content: Content
  /// Where it begins; `nil` for what stands in no file.
  let mark: YAMLMark?
  /// Text without quotes around it.
  let isPlain: Bool

  init(_ text: String, isPlain: Bool = true, at mark: YAMLMark? = nil) {
    content = .text(text)
    self.isPlain = isPlain
    self.mark = mark
  }

  init(_ list: [YAMLNode], at mark: YAMLMark? = nil) {
    content = .list(list)
    isPlain = false
    self.mark = mark
  }

  init(_ map: [Pair], at mark: YAMLMark? = nil) {
    content = .map(map)
    isPlain = false
    self.mark = mark
  }

  /// `nil` where it is a list or a map.
  var text: String? { if case .text(let text) = content { text } else { nil } }
  /// `nil` where it is no list.
  var list: [YAMLNode]? { if case .list(let list) = content { list } else { nil } }
  /// In the order of the text; `nil` where it is no map.
  var map: [Pair]? { if case .map(let map) = content { map } else { nil } }
}
