import CoreTypes

/// Why a study file cannot be used: every fault found in it, so that one edit can mend them all.
///
/// Each fault carries its line, column and source line. The exit status is 65 (64 where the study stands on the
/// command line), or 66 where nothing is wrong but files that are missing.
package struct StudyFileFailure: Error, Sendable, Equatable {
  /// At least one, in the order of the study file.
  package let faults: [RunFailure]

  package init(_ faults: [RunFailure]) {
    precondition(!faults.isEmpty, "a failure needs a fault")
    self.faults = faults
  }

  package var kind: RunFailure.Kind {
    faults.first { $0.kind != .inputMissing }?.kind ?? .inputMissing
  }
}
