/// Why a run cannot go on: one message on stderr and an exit status. Whoever operates the run must act.
package struct RunFailure: Error, Sendable, Equatable {
  /// What went wrong, an exit status each.
  package enum Kind: Sendable {
    case wrongUse, unusable, inputMissing, bug, outputNotCreatable, readOrWriteError, anotherRun
  }

  package let kind: Kind
  package let message: String
  package let help: String
  package let location: SourceLocation?
  package let excerpt: String?
  /// The faults of the input that were found before the run gave up: there is no report to read them in.
  package private(set) var findings = DiagnosticList()

  package init(
    _ kind: Kind, _ message: String, help: String, at location: SourceLocation? = nil,
    excerpt: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.help = help
    self.location = location
    self.excerpt = excerpt
  }

  /// Input of which nothing can be used because of this fault.
  package init(unusable fault: Diagnostic) {
    self.init(.unusable, fault.message, help: fault.help, at: fault.location, excerpt: fault.excerpt)
  }

  /// The same failure with what was found before it.
  package func after(_ findings: DiagnosticList) -> RunFailure {
    var failure = self
    failure.findings = findings + failure.findings
    return failure
  }
}
