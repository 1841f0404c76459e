import ArgumentParser
import CoreTypes
import Foundation

/// `--as-of 2019-11-29`.
extension CalendarDate: ExpressibleByArgument {
  package init?(argument: String) { self.init(iso: argument) }
}

extension ArgumentHelp {
  /// `--as-of` of `run`, `check` and `explain`.
  static let asOf = ArgumentHelp(
    "The last day that counts, YYYY-MM-DD; later prices are not used. (default: the latest price's date)",
    valueName: "date")
}

/// How many threads: at least 1.
struct JobCount: ExpressibleByArgument {
  let number: Int

  init?(argument: String) {
    guard let number = Int(argument), (1...1_024).contains(number) else { return nil }
    self.number = number
  }
}

extension JobCount {
  /// One thread a core.
  static var ofThisMachine: Int { ProcessInfo.processInfo.activeProcessorCount }
}

/// The study file, the first argument of `run`, `check` and `explain`.
struct StudyArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("The study file (YAML); paths in it are relative to it.", valueName: "study"))
  var path: String
}
