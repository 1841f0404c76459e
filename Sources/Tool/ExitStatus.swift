import CoreTypes

/// What the program tells the shell, from 64 on as in sysexits.h (`anotherRun` is EX_TEMPFAIL). Cron jobs are built on
/// these numbers.
enum ExitStatus: Int32 {
  /// Done, also with events excluded for what the data are.
  case done = 0
  /// Done, but faulty input cost rows, files or events; with `--strict` any warning or exclusion too.
  case doneWithFaults = 1
  case wrongUse = 64
  case unusable = 65
  case inputMissing = 66
  case bug = 70
  case outputNotCreatable = 73
  case readOrWriteError = 74
  case anotherRun = 75

  init(_ kind: RunFailure.Kind) {
    self =
      switch kind {
      case .wrongUse: .wrongUse
      case .unusable: .unusable
      case .inputMissing: .inputMissing
      case .bug: .bug
      case .outputNotCreatable: .outputNotCreatable
      case .readOrWriteError: .readOrWriteError
      case .anotherRun: .anotherRun
      }
  }
}
