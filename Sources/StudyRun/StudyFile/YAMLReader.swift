import CYAML

/// Why a text is no YAML document of one root.
enum YAMLFault: Error {
  case syntax(String, YAMLMark?)
  /// A byte that YAML does not allow, by its offset.
  case character(String, offset: Int)
  /// Keys that stand more than once in a map: where the first of them begins, and where it begins again.
  case repeatedKeys([String], first: YAMLMark?, again: YAMLMark?)
}

/// Makes the nodes of one document out of the events of libyaml: anchors are put in the place of their aliases.
final class YAMLReader {
  /// Lists and maps inside each other; more than this is no study but an attempt on the stack.
  private static let deepest = 64

  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  private var anchors: [String: Nested] = [:]
  private var depth = 0

  /// A node, and how many lists and maps stand inside each other in it.
  private struct Nested {
    let node: YAMLNode
    var height = 0
  }

  /// The root of the document; `nil` where the text says nothing.
  static func root(of text: [UInt8]) throws(YAMLFault) -> YAMLNode? {
    try text.withUnsafeBufferPointer { bytes throws(YAMLFault) in try YAMLReader(bytes).document() }
  }

  /// `bytes` must outlive the reader.
  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let isReady = yaml_parser_initialize(parser)
    precondition(isReady == 1, "memory for a YAML parser")
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  private func document() throws(YAMLFault) -> YAMLNode? {
    guard try next().kind == YAML_STREAM_START_EVENT, try next().kind == YAML_DOCUMENT_START_EVENT else {
      return nil
    }
    let root = try node(try next()).node
    guard try next().kind == YAML_DOCUMENT_END_EVENT else { return root }
    let end = try next()
    guard end.kind == YAML_STREAM_END_EVENT else {
      throw .syntax("a second document begins, and a study file holds one", end.mark)
    }
    return root
  }

  private func node(_ event: Event) throws(YAMLFault) -> Nested {
    let node: Nested
    switch event.kind {
    case YAML_ALIAS_EVENT:
      guard let known = anchors[event.anchor ?? ""] else {
        throw .syntax("nothing has the anchor '\(event.anchor ?? "")'", event.mark)
      }
      try check(depth + known.height, at: event)
      return known
    case YAML_SEQUENCE_START_EVENT: node = try list(from: event)
    case YAML_MAPPING_START_EVENT: node = try map(from: event)
    default: node = Nested(node: YAMLNode(event.text, isPlain: event.isPlain, at: event.mark))
    }
    if let anchor = event.anchor { anchors[anchor] = node }
    return node
  }

  private func list(from start: Event) throws(YAMLFault) -> Nested {
    try enter(start)
    var list: [YAMLNode] = []
    var height = 0
    while true {
      let event = try next()
      if event.kind == YAML_SEQUENCE_END_EVENT { break }
      let element = try node(event)
      height = max(height, element.height)
      list.append(element.node)
    }
    depth -= 1
    return Nested(node: YAMLNode(list, at: start.mark), height: height + 1)
  }

  private func map(from start: Event) throws(YAMLFault) -> Nested {
    try enter(start)
    var map: [YAMLNode.Pair] = []
    var firsts: [String: YAMLNode] = [:]
    var height = 0
    var repeated: [(key: String, first: YAMLNode, again: YAMLNode)] = []
    while true {
      let event = try next()
      if event.kind == YAML_MAPPING_END_EVENT { break }
      let key = try node(event)
      if let text = key.node.text {
        if let first = firsts[text] {
          repeated.append((text, first, key.node))
        } else {
          firsts[text] = key.node
        }
      }
      let value = try node(try next())
      height = max(height, key.height, value.height)
      map.append((key.node, value.node))
    }
    depth -= 1
    if let key = repeated.first {
      throw .repeatedKeys(repeated.map(\.key), first: key.first.mark, again: key.again.mark)
    }
    return Nested(node: YAMLNode(map, at: start.mark), height: height + 1)
  }

  private func enter(_ start: Event) throws(YAMLFault) {
    depth += 1
    try check(depth, at: start)
  }

  private func check(_ depth: Int, at event: Event) throws(YAMLFault) {
    guard depth <= YAMLReader.deepest else {
      throw .syntax("more than \(YAMLReader.deepest) lists and maps stand inside each other", event.mark)
    }
  }

  /// What is kept of an event of libyaml.
  private struct Event {
    let kind: yaml_event_type_t
    let mark: YAMLMark
    var anchor: String?
    var text = ""
    var isPlain = false
  }

  private func next() throws(YAMLFault) -> Event {
    var raw = yaml_event_t()
    guard yaml_parser_parse(parser, &raw) == 1 else { throw fault }
    defer { yaml_event_delete(&raw) }
    var event = Event(kind: raw.type, mark: YAMLMark(raw.start_mark))
    switch raw.type {
    case YAML_ALIAS_EVENT: event.anchor = YAMLReader.text(raw.data.alias.anchor)
    case YAML_SEQUENCE_START_EVENT: event.anchor = YAMLReader.text(raw.data.sequence_start.anchor)
    case YAML_MAPPING_START_EVENT: event.anchor = YAMLReader.text(raw.data.mapping_start.anchor)
    case YAML_SCALAR_EVENT:
      let scalar = raw.data.scalar
      event.anchor = YAMLReader.text(scalar.anchor)
      event.text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      event.isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
    default: break
    }
    return event
  }

  private static func text(_ name: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    name.map { String(cString: $0) }
  }

  private var fault: YAMLFault {
    let state = parser.pointee
    let problem = state.problem.map { String(cString: $0) } ?? "there is no memory for it"
    if state.error == YAML_READER_ERROR { return .character(problem, offset: state.problem_offset) }
    if state.error == YAML_MEMORY_ERROR { return .syntax(problem, nil) }
    guard let context = state.context.map({ String(cString: $0) }) else {
      return .syntax(problem, YAMLMark(state.problem_mark))
    }
    // What was opened and not closed is missed at the end of the file, and mended where it began.
    let isOpen = YAMLReader.opened.contains { context.hasPrefix($0) }
    return .syntax(context + ": " + problem, YAMLMark(isOpen ? state.context_mark : state.problem_mark))
  }

  /// libyaml's words for what needs an end.
  private static let opened = [
    "while scanning a quoted scalar", "while scanning a simple key", "while parsing a flow",
  ]
}

extension YAMLMark {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: mark.line + 1, column: mark.column + 1)
  }
}
