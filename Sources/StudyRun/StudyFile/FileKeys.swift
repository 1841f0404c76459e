import CoreTypes
import DataInput

/// Turns paths and globs of a study file into files, all relative to the study's folder.
struct FileKeys {
  let folder: String
  let access: StudyFileAccess

  /// `events: events.csv`, or a map `{files: events.csv, delimiter: ";"}`: exactly one file.
  func table(_ value: StudyValue) -> TableSource? {
    let help = "write a path, or a map such as {files: table.csv, delimiter: \";\"}"
    if value.node.map == nil {
      return oneFile(value, help: help).map { TableSource(file: $0, layout: FileLayout()) }
    }
    guard
      let map = value.mapping(
        allowed: ["files", "file"] + LayoutKeys.all, "a path or a map", help: help)
    else { return nil }
    return table(map, of: value, help: help)
  }

  /// The one file that a map names, with the layout that it says.
  func table(_ map: StudyMapping, of value: StudyValue, help: String) -> TableSource? {
    let layout = LayoutKeys.read(map)
    return path(in: map, of: value, help: help).flatMap { oneFile($0, help: help) }.map {
      TableSource(file: $0, layout: layout)
    }
  }

  /// `files`, or `file`; one of the two.
  func path(in map: StudyMapping, of value: StudyValue, help: String) -> StudyValue? {
    if map["files"] != nil, let second = map["file"] {
      second.fault("'\(value.key)' has both 'files' and 'file'", help: "keep one of the two")
      return nil
    }
    guard let path = map["files"] ?? map["file"] else {
      value.fault("'\(value.key)' names no file", help: help)
      return nil
    }
    return path
  }

  /// `files: prices/*.csv` or a list of such; every file once, each pattern's matches sorted by bytes.
  func files(_ value: StudyValue) -> [InputFile]? {
    let help = "write a path, a pattern such as prices/*.csv, or a list of them"
    var patterns = [value]
    if value.node.list != nil { patterns = value.list("a list of paths", help: help) ?? [] }
    guard !patterns.isEmpty else {
      value.fault("'\(value.key)' names no file", help: help)
      return nil
    }
    var seen: Set<[Substring]> = []
    var isComplete = true
    var files: [InputFile] = []
    for pattern in patterns {
      guard let matches = matches(pattern, help: help) else {
        isComplete = false
        continue
      }
      // Whatever the way to it that each of several patterns names.
      files +=
        patterns.count == 1
        ? matches : matches.filter { seen.insert(StudyPaths.absoluteParts(of: $0.path)).inserted }
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
        let isStandardInput = pattern == StandardInput.argument
        return InputFile(
          path: $0,
          name: isStandardInput ? StandardInput.name : StudyPaths.name(of: $0, inStudyFolder: folder))
      }
    } catch {
      value.faults.add(error, at: value.mark)
      return nil
    }
  }
}
