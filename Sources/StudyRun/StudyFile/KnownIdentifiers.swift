/// The ids a study may name: what the registries of models, tests, formats and tables hold.
package struct KnownIdentifiers: Sendable {
  package let models: [String]
  /// Plain ids and variants (`id:variant`), in the order of the registry. `tests: all` means the plain ones.
  package let tests: [String]
  package let formats: [String]
  package let tables: [String]

  package init(
    models: [String], tests: [String], formats: [String], tables: [String] = KnownIdentifiers.allTables
  ) {
    self.models = models
    self.tests = tests
    self.formats = formats
    self.tables = tables
  }

  package var plainTests: [String] { tests.filter { !$0.contains(":") } }

  /// The tables of the output folder in the order of the contract; `manifest.json` is always written.
  package static let allTables = [
    "events", "models", "abnormal_returns", "windows", "buy_and_hold", "averages", "tests", "regressions",
    "reactions", "diagnostics", "quality",
  ]
}

/// Keys that are promised but that this version does not understand yet: a study that uses one is told so instead of
/// being told that it misspelled something.
enum PromisedKeys {
  static let topLevel = ["clusters"]
}
