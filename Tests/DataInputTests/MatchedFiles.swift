@testable import DataInput

extension InputFile {
  /// The files of a folder that match a pattern, called by their paths in it.
  static func matching(_ pattern: String, in folder: String) throws -> [InputFile] {
    try InputGlob.expand(pattern, relativeTo: folder).map {
      InputFile(path: $0, name: String($0.dropFirst(folder.count + 1)))
    }
  }
}
