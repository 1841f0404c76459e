import CYAML

/// Why a text is no YAML document of one root.
enum YAMLFault: Error {
  case syntax(String, YAMLMark?)
  /// A byte that YAML does not allow, by its offset.
  case character(String, offset: Int)
  /// Keys that stand more than once in a map, and where the first of them begins.
  case repeatedKeys([String], YAMLMark?)
}

/// Makes the nodes of one document out of the events of libyaml: anchors are put in the place of their aliases.
final class YAMLReader {
  /// Lists and maps inside each other; more than this is no study but an attempt on the stack.
  private static let deepest = 64

  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  private var anchors: [String: YAMLNode] = [:]
  private var depth = 0

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
    let root = try node(try next())
    guard try next().kind == YAML_DOCUMENT_END_EVENT else { return root }
    let end = try next()
    guard end.kind == YAML_STREAM_END_EVENT else {
      throw .syntax("a second document begins, and a study file holds one", end.mark)
    }
    return root
  }

  private func node(_ event: Event) throws(YAMLFault) -> YAMLNode {
    let node: YAMLNode
    switch event.kind {
    case YAML_ALIAS_EVENT:
      guard let known = anchors[event.anchor ?? ""] else {
        throw .syntax("nothing has the anchor '\(event.anchor ?? "")'", event.mark)
      }
      return known
    case YAML_SEQUENCE_START_EVENT: node = YAMLNode(try list(from: event), at: event.mark)
    case YAML_MAPPING_START_EVENT: node = YAMLNode(try map(from: event), at: event.mark)
    default: node = YAMLNode(event.text, isPlain: event.isPlain, at: event.mark)
    }
    if let anchor = event.anchor { anchors[anchor] = node }
    return node
  }

  private func list(from start: Event) throws(YAMLFault) -> [YAMLNode] {
    try enter(start)
    var list: [YAMLNode] = []
    while true {
      let event = try next()
      if event.kind == YAML_SEQUENCE_END_EVENT { break }
      list.append(try node(event))
    }
    depth -= 1
    return list
  }

  private func map(from start: Event) throws(YAMLFault) -> [YAMLNode.Pair] {
    try enter(start)
    var map: [YAMLNode.Pair] = []
    var repeated: [YAMLNode] = []
    while true {
      let event = try next()
      if event.kind == YAML_MAPPING_END_EVENT { break }
      let key = try node(event)
      if let text = key.text, let first = map.first(where: { $0.key.text == text }) {
        repeated.append(first.key)
      }
      map.append((key, try node(try next())))
    }
    depth -= 1
    if let first = repeated.first { throw .repeatedKeys(repeated.compactMap(\.text), first.mark) }
    return map
  }

  private func enter(_ start: Event) throws(YAMLFault) {
    depth += 1
    guard depth <= YAMLReader.deepest else {
      throw .syntax("more than \(YAMLReader.deepest) lists and maps stand inside each other", start.mark)
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
