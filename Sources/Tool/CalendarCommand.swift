import ArgumentParser
import CoreTypes
import EventTime

/// `eventstudy calendar`: an exchange's sessions as CSV.
struct CalendarCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar",
    abstract: "Print an exchange's sessions as CSV: session, open, close, break (UTC), early close.",
    discussion: """
      Further columns: the exchange whose days and hours these are, trading before and after the regular session, the \
      closing auction. Without an exchange: all that are known, and whose calendar each of them has. A study's 'calendars' file takes the same lines back: print, edit, and name the file in the study.

      Examples:
        eventstudy calendar
        eventstudy calendar XNAS | head
        eventstudy calendar XSHG --from 2019-09-25 --to 2019-10-15
      """)

  @Argument(help: ArgumentHelp("The exchange's ISO 10383 code, such as XNAS.", valueName: "mic"))
  var exchange: String?

  @Option(help: ArgumentHelp("The first date, YYYY-MM-DD. (default: the first known)", valueName: "date"))
  var from: [CalendarDate] = []

  @Option(help: ArgumentHelp("The last date, YYYY-MM-DD. (default: the last known)", valueName: "date"))
  var to: [CalendarDate] = []

  func validate() throws {
    for (flag, dates) in [("--from", from), ("--to", to)] where dates.count > 1 {
      throw ValidationError(
        "\(flag) is given \(dates.count) times: \(dates.map(\.description).joined(separator: ", ")). Give the first date by "
          + "--from and the last one by --to.")
    }
    if exchange == nil, first != nil || last != nil {
      throw ValidationError(
        "--from and --to need an exchange, such as: eventstudy calendar XNAS --from 2019-01-01.")
    }
    if let first, let last, last < first {
      throw ValidationError("--to \(last) lies before --from \(first).")
    }
  }

  private var first: CalendarDate? { from.first }
  private var last: CalendarDate? { to.first }

  func execute(on console: Console) throws -> ExitStatus {
    guard let exchange else {
      console.output.write("exchange,calendar,timezone\n")
      for entry in ExchangeCalendars.all {
        console.output.write("\(entry.id),\(entry.source),\(entry.timeZoneName)\n")
      }
      return .done
    }
    let id = ExchangeID(exchange)
    guard let calendar = ExchangeCalendars.calendar(for: id) else {
      let nearest = ExchangeCalendars.nearest(to: id).map { "did you mean \($0)? " } ?? ""
      throw RunFailure(
        .wrongUse, "no calendar is known for the exchange '\(exchange)'",
        help: nearest + "known: " + ExchangeCalendars.all.map(\.id.text).joined(separator: " "))
    }
    try TimeZoneRules.requireData()
    try ExchangeCalendars.requireTimeZone(of: id)
    try enforceKnownRange(of: calendar)
    for line in CalendarListing(calendar, from: first, to: last) { console.output.write(line + "\n") }
    return .done
  }

  /// A list that silently ends early would be taken for the whole.
  private func enforceKnownRange(of calendar: ExchangeCalendar) throws(RunFailure) {
    guard let date = [first, last].compactMap(\.self).first(where: { !calendar.knows($0) }) else { return }
    throw RunFailure(
      .wrongUse,
      "\(date) lies outside the known sessions of \(calendar.exchange), \(calendar.validFrom) to "
        + "\(calendar.validTo)",
      help: "give dates in that range, or leave out --from and --to for all of it")
  }
}
