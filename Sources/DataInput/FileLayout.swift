import CoreTypes

/// How a file's bytes become fields, dates and numbers, as far as the study says so.
package struct FileLayout: Sendable, Equatable {
  /// `,`, `;` or tab ...; `nil` = found from the header line.
  package var delimiter: UInt8?
  /// Such as `DD.MM.YYYY`; `nil` = ISO `YYYY-MM-DD` or compact `YYYYMMDD`.
  package var dateFormat: DateFormat?
  package var decimalComma: Bool
  /// An IANA character set name; `nil` = UTF-8.
  package var encoding: String?

  package init(
    delimiter: UInt8? = nil, dateFormat: DateFormat? = nil, decimalComma: Bool = false,
    encoding: String? = nil
  ) {
    self.delimiter = delimiter
    self.dateFormat = dateFormat
    self.decimalComma = decimalComma
    self.encoding = encoding
  }
}
