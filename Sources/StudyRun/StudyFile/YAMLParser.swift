import CLibYAML

/// Why a text is no YAML document, in libyaml's words.
enum YAMLProblem: Error, Equatable {
  /// `context` says what libyaml was at when it found out.
  case syntax(context: String?, problem: String, at: YAMLNode.Mark)
  /// A byte that YAML does not allow, at an offset from the beginning.
  case character(problem: String, offset: Int)
  /// Keys of one mapping that occur more than once, sorted, and where the first of them stands first.
  case duplicateKeys([String], at: YAMLNode.Mark?)
  case noMemory
}

/// One YAML document read to nodes: the only place that knows libyaml.
struct YAMLParser: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  /// What anchors stand for; a later one of the same name wins, and one is none before its value has ended.
  private var anchors: [String: YAMLNode] = [:]
  /// How many lists and maps are open.
  private var depth = 0

  /// More of them one in another would need a stack that nobody has.
  private static let deepest = 1_000

  /// The document in `bytes`, UTF-8; nil where there is nothing but comments.
  static func document(in bytes: some Collection<UInt8>) throws(YAMLProblem) -> YAMLNode? {
    let bytes = ContiguousArray(bytes)
    let outcome = bytes.withUnsafeBufferPointer { input -> Result<YAMLNode?, YAMLProblem> in
      do throws(YAMLProblem) {
        var parser = try YAMLParser(input)
        return .success(try parser.document())
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }

  /// `input` must outlive the parser.
  private init(_ input: UnsafeBufferPointer<UInt8>) throws(YAMLProblem) {
    parser = .allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      throw .noMemory
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  private mutating func document() throws(YAMLProblem) -> YAMLNode? {
    _ = try next()
    guard try next().type == YAML_DOCUMENT_START_EVENT else { return nil }
    let node = try node(try next())
    _ = try next()
    let end = try next()
    guard end.type == YAML_STREAM_END_EVENT else {
      throw .syntax(
        context: "expected a single document in the stream", problem: "but found another document",
        at: end.mark)
    }
    return node
  }

  private mutating func node(_ event: Event) throws(YAMLProblem) -> YAMLNode {
    let content: YAMLNode.Content
    switch event.type {
    case YAML_ALIAS_EVENT:
      guard let node = event.anchor.flatMap({ anchors[$0] }) else {
        throw .syntax(context: nil, problem: "found undefined alias", at: event.mark)
      }
      return node
    case YAML_SEQUENCE_START_EVENT: content = .sequence(try elements(after: event))
    case YAML_MAPPING_START_EVENT: content = .mapping(try members(after: event))
    default: content = .scalar(event.text, isPlain: event.isPlain)
    }
    let node = YAMLNode(content: content, mark: event.mark)
    if let anchor = event.anchor { anchors[anchor] = node }
    return node
  }

  private mutating func elements(after start: Event) throws(YAMLProblem) -> [YAMLNode] {
    try descend(into: start)
    var elements: [YAMLNode] = []
    var event = try next()
    while event.type != YAML_SEQUENCE_END_EVENT {
      elements.append(try node(event))
      event = try next()
    }
    depth -= 1
    return elements
  }

  private mutating func members(after start: Event) throws(YAMLProblem) -> [YAMLNode.Member] {
    try descend(into: start)
    var members: [YAMLNode.Member] = []
    var event = try next()
    while event.type != YAML_MAPPING_END_EVENT {
      let key = try node(event)
      members.append(YAMLNode.Member(key: key, value: try node(try next())))
      event = try next()
    }
    try Self.refuseDuplicates(in: members)
    depth -= 1
    return members
  }

  private mutating func descend(into start: Event) throws(YAMLProblem) {
    depth += 1
    guard depth <= Self.deepest else {
      throw .syntax(
        context: nil, problem: "more than \(Self.deepest) lists and maps in one another", at: start.mark)
    }
  }

  private static func refuseDuplicates(in members: [YAMLNode.Member]) throws(YAMLProblem) {
    var seen: [String: Int] = [:]
    for member in members { if let key = member.key.string { seen[key, default: 0] += 1 } }
    guard seen.count < members.count else { return }
    let twice = seen.filter { $0.value > 1 }.keys.sorted()
    guard let first = twice.first else { return }
    throw .duplicateKeys(twice, at: members.first { $0.key.string == first }?.key.mark)
  }

  /// What libyaml found next; its own copy is given back at once.
  private func next() throws(YAMLProblem) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
    defer { yaml_event_delete(&event) }
    return Event(event)
  }

  private func problem() -> YAMLProblem {
    let text = parser.pointee.problem.map { String(cString: $0) } ?? ""
    switch parser.pointee.error {
    case YAML_MEMORY_ERROR: return .noMemory
    case YAML_READER_ERROR: return .character(problem: text, offset: parser.pointee.problem_offset)
    default:
      let context = parser.pointee.context.map { String(cString: $0) }
      return .syntax(context: context, problem: text, at: YAMLNode.Mark(parser.pointee.problem_mark))
    }
  }
}

/// What one event of libyaml says that a node needs.
private struct Event {
  let type: yaml_event_type_t
  let mark: YAMLNode.Mark
  var anchor: String?
  var text = ""
  var isPlain = false

  init(_ event: yaml_event_t) {
    type = event.type
    mark = YAMLNode.Mark(event.start_mark)
    switch type {
    case YAML_ALIAS_EVENT: anchor = Event.string(event.data.alias.anchor)
    case YAML_SEQUENCE_START_EVENT: anchor = Event.string(event.data.sequence_start.anchor)
    case YAML_MAPPING_START_EVENT: anchor = Event.string(event.data.mapping_start.anchor)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      anchor = Event.string(scalar.anchor)
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      // A byte order mark that came along with pasted text cannot be seen and is no part of it.
      let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
      text = String(decoding: bytes.starts(with: mark) ? bytes[3...] : bytes[...], as: UTF8.self)
      isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
    default: break
    }
  }

  private static func string(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    bytes.map { String(cString: $0) }
  }
}

extension YAMLNode.Mark {
  fileprivate init(_ mark: yaml_mark_t) { self.init(line: mark.line + 1, column: mark.column + 1) }
}
