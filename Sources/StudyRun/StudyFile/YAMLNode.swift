/// A value of a YAML document with the place where it begins. Scalars stay text: YAML 1.1 would read `1:30` as 90, `010`
/// as 8 and `no` as false.
struct YAMLNode: Equatable {
  enum Content: Equatable {
    /// `isPlain`: without quotes and not as a block, so that `~` means nothing.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    /// In the order of the document.
    case mapping([Member])
  }

  /// One `key: value` of a mapping.
  struct Member: Equatable {
    let key: YAMLNode
    let value: YAMLNode
  }

  /// Where something stands, counted from 1; columns in Unicode scalars.
  struct Mark: Equatable {
    let line: Int
    let column: Int
  }

  let content: Content
  /// nil where the value comes from no document.
  let mark: Mark?
}

extension YAMLNode {
  /// Text that no document holds.
  init(_ text: String) { self.init(content: .scalar(text, isPlain: false), mark: nil) }

  init(_ elements: [YAMLNode]) { self.init(content: .sequence(elements), mark: nil) }

  init(_ members: [Member]) { self.init(content: .mapping(members), mark: nil) }

  /// The text of a scalar.
  var string: String? {
    guard case .scalar(let text, _) = content else { return nil }
    return text
  }

  var elements: [YAMLNode]? {
    guard case .sequence(let elements) = content else { return nil }
    return elements
  }

  var members: [Member]? {
    guard case .mapping(let members) = content else { return nil }
    return members
  }
}
