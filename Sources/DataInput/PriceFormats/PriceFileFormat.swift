/// A layout of price files that the program understands by name or by its header line.
package struct PriceFileFormat: Sendable {
  /// Permanent; what `format:` in the study and `format` in the manifest say.
  package let id: String
  package let title: String
  /// The header line as such files have it.
  package let headerLine: String
  /// What to know before using such files, a sentence each.
  package let notes: [String]
  /// Which columns of this header hold what; `nil` where the header is not of this format.
  package let columns: @Sendable (_ header: [String]) -> PriceColumns?
  /// The columns that make a header one of this format, for messages.
  package let requiredColumns: [String]
}

/// The registry. Its order is the order of `eventstudy formats` and of detection: the first format that
/// recognizes the header wins.
package enum PriceFileFormats {
  package static let all: [PriceFileFormat] = [
    .yahoo,
    .generic,
  ]

  package static func format(id: String) -> PriceFileFormat? { all.first { $0.id == id } }
}
