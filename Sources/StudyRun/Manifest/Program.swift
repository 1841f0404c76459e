/// What the program calls itself: in `--version` and in every manifest.
package enum Program {
  package static let name = "eventstudy"
  /// Semantic version of the release (see CHANGELOG.md).
  package static let version = "0.1.0"
}
