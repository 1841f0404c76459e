import CCalendarData
import CoreTypes
import Synchronization

/// The exchanges whose calendars ship with the program.
///
/// Sessions and hours come from the Python package exchange_calendars, with corrections of our own; the data
/// are made by `Scripts/make-calendars`. Outside a calendar's known range nothing is said.
package enum ExchangeCalendars {
  /// One known exchange.
  package struct Entry: Sendable, Hashable {
    package let id: ExchangeID
    /// The exchange whose days and hours it shares; itself where it has its own.
    package let source: ExchangeID
    /// IANA name of its clock's zone.
    package let timeZoneName: String
    fileprivate let bytes: Range<Int>
  }

  /// Every known exchange, ascending by id.
  package static let all: [Entry] = indexLines.dropFirst(2).map(entry(line:))

  /// Which release of the source, and how many corrections: `exchange_calendars 4.13.2, corrections 44`.
  package static let dataVersion = String(
    decoding: UnsafeRawBufferPointer(rebasing: index.prefix { $0 != UInt8(ascii: "\n") }), as: UTF8.self)

  /// The calendar of an exchange; `nil` where none is known. Its text is read at the first call.
  package static func calendar(for exchange: ExchangeID) -> ExchangeCalendar? {
    guard let entry = entry(for: exchange) else { return nil }
    return ExchangeCalendar(exchange: exchange, sessions: sessions(of: entry))
  }

  /// The known exchange that `exchange` is probably meant to be: by a common short name (`NYSE`), else by the
  /// spelling. `nil` where none is like it.
  package static func nearest(to exchange: ExchangeID) -> ExchangeID? {
    let wanted = exchange.text.uppercased()
    if let code = codeByShortName[wanted] { return ExchangeID(code) }
    return NearestName.to(wanted, among: all.map(\.id.text)).map { ExchangeID($0) }
  }

  /// The hours of a known exchange, for dates that somebody else knows to be sessions.
  static func hours(of exchange: ExchangeID) -> ExchangeHours? {
    entry(for: exchange).flatMap { sessions(of: $0).hours }
  }

  /// The zone of its clock; `nil` where the exchange is not known, or the system has no time zone data.
  package static func timeZone(of exchange: ExchangeID) -> TimeZoneRules? {
    entry(for: exchange).flatMap { TimeZoneRules(ianaName: $0.timeZoneName) }
  }

  /// - Throws: 66 where the exchange is known and the system has no rules of its clock: its sessions would be without hours.
  package static func requireTimeZone(of exchange: ExchangeID) throws(RunFailure) {
    guard let name = entry(for: exchange)?.timeZoneName, TimeZoneRules(ianaName: name) == nil else { return }
    let fault = TimeZoneRules.fault(of: name, example: name)
    throw RunFailure(
      .inputMissing, "\(fault.message), without which no announcement has a session on \(exchange)",
      help: fault.help)
  }

  private static func entry(for exchange: ExchangeID) -> Entry? {
    all.first { $0.id == exchange }
  }

  /// What people write instead of the ISO 10383 code.
  private static let codeByShortName = [
    "AMEX": "XASE", "ASX": "XASX", "B3": "BVMF", "BMV": "XMEX", "BOVESPA": "BVMF", "BSE": "XBOM",
    "CBOT": "CMES", "CFE": "XCBF", "CME": "CMES", "EURONEXT": "XPAR", "FWB": "XFRA", "HKEX": "XHKG",
    "JPX": "XTKS", "KRX": "XKRX", "LSE": "XLON", "NASDAQ": "XNAS", "NSE": "XNSE", "NYMEX": "CMES",
    "NYSE": "XNYS", "NYSEARCA": "ARCX", "SEHK": "XHKG", "SGX": "XSES", "SIX": "XSWX", "SSE": "XSHG",
    "SZSE": "XSHE", "TADAWUL": "XSAU", "TASE": "XTAE", "TSE": "XTKS", "TSX": "XTSE", "TWSE": "XTAI",
    "XETRA": "XETR",
  ]

  /// Calendars already read, by source. They are never changed once they are in it.
  private static let read = Mutex<[ExchangeID: SessionTable]>([:])

  private static func sessions(of entry: Entry) -> SessionTable {
    read.withLock { known in
      if let sessions = known[entry.source] { return sessions }
      var size = 0
      let text = UnsafeRawBufferPointer(start: es_calendars(&size), count: size)
      let sessions = ExchangeCalendarText.sessions(in: UnsafeRawBufferPointer(rebasing: text[entry.bytes]))
      known[entry.source] = sessions
      return sessions
    }
  }

  /// The version of the data, the names of the columns, and an exchange a line.
  private static var index: UnsafeRawBufferPointer {
    var size = 0
    return UnsafeRawBufferPointer(start: es_exchanges(&size), count: size)
  }

  private static let indexLines = String(decoding: index, as: UTF8.self).split(separator: "\n")

  private static func entry(line: Substring) -> Entry {
    let fields = line.split(separator: ",").map(String.init)
    guard fields.count == 5, let first = Int(fields[3]), let count = Int(fields[4]) else {
      preconditionFailure("the index of exchanges has the line '\(line)'")
    }
    return Entry(
      id: ExchangeID(fields[0]), source: ExchangeID(fields[1]), timeZoneName: fields[2],
      bytes: first..<first + count)
  }
}
