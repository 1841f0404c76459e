/// What a vendor's files are like beyond the names of their columns. The values given here are those of a plain
/// CSV file: a format states only what differs.
package struct PriceFileTraits: Sendable {
  /// The character set; `nil` = UTF-8.
  package var encoding: TextEncoding?
  /// What stands between fields; rows are read with the delimiter that the header line has.
  package var delimiter = Delimiter.comma
  package var dates = DateForm.plain
  /// In which order rows come; they are read in any.
  package var order = Order.oldestFirst
  /// What the close is adjusted for.
  package var closes = Adjustment.none
  /// How prices are written.
  package var prices = NumberRule.plain
  /// How the vendor's own returns are written.
  package var returns = NumberRule.plain
  /// Shares that one unit of volume stands for; only a volume of 0 matters to a study.
  package var volumeUnit = 1
  /// A character before each security that is no part of its id.
  package var securityPrefix: UInt8?
  /// What is known of days without trade.
  package var suspendedDays = SuspendedDays.absent

  /// What stands between two fields.
  package enum Delimiter: String, Sendable { case comma, tab }

  /// How the dates of a file follow each other.
  package enum Order: String, Sendable {
    case oldestFirst = "oldest first"
    case newestFirst = "newest first"
    case any = "in any order"
  }

  /// What the prices of a format are adjusted for; the raw value ends a sentence.
  package enum Adjustment: String, Sendable {
    case none = "as traded"
    case splits = "adjusted for splits"
    case splitsAndDividends = "adjusted for splits and dividends"
    case asDownloaded = "adjusted or not, as was asked for at the download"
  }

  /// What a file has of a day without trade; the raw value ends a sentence.
  package enum SuspendedDays: String, Sendable {
    case absent = "have no row"
    case zeroVolume = "have a row with volume 0 and the price before"
    case zeroPrice = "have a row with a price of 0"
    case status = "have a row whose trading status says so"
    case padded = "repeat the price before, as do the days after a delisting"
  }

  package static let plain = PriceFileTraits()

  /// The same with returns written as the study says.
  func with(returnsIn scale: PriceSource.ReturnScale?) -> PriceFileTraits {
    guard let scale else { return self }
    var traits = self
    traits.returns.divisor = scale.isPercent ? 100 : 1
    traits.returns.isLog = scale.isLog
    return traits
  }
}

/// How the dates of a file are written, where the study does not say it by `date_format`.
package enum DateForm: Sendable, Equatable {
  /// `YYYY-MM-DD` or `YYYYMMDD`, with or without a time of day behind it.
  case plain
  /// A pattern such as `MM/DD/YYYY`.
  case pattern(String)
  /// Nanoseconds since 1970 in UTC; the date is that of the moment in UTC.
  case epochNanoseconds

  package var text: String {
    switch self {
    case .plain: "YYYY-MM-DD or YYYYMMDD"
    case .pattern(let pattern): pattern
    case .epochNanoseconds: "nanoseconds since 1970-01-01 in UTC"
    }
  }
}

extension PriceFileFormat {
  /// What the program takes for granted of such files, a sentence each, for `eventstudy formats`.
  package var facts: [String] {
    [
      "Dates are \(traits.dates.text); rows come \(traits.order.rawValue); fields are separated by a "
        + "\(traits.delimiter.rawValue); the text is \((traits.encoding ?? .utf8).title).",
      "The close is \(traits.closes.rawValue); one unit of volume is \(traits.volumeUnit) "
        + "\(traits.volumeUnit == 1 ? "share" : "shares"); days without trade \(traits.suspendedDays.rawValue).",
      traits.prices.sentence(about: "Prices"),
      traits.returns.sentence(about: "Returns"),
    ].compactMap(\.self)
  }
}
