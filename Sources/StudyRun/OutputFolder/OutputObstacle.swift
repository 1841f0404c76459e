import CoreTypes

/// Which command makes a report: one never replaces the other's.
package enum ReportKind: Sendable, Equatable {
  case study, simulation

  fileprivate var command: String {
    switch self {
    case .study: "eventstudy run"
    case .simulation: "eventstudy simulate"
    }
  }
}

/// Why what lies at the place of a report is not replaced.
enum OutputObstacle: Equatable {
  case symbolicLink
  case noFolder
  /// With the `errno`.
  case unreadable(Int32)
  /// A folder of files, one of which is named.
  case noManifest(beside: String)
  /// Of another program, or none at all.
  case foreignManifest
  /// A file that the manifest does not name.
  case unnamedFile(String)
  /// A file that the manifest names and that is not there.
  case missingFile(String)
  case noPlainFile(String)
  /// A whole report, which the other command made.
  case report(of: ReportKind, not: ReportKind)

  /// The end of the sentence "the output folder ... ".
  private var reason: String {
    let manifest = Manifest.fileName
    return switch self {
    case .symbolicLink: "is a symbolic link"
    case .noFolder: "is not a folder"
    case .unreadable(let code): "cannot be read: \(SystemError.sentence(code))"
    case .noManifest(let file): "holds '\(file)' but no \(manifest)"
    case .foreignManifest: "holds a \(manifest) that is not of this program"
    case .unnamedFile(let file): "holds '\(file)', which its \(manifest) does not name"
    case .missingFile(let file): "lacks '\(file)', which its \(manifest) names"
    case .noPlainFile(let file): "holds '\(file)', which is not a plain file"
    case .report(let made, let wanted):
      "holds a report of '\(made.command)', which '\(wanted.command)' does not replace"
    }
  }

  private var help: String {
    switch self {
    case .symbolicLink: "give the folder it points to"
    case .noFolder, .unreadable, .noManifest, .foreignManifest, .unnamedFile, .missingFile, .noPlainFile,
      .report:
      "give another folder with --output, or move this one away"
    }
  }

  func refusal(of target: OutputTarget) -> RunFailure {
    RunFailure(
      .outputNotCreatable, "the output folder '\(target.display)' \(reason); it is left as it is", help: help)
  }
}
