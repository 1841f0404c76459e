import CoreTypes

extension CSVText {
  /// The row of `diagnostics.csv`.
  package mutating func append(diagnostic: Diagnostic) {
    field(diagnostic.severity.rawValue)
    field(diagnostic.id.rawValue)
    field(diagnostic.location?.file)
    field(diagnostic.location?.line)
    field(diagnostic.location?.column)
    field(diagnostic.security.map { CSVText.shortened($0.text) })
    field(diagnostic.event.map { CSVText.shortened($0.text) })
    field(diagnostic.message)
    field(diagnostic.help)
    endRow()
  }

  /// A line without a delimiter may be taken for a name of any length.
  private static func shortened(_ name: String) -> String {
    name.utf8.count > 500 ? name.prefix(500) + "..." : name
  }
}
