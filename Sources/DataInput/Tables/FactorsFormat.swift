/// How a factors file is laid out; the raw value is what `format:` says and what the manifest calls it.
package enum FactorsFormat: String, CaseIterable, Sendable {
  /// A header line with `date` and one column a factor, in fractions.
  case factors
  /// As Kenneth French's data library publishes daily factors: lines of text, a header line whose first cell is
  /// empty, percent, -99.99 and -999 for missing, and further text or sections behind the daily one.
  case french
  /// The same with a row a month, which is dated on the month's first day and counts into the interval of the month's
  /// session, whichever day monthly prices are dated on.
  case frenchMonthly = "french-monthly"

  var isFrench: Bool { self != .factors }

  /// What a number of the file is divided by to be a fraction.
  var unit: Double { isFrench ? 100 : 1 }

  /// A number that stands for "no value", in the file's own unit.
  func isMissing(_ number: Double) -> Bool { isFrench && (number == -99.99 || number == -999) }
}
