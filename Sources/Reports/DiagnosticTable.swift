import CoreTypes

extension CSVText {
  /// The row of `diagnostics.csv`.
  package mutating func append(diagnostic: Diagnostic) {
    field(diagnostic.severity.rawValue)
    field(diagnostic.id.rawValue)
    field(diagnostic.location?.file)
    field(diagnostic.location?.line)
    field(diagnostic.location?.column)
    field(diagnostic.security?.text)
    field(diagnostic.event?.text)
    field(diagnostic.message)
    field(diagnostic.help)
    endRow()
  }
}
