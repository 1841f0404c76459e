import ArgumentParser
import CoreTypes
import Glibc
import Logging
import StudyRun

/// How messages reach whoever started the program.
enum LogFormat: String, ExpressibleByArgument, Sendable {
  case text, json

  /// Told, not found out: of a `CaseIterable` the parser learns them by questions to the runtime, at every start.
  static var allValueStrings: [String] { [text, json].map { $0.rawValue } }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

/// The program's two streams: results to standard output, messages to standard error.
struct Console: Sendable {
  let output: TextStream
  let errors: TextStream
  let format: LogFormat
  /// Only what cost something is said.
  let isQuiet: Bool
  private let style: TextStyle
  /// More diagnostics of a kind and file are counted only.
  private static let shownOfAKind = 5

  init(format: LogFormat, isQuiet: Bool, output: TextStream = .output, errors: TextStream = .errors) {
    self.format = format
    self.isQuiet = isQuiet
    self.output = output
    self.errors = errors
    let terminal = getenv("TERM").map { String(cString: $0) }
    let noColor = getenv("NO_COLOR").map { String(cString: $0) } ?? ""
    style = TextStyle(isColored: errors.isTerminal && noColor.isEmpty && terminal != "dumb")
  }

  /// The diagnostics of a run that has written its report, a few of each kind.
  ///
  /// A run without a loss says nothing where nobody watches: warnings and notes then stand in
  /// diagnostics.csv alone.
  func report(_ diagnostics: DiagnosticList, status: ExitStatus) {
    if format == .text, status == .done, isQuiet || !errors.isTerminal { return }
    write(
      diagnostics, of: severities(diagnostics, status), shownOfAKind: Self.shownOfAKind,
      othersIn: "diagnostics.csv")
  }

  /// A quiet run tells what made its exit status: errors, or under `--strict` the warnings where there is none.
  private func severities(_ diagnostics: DiagnosticList, _ status: ExitStatus) -> [Severity] {
    guard isQuiet else { return Severity.allCases }
    return status == .done || diagnostics.contains { $0.severity == .error } ? [.error] : [.warning]
  }

  /// What the events are that made the exit status 1 where no diagnostic says that something was lost.
  ///
  /// - Parameter place: where it stands why.
  func report(strictly counts: RunCounts, _ warned: Int, in place: String) {
    let found =
      (counts.excluded > 0 ? [counts.excluded.counted("event is excluded", "events are excluded")] : [])
      + (warned > 0 ? [warned.counted("event has warnings", "events have warnings")] : [])
    guard !found.isEmpty else { return }
    let message = found.joined(separator: ", ")
    let help = "\(place) say why"
    if format == .json { return log(.warning, message, ["help": help], at: nil, file: nil) }
    errors.write("\(Program.name): warning: \(message)\n  help: \(help)\n")
  }

  /// What happened to the cache, which no report tells: also where nobody watches, since somebody must look at the disk.
  func report(cacheNotes: [Diagnostic]) {
    if !isQuiet { write(DiagnosticList(cacheNotes), shownOfAKind: Self.shownOfAKind, othersIn: nil) }
  }

  /// The diagnostics of `check`, which writes no file that could hold the others: all of them, but for who watches.
  ///
  /// - Parameter all: for who watches, too.
  func reportCheck(_ diagnostics: DiagnosticList, status: ExitStatus, all: Bool) {
    write(
      diagnostics, of: severities(diagnostics, status),
      shownOfAKind: all || format == .json || !errors.isTerminal ? nil : Self.shownOfAKind,
      othersIn: "what 'check --all' prints")
  }

  /// Why the run could not go on, after what was found until then.
  func report(_ failures: [RunFailure]) {
    for failure in failures {
      write(failure.findings, shownOfAKind: Self.shownOfAKind, othersIn: nil)
      switch format {
      case .text:
        errors.write(DiagnosticPrinter(style: style, othersIn: nil).text(failure))
      case .json:
        log(.error, failure.message, ["help": failure.help], at: failure.location, file: nil)
      }
    }
  }

  /// A bar on standard error while `work` lasts, where somebody watches.
  func progressBar() -> ProgressBar {
    let start = ContinuousClock.now
    let errors = errors
    return ProgressBar(
      isEnabled: errors.isTerminal && !isQuiet && format == .text, width: errors.width,
      elapsed: { ContinuousClock.now - start }, write: { errors.write($0) })
  }

  /// The gravest last: what stands above the prompt, or ends a log, is what somebody must act on.
  private func write(
    _ diagnostics: DiagnosticList, of severities: [Severity] = Severity.allCases, shownOfAKind limit: Int?,
    othersIn file: String?
  ) {
    let printer = DiagnosticPrinter(style: style, othersIn: file)
    for severity in severities.sorted(by: >) {
      let folded = FoldedDiagnostics(diagnostics, of: severity, shownOfAKind: limit)
      switch format {
      case .text: printer.write(folded) { errors.write($0) }
      case .json: log(folded, printer)
      }
    }
  }

  private func log(_ folded: FoldedDiagnostics, _ printer: DiagnosticPrinter) {
    for group in folded.groups {
      for diagnostic in group.shown { log(diagnostic) }
      if let last = group.shown.last, group.hidden > 0 {
        log(.notice, printer.more(group.hidden), ["id": last.id.rawValue], at: nil, file: last.location?.file)
      }
    }
    for others in folded.others {
      log(.notice, printer.more(others), ["id": others.id.rawValue], at: nil, file: nil)
    }
  }

  private func log(_ diagnostic: Diagnostic) {
    let level: Logger.Level =
      switch diagnostic.severity {
      case .error: .error
      case .warning: .warning
      case .note: .notice
      }
    let members = [
      "id": diagnostic.id.rawValue, "help": diagnostic.help, "security": diagnostic.security?.text,
      "event_id": diagnostic.event?.text,
    ]
    log(level, diagnostic.message, members, at: diagnostic.location, file: nil)
  }

  private func log(
    _ level: Logger.Level, _ message: String, _ members: [String: String?], at location: SourceLocation?,
    file: String?
  ) {
    let errors = errors
    let logger = Logger(label: Program.name) { _ in JSONLogHandler { errors.write($0) } }
    var metadata = members.compactMapValues { $0.map { Logger.MetadataValue.string($0) } }
    if let file = location?.file ?? file { metadata["file"] = .string(file) }
    if let line = location?.line { metadata["line"] = .stringConvertible(line) }
    if let column = location?.column { metadata["column"] = .stringConvertible(column) }
    logger.log(level: level, "\(message)", metadata: metadata)
  }
}
