import CoreTypes
import Yams

/// The study file as YAML nodes with their places, before anybody asks what they mean.
enum StudyDocument {
  /// Scalars stay text: YAML 1.1 would read `1:30` as 90, `010` as 8 and `no` as false.
  static func nodes(of bytes: [UInt8], file: String) throws(StudyFileFailure) -> (Node, StudyFaults) {
    let text = try validText(bytes, file: file)
    let faults = StudyFaults(file: file, text: text)
    do {
      if let node = try Yams.compose(yaml: text, .basic, .nothing, .utf8) { return (node, faults) }
      faults.add(
        "the study file is empty", help: "write at least the keys 'events' and 'prices'",
        at: nil)
    } catch let error as YamlError {
      describe(error, in: text, to: faults)
    } catch {
      faults.add("the study file is not YAML: \(error)", help: syntaxHelp, at: nil)
    }
    throw StudyFileFailure(faults.inFileOrder)
  }

  private static let syntaxHelp = "check the indentation, colons, quotes and brackets on this line and above"

  private static func validText(_ bytes: [UInt8], file: String) throws(StudyFileFailure) -> String {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let content = bytes.starts(with: mark) ? bytes[3...] : bytes[...]
    if let text = String(validating: content, as: UTF8.self) { return text }
    let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
    throw StudyFileFailure([
      RunFailure(
        .unusable, "the study file is not UTF-8", help: "save the file as UTF-8",
        at: SourceLocation(file: file, line: line.map { $0 + 1 }))
    ])
  }

  private static func describe(_ error: YamlError, in text: String, to faults: StudyFaults) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let prefix = context.map { "\($0.text): " } ?? ""
      faults.add("the study file is not YAML: \(prefix)\(problem)", help: syntaxHelp, at: mark)
    case .reader(let problem, let offset, _, _):
      let spot = offset.map { place(ofCharacter: $0, in: text) }
      faults.add(
        "the study file has a character that YAML does not allow (\(problem))",
        help: "delete the invisible character", line: spot?.line, column: spot?.column)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let keys = duplicates.sorted().map { "'\($0)'" }.joined(separator: ", ")
      faults.add(
        "more than one value for \(keys)", help: "keep one of them; it is not clear which one counts",
        at: context.mark)
    default:
      faults.add("the study file is not YAML: \(error)", help: syntaxHelp, at: nil)
    }
  }

  private static func place(ofCharacter offset: Int, in text: String) -> (line: Int, column: Int) {
    let before = text.prefix(offset)
    let lastLine = before.split(omittingEmptySubsequences: false) { $0.isNewline }.last ?? ""
    return (before.count { $0.isNewline } + 1, lastLine.unicodeScalars.count + 1)
  }
}

extension Constructor {
  /// For nodes that nobody turns into values: the tables of the usual one cost some time.
  static var nothing: Constructor { Constructor([:], [:], [:]) }
}
