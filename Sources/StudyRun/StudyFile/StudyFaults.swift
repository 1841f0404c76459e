import CoreTypes

/// Collects what is wrong with one study file, so that reading can go on to its end.
final class StudyFaults {
  /// What the study file is called in messages.
  let file: String
  private let text: String
  /// What a fault is that does not say it: the study's, or of the command line that is the study.
  private let usual: RunFailure.Kind
  private lazy var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
  private var faults: [RunFailure] = []

  init(file: String, text: String, usual: RunFailure.Kind = .unusable) {
    self.file = file
    self.text = text
    self.usual = usual
  }

  var isEmpty: Bool { faults.isEmpty }

  /// All faults in the order of the file's lines; equal places keep the order of discovery.
  var inFileOrder: [RunFailure] {
    func key(_ position: Int) -> (Int, Int, Int) {
      (faults[position].location?.line ?? 0, faults[position].location?.column ?? 0, position)
    }
    return faults.indices.sorted { key($0) < key($1) }.map { faults[$0] }
  }

  func add(_ message: String, help: String, at mark: YAMLMark?, kind: RunFailure.Kind? = nil) {
    let line = mark.flatMap { lines.indices.contains($0.line - 1) ? lines[$0.line - 1] : nil }
    faults.append(
      RunFailure(kind ?? usual, message, help: help, at: location(of: mark), excerpt: line.map(String.init)))
  }

  /// Takes over a failure of somebody who did not know which line of the study asked for it.
  func add(_ failure: RunFailure, at mark: YAMLMark?) {
    add(failure.message, help: failure.help, at: mark, kind: failure.kind)
  }

  func location(of mark: YAMLMark?) -> SourceLocation {
    SourceLocation(file: file, line: mark?.line, column: mark?.column)
  }
}
