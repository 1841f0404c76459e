/// The ids a study may name: what the registries of models, tests and formats hold.
package struct KnownIdentifiers: Sendable {
  package let models: [String]
  /// Plain ids and variants (`id:variant`), in the order of the registry. `tests: all` means the plain ones.
  package let tests: [String]
  package let formats: [String]

  package init(models: [String], tests: [String], formats: [String]) {
    self.models = models
    self.tests = tests
    self.formats = formats
  }

  package var plainTests: [String] { tests.filter { !$0.contains(":") } }
}
