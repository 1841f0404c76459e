import CoreTypes

/// A file to read: where it lies, and what it is called in messages and in the manifest.
package struct InputFile: Sendable, Hashable {
  /// The path to open.
  package let path: String
  /// Relative to the study's folder, or the bare file name where the file lies outside it.
  package let name: String
  /// The character set to decode it from; `nil` = UTF-8, or UTF-16 where a byte-order mark says so.
  package var encoding: String?

  package init(path: String, name: String) {
    self.path = path
    self.name = name
  }

  /// The same to be decoded from `encoding`, where there is one to decode from.
  func encoded(as encoding: String?) -> InputFile {
    guard let encoding, !TextEncodings.isUTF8(encoding) else { return self }
    var file = self
    file.encoding = encoding
    return file
  }

  /// The same to be decoded as the study says, whatever was found before.
  func encoded(as layout: FileLayout) -> InputFile {
    InputFile(path: path, name: name).encoded(as: layout.encoding)
  }

  /// What a study file calls it.
  package var studyPath: String { StandardInput.studyPath(ofFileNamed: name) }

  /// The file name without its last extension (`prices/us/AMBA.csv` -> `AMBA`; `.csv.gz` counts as one).
  package var stem: String {
    if name == StandardInput.name { return name }
    let base = path.split(separator: "/").last.map(String.init) ?? path
    let plain = base.hasSuffix(".gz") ? String(base.dropLast(3)) : base
    guard let dot = plain.lastIndex(of: "."), dot != plain.startIndex else { return plain }
    return String(plain[..<dot])
  }
}

/// What was read from one file, for the manifest.
package struct InputFileSummary: Sendable, Equatable {
  package let name: String
  package let bytes: Int
  /// Lower-case hexadecimal.
  package let sha256: String
  /// The format's id (`yahoo`, `columns`, `events` ...).
  package let format: String
  package let rowsRead: Int
  package var rowsRefused: Int
  /// How the dates and numbers of a price file are written, where that is not the usual way: as the study or the format says,
  /// or as it was found.
  package var dateFormat: String?
  package var decimal: String?
  /// The title of the column that the returns of a price file are made of, or that holds them; nil where its columns are
  /// securities.
  package var valueColumn: String?

  package init(
    name: String, bytes: Int, sha256: String, format: String, rowsRead: Int, rowsRefused: Int
  ) {
    self.name = name
    self.bytes = bytes
    self.sha256 = sha256
    self.format = format
    self.rowsRead = rowsRead
    self.rowsRefused = rowsRefused
  }
}
