import CoreTypes

/// One `prices` entry of the study, with its globs expanded.
package struct PriceSource: Sendable {
  /// Which column returns are made from where the format has an adjusted close.
  package enum Basis: String, Sendable { case adjusted, close }
  /// Whether returns are the vendor's own or made from its prices, where a format has both.
  package enum ReturnsFrom: String, Sendable { case column, prices }

  /// How a column of returns is written.
  package enum ReturnScale: String, CaseIterable, Sendable {
    case fraction, percent
    /// Logarithms of 1 + the return.
    case log
    /// A hundred times these.
    case logPercent = "log-percent"

    var isPercent: Bool { self == .percent || self == .logPercent }
    var isLog: Bool { self == .log || self == .logPercent }
  }

  package let files: [InputFile]
  /// A format id; `nil` where `columns` says what stands where, or the header tells.
  package let format: String?
  /// Where `format` is given too: the columns that differ from the format's, the date empty where it does not.
  package let columns: PriceColumns?
  /// The one security of these files; `nil` = the column, or else the file's stem.
  package let security: String?
  package let layout: FileLayout
  package let basis: Basis
  /// `nil` = the format's preference.
  package let returnsFrom: ReturnsFrom?
  /// `nil` = as the format has them, fractions where there is none.
  package var returnsIn: ReturnScale?
  /// The words of the status column that mean suspended; an empty one stands for an empty field.
  package let suspendedStatus: [String]
  /// The clocks of the securities' exchanges, for dates that are moments.
  package var clocks = ExchangeClocks.none
  /// The files hold bars or quotes, of which these are needed; `nil` for daily prices.
  var intraday: [SecurityID: IntradayNeed]?
  /// Of such files the column of the times where dates stand apart.
  var timeColumn: String?

  package init(
    files: [InputFile], format: String?, columns: PriceColumns?, security: String?,
    layout: FileLayout, basis: Basis, returnsFrom: ReturnsFrom?,
    suspendedStatus: [String] = SuspendedWords.common
  ) {
    self.files = files
    self.format = format
    self.columns = columns
    self.security = security
    self.layout = layout
    self.basis = basis
    self.returnsFrom = returnsFrom
    self.suspendedStatus = suspendedStatus
  }
}
