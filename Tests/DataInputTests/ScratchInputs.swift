import TestSupport

@testable import DataInput

extension ScratchFolder {
  /// A file of the folder, which messages call by its name there.
  func input(_ text: String, as name: String) throws -> InputFile {
    InputFile(path: try write(text, to: name), name: name)
  }
}
