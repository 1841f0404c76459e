import CoreTypes
import DataInput

/// Turns paths and globs of a study file into files, all relative to the study's folder.
struct FileKeys {
  let folder: String
  let access: StudyFileAccess

  /// `events: events.csv`, or a map `{files: events.csv, delimiter: ";"}`: exactly one file.
  func table(_ value: StudyValue) -> TableSource? {
    table(value, further: []) { _ in nil }
  }

  /// The same with `format: french` for a file as Kenneth French publishes it.
  func factors(_ value: StudyValue) -> TableSource? {
    table(value, further: ["format"]) { map in
      map["format"].flatMap { $0.choice(FactorsFormat.allCases) }
    }
  }

  private func table(
    _ value: StudyValue, further: [String], format: (StudyMapping) -> FactorsFormat?
  ) -> TableSource? {
    let help = "write a path, or a map such as {files: table.csv, delimiter: \";\"}"
    if value.node.mapping == nil {
      return oneFile(value, help: help).map { TableSource(file: $0, layout: FileLayout()) }
    }
    let allowed = ["files", "file"] + further + LayoutKeys.all
    guard let map = value.mapping(allowed: allowed, "a path or a map", help: help) else { return nil }
    let layout = LayoutKeys.read(map)
    let factorsFormat = format(map)
    if map["files"] != nil, let second = map["file"] {
      second.fault("'\(value.key)' has both 'files' and 'file'", help: "keep one of the two")
      return nil
    }
    guard let path = map["files"] ?? map["file"] else {
      value.fault("'\(value.key)' names no file", help: help)
      return nil
    }
    return oneFile(path, help: help).map {
      TableSource(file: $0, layout: layout, factorsFormat: factorsFormat)
    }
  }

  /// `files: prices/*.csv` or a list of such; every file once, each pattern's matches sorted by bytes.
  func files(_ value: StudyValue) -> [InputFile]? {
    let help = "write a path, a pattern such as prices/*.csv, or a list of them"
    var patterns = [value]
    if value.node.sequence != nil { patterns = value.list("a list of paths", help: help) ?? [] }
    guard !patterns.isEmpty else {
      value.fault("'\(value.key)' names no file", help: help)
      return nil
    }
    var seen: Set<String> = []
    var isComplete = true
    var files: [InputFile] = []
    for pattern in patterns {
      guard let matches = matches(pattern, help: help) else {
        isComplete = false
        continue
      }
      files += matches.filter { seen.insert($0.path).inserted }
    }
    return isComplete ? files : nil
  }

  private func oneFile(_ value: StudyValue, help: String) -> InputFile? {
    guard let matches = matches(value, help: help) else { return nil }
    if let file = matches.first, matches.count == 1 { return file }
    value.fault(
      "'\(value.key)' must be one file, \(value.found) matches \(matches.count)", help: "give one path")
    return nil
  }

  private func matches(_ value: StudyValue, help: String) -> [InputFile]? {
    guard let pattern = value.text("a path", help: help) else { return nil }
    do {
      return try access.expand(pattern, folder).map {
        InputFile(path: $0, name: StudyPaths.name(of: $0, inStudyFolder: folder))
      }
    } catch {
      value.faults.add(error, at: value.mark)
      return nil
    }
  }
}
