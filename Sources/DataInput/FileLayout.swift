import CoreTypes

/// How a file's bytes become fields, dates and numbers, as far as the study says so.
package struct FileLayout: Sendable, Equatable {
  /// `,`, `;` or tab ...; `nil` = found from the header line.
  package var delimiter: UInt8?
  /// Such as `DD.MM.YYYY`; `nil` = ISO `YYYY-MM-DD` or compact `YYYYMMDD`.
  package var dateFormat: String?
  package var decimalComma: Bool
  /// An IANA character set name; `nil` = UTF-8.
  package var encoding: String?

  package init(
    delimiter: UInt8? = nil, dateFormat: String? = nil, decimalComma: Bool = false,
    encoding: String? = nil
  ) {
    self.delimiter = delimiter
    self.dateFormat = dateFormat
    self.decimalComma = decimalComma
    self.encoding = encoding
  }
}

/// Which header names hold what in a price file (`columns:` of a `prices` entry).
package struct PriceColumns: Sendable, Equatable {
  package var date: String
  /// The price that returns are made from; `nil` only where `returnColumn` is set.
  package var close: String?
  package var adjustedClose: String?
  /// Ready-made simple returns in fractions (`return:`).
  package var returnColumn: String?
  package var security: String?
  package var open: String?
  package var high: String?
  package var low: String?
  package var volume: String?
  /// Whether the security traded that day.
  package var status: String?

  package init(
    date: String, close: String? = nil, adjustedClose: String? = nil, returnColumn: String? = nil,
    security: String? = nil, open: String? = nil, high: String? = nil, low: String? = nil,
    volume: String? = nil, status: String? = nil
  ) {
    self.date = date
    self.close = close
    self.adjustedClose = adjustedClose
    self.returnColumn = returnColumn
    self.security = security
    self.open = open
    self.high = high
    self.low = low
    self.volume = volume
    self.status = status
  }
}

/// One `prices` entry of the study, with its globs expanded.
package struct PriceSource: Sendable {
  /// Which column returns are made from where the format has an adjusted close.
  package enum Basis: String, Sendable { case adjusted, close }

  package let files: [InputFile]
  /// A format id, or `nil` where `columns` says what stands where.
  package let format: String?
  package let columns: PriceColumns?
  /// The one security of these files; `nil` = the column, or else the file's stem.
  package let security: String?
  package let layout: FileLayout
  package let basis: Basis
  /// The words of the status column that mean suspended; an empty one stands for an empty field.
  package let suspendedStatus: [String]
  /// The files hold bars or quotes, of which these are needed; `nil` for daily prices.
  var intraday: [SecurityID: IntradayNeed]?

  package init(
    files: [InputFile], format: String?, columns: PriceColumns?, security: String?,
    layout: FileLayout, basis: Basis, suspendedStatus: [String] = SuspendedWords.common
  ) {
    self.files = files
    self.format = format
    self.columns = columns
    self.security = security
    self.layout = layout
    self.basis = basis
    self.suspendedStatus = suspendedStatus
  }
}
