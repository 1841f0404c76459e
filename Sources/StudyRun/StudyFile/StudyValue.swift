import CoreTypes

/// One value of the study file with the key it belongs to. Reading it as something it is not adds a fault
/// and gives `nil`, so that the caller goes on with the default.
struct StudyValue {
  /// As messages call it: `estimation.length`, `prices[2].files`.
  let key: String
  let node: YAMLNode
  /// Where the key stands, for values that are missing altogether.
  let keyMark: YAMLMark?
  let faults: StudyFaults

  var mark: YAMLMark? { node.mark ?? keyMark }
  var location: SourceLocation? { faults.location(of: mark) }

  func fault(_ message: String, help: String) { faults.add(message, help: help, at: mark) }

  /// What was found, for messages: the text in quotes, or what else it is.
  var found: String {
    guard let text = node.text else { return node.list == nil ? "a map" : "a list" }
    return text.isEmpty ? "nothing" : "'\(text)'"
  }

  func expected(_ what: String, help: String) {
    fault("'\(key)' must be \(what), found \(found)", help: help)
  }

  /// The scalar as written, or `nil` without a fault where it is none or says nothing.
  var scalarText: String? {
    guard let text = node.text, !text.isEmpty else { return nil }
    return node.isPlain && (text == "~" || text == "null") ? nil : text
  }

  func text(_ what: String, help: String) -> String? {
    if let text = scalarText { return text }
    expected(what, help: help)
    return nil
  }

  /// Text that is more than blanks.
  func identifier(_ what: String, help: String) -> String? {
    if let text = scalarText, !text.allSatisfy(\.isWhitespace) { return text }
    expected(what, help: help)
    return nil
  }

  /// A whole number within `range`, in decimal digits.
  func integer(in range: ClosedRange<Int>) -> Int? {
    let example = range.lowerBound < 0 ? -11 : range.lowerBound == 0 ? 10 : 250
    guard let text = scalarText, let number = Self.integer(text) else {
      expected("a whole number", help: "write digits only, such as \(example)")
      return nil
    }
    guard range.contains(number) else {
      expected(
        "between \(range.lowerBound) and \(range.upperBound)", help: "give a number in that range")
      return nil
    }
    return number
  }

  func flag() -> Bool? {
    switch scalarText {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default:
      expected("true or false", help: "write true or false")
      return nil
    }
  }

  /// One of the raw values of `Choice`.
  func choice<Choice: RawRepresentable<String>>(_ choices: [Choice]) -> Choice? {
    if let text = scalarText, let choice = Choice(rawValue: text) { return choice }
    let names = choices.map(\.rawValue)
    let nearest = scalarText.flatMap { NearestName.to($0, among: names) }
    expected(
      "one of " + names.joined(separator: ", "),
      help: nearest.map { "did you mean '\($0)'?" } ?? "write one of these words")
    return nil
  }

  /// `all`, as it is or in a list.
  var isAll: Bool {
    scalarText == "all" || node.list.map { $0.count == 1 && $0.first?.text == "all" } ?? false
  }

  /// The elements, called `key[1]`, `key[2]` ... in messages.
  func list(_ what: String, help: String) -> [StudyValue]? {
    guard let sequence = node.list else {
      expected(what, help: help)
      return nil
    }
    return sequence.indices.map { index in
      StudyValue(key: "\(key)[\(index + 1)]", node: sequence[index], keyMark: mark, faults: faults)
    }
  }

  /// A list that must hold something: an empty one is told, and given all the same.
  func filledList(_ what: String, help: String) -> [StudyValue]? {
    let entries = list(what, help: help)
    if entries?.isEmpty == true { fault("'\(key)' is empty", help: help) }
    return entries
  }

  func mapping(allowed: [String], _ what: String, help: String) -> StudyMapping? {
    guard let mapping = node.map else {
      expected(what, help: help)
      return nil
    }
    return StudyMapping(mapping, mark: mark, prefix: key + ".", allowed: allowed, faults: faults)
  }

  /// Digits with an optional sign; nothing else that Swift's `Int(_:)` would take is a number here.
  static func integer(_ text: String) -> Int? {
    let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
    return digits.isDigits ? Int(text) : nil
  }
}
