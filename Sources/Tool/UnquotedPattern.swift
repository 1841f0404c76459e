import CoreTypes
import StudyRun

/// `--prices prices/*.csv` without quotes: the shell puts the names of the files in the pattern's place, and all but the first
/// are words that nobody asked for.
struct UnquotedPattern {
  let flag: String
  /// The files that the shell named, the first of them behind the flag.
  let files: [String]

  private static let flags: Set<String> = ["--prices", "--factors", "--events"]

  /// `nil` where no flag that names files is followed by more words that end alike.
  init?(in arguments: [String]) {
    guard let command = arguments.first, StudySettingArguments.commands.contains(command) else { return nil }
    for (index, flag) in arguments.enumerated() where UnquotedPattern.flags.contains(flag) {
      let words = arguments[(index + 1)...].prefix { !$0.hasPrefix("-") }
      guard words.count > 1, let ending = words.first.flatMap(UnquotedPattern.ending) else { continue }
      let alike = words.prefix { UnquotedPattern.ending(of: $0) == ending }
      guard alike.count > 1 else { continue }
      self.flag = flag
      files = Array(alike)
      return
    }
    return nil
  }

  /// `.csv` of `prices/A.csv`, but nothing of a study file.
  private static func ending(of word: String) -> Substring? {
    guard let name = word.split(separator: "/").last, let point = name.lastIndex(of: ".") else { return nil }
    let ending = name[point...]
    return ending == ".yaml" || ending == ".yml" ? nil : ending
  }

  var failure: RunFailure {
    let folder = files[0].lastIndex(of: "/").map { files[0][...$0] } ?? ""
    let ending = UnquotedPattern.ending(of: files[0]) ?? ""
    return RunFailure(
      .wrongUse,
      "\(flag) takes one word, found \(files.count): '\(files[0])', '\(files[1])'\(files.count > 2 ? " ..." : ""), as a shell "
        + "makes them of a pattern",
      help:
        "put the pattern in quotes, such as \(flag) '\(folder)*\(ending)', so that the program reads it itself"
    )
  }
}
