import ArgumentParser
import CoreTypes
import StudyRun

/// The keys of a study as flags: `--prices 'prices/*.csv' --benchmark SPY`. `CommandRunner` writes each as a setting, but
/// for `--cache`, which goes with a study file too.
struct StudySettingArguments: ParsableArguments {
  @Option(
    name: .customLong(StudySettingArguments.flag), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A key of the study, such as event_window=-5,5; the same as --event-window -5,5.",
      valueName: "key=value"))
  var settings: [String] = []

  @Option(
    help: ArgumentHelp(
      "A folder that keeps what was read of the price files for the next run; the results do not depend on it. "
        + "(default: the study's 'cache')", valueName: "folder"), completion: .directory)
  var cache: String?

  static let flag = "set"

  /// Those that take a study.
  static let commands = ["run", "check", "explain", "simulate"]

  /// The study file at `path`, or the study that the settings say, with the cache's folder if one is named.
  func read(_ path: String?) throws -> StudyConfiguration {
    var study = try configuration(path)
    study.cache = cache ?? study.cache
    return study
  }

  private func configuration(_ path: String?) throws -> StudyConfiguration {
    let values = try settings.map(StudySetting.init(argument:))
    guard let path else {
      guard !settings.isEmpty else {
        throw RunFailure(
          .wrongUse, "no study is named",
          help:
            "give a study file, such as study.yaml ('eventstudy init' writes one), or --prices 'prices/*.csv' "
            + "--benchmark ID --exchange MIC --events events.csv")
      }
      return try StudyFile.read(values, known: .ofThisVersion, access: .system)
    }
    if let setting = settings.first {
      if setting.hasPrefix("format=") {
        throw RunFailure(
          .wrongUse, "'--format \(setting.dropFirst(7))' is no way to print what check and explain find",
          help: "write --format text or --format csv; the format of price files stands in the study file")
      }
      throw RunFailure(
        .wrongUse, "both a study file '\(path)' and the setting '\(setting)' are given",
        help: "write the setting into the study file, or leave the file out and give all keys as flags")
    }
    return try StudyFile.read(path: path, known: .ofThisVersion, access: .system)
  }

  /// `--event-window -5,5` and `--event-window=-5,5` as `--set event_window=-5,5`, for every key of a study.
  static func spelled(_ arguments: [String]) -> [String] {
    guard let command = arguments.first, commands.contains(command) else { return arguments }
    var result = [command]
    var index = 1
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      if argument == "--" { return result + arguments[(index - 1)...] }
      if command == "explain", index == arguments.count, isEventID(argument, after: result.last) {
        return result + ["--", argument]
      }
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let key = String(parts[0].dropFirst(2)).replacing("-", with: "_")
      // `--output` is a flag of `run` whatever the study is, and `--cache` one of all.
      let isOwn =
        key == "output" || key == "cache"
        || (["check", "explain"].contains(command) && isOutputFormat(parts, arguments, index))
        || (command == "simulate" && isOfSimulate(key, parts, arguments, index))
      guard argument.hasPrefix("--"), StudySetting.keys.contains(key), !isOwn else {
        result.append(argument)
        continue
      }
      if parts.count == 2 {
        result += ["--\(flag)", "\(key)=\(parts[1])"]
      } else if index < arguments.count, !arguments[index].hasPrefix("--") {
        result += ["--\(flag)", "\(key)=\(arguments[index])"]
        index += 1
      } else {
        result += ["--\(flag)", key]
      }
    }
    return result
  }

  /// An id that begins with a hyphen, such as `-5`, as the last word: `explain` has no flag of one letter but `-h`.
  private static func isEventID(_ word: String, after last: String?) -> Bool {
    guard word.hasPrefix("-"), !word.hasPrefix("--"), word.count > 1, word != "-h" else { return false }
    return !["--as-of", "--cache", "--log-format", "--\(flag)"].contains(last)
  }

  /// `check --format csv` is about what `check` prints, `check --format yahoo` about the price files.
  private static func isOutputFormat(_ parts: [Substring], _ arguments: [String], _ next: Int) -> Bool {
    guard parts[0] == "--format" else { return false }
    let value = parts.count == 2 ? String(parts[1]) : next < arguments.count ? arguments[next] : ""
    return OutputFormat(rawValue: value) != nil
  }
}

extension StudySettingArguments {
  /// `--events 50` of `simulate` is the size of a drawn market, `--events events.csv` the study's key; its `--seed` means the
  /// same as the key.
  fileprivate static func isOfSimulate(
    _ key: String, _ parts: [Substring], _ arguments: [String], _ next: Int
  ) -> Bool {
    guard key == "events" else { return key == "seed" }
    return Int(parts.count == 2 ? String(parts[1]) : next < arguments.count ? arguments[next] : "") != nil
  }
}

extension StudySetting {
  /// `key=value`.
  init(argument: String) throws {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
      String.init)
    let key = parts[0].replacing("-", with: "_")
    let isKnown = StudySetting.keys.contains(key)
    guard parts.count == 2 else {
      let name = "--" + key.replacing("_", with: "-")
      throw isKnown
        ? RunFailure(.wrongUse, "'\(name)' has no value", help: "write \(name) VALUE, or \(name)=VALUE")
        : RunFailure(
          .wrongUse, "a setting is a key and a value, found '\(argument)'", help: "write --set key=value")
    }
    guard isKnown else {
      let nearest = NearestName.to(key, among: StudySetting.keys).map { "did you mean '\($0)'? " } ?? ""
      throw RunFailure(
        .wrongUse, "there is no key '\(key)'",
        help: nearest + "the keys are " + StudySetting.keys.joined(separator: ", "))
    }
    self.init(key: key, value: parts[1])
  }
}
