import CoreTypes
import DataInput
import EventTime
import ExpectedReturns

/// What an event refers to and the study does not have.
extension Diagnostic {
  /// What the price files have in the security's place is said to be why.
  ///
  /// - Parameter help: where the files tell why, or what was probably meant.
  static func unknownSecurity(_ request: EventRequest, help: String?) -> Diagnostic {
    let name = request.security.text
    return event(
      .unknownSecurity, request, "no price file holds the security '\(name)'",
      help: help ?? PricelessSecurities.addition)
  }

  static func unknownExchange(_ request: EventRequest, _ exchange: ExchangeID?) -> Diagnostic {
    let name = exchange?.text ?? ""
    let nearest = ExchangeCalendars.nearest(to: ExchangeID(name)).map { "did you mean \($0)? " } ?? ""
    return event(
      .unknownExchange, request, "no calendar is known for the exchange '\(name)' of '\(request.security)'",
      help: nearest + "give an ISO 10383 code that 'eventstudy calendar' knows")
  }

  /// Of a row of securities.csv.
  static func unknownExchange(in record: SecurityAttributes, hasEvents: Bool) -> Diagnostic {
    let exchange = record.exchange ?? ExchangeID("")
    let nearest = ExchangeCalendars.nearest(to: exchange).map { "did you mean \($0)? " } ?? ""
    return Diagnostic(
      .unknownExchange, at: record.location(ofColumn: "exchange"), security: record.security,
      message: "no calendar is known for the exchange '\(exchange)' of '\(record.security)', so that "
        + (hasEvents ? "its events are excluded" : "it has no returns"),
      help: nearest + "give an ISO 10383 code that 'eventstudy calendar' knows",
      excerpt: record.row.excerpt(ofColumn: "exchange"))
  }

  static func hoursUnknown(
    _ request: EventRequest, _ exchange: ExchangeID?, _ explanation: String, in study: StudyConfiguration
  ) -> Diagnostic {
    let named = exchange.flatMap { $0.text.isEmpty ? nil : $0 }
    let nearest = named.flatMap { ExchangeCalendars.nearest(to: $0) }.map { "did you mean \($0)? " } ?? ""
    let known = named == nil ? "" : " that 'eventstudy calendar' knows"
    let wanted =
      study.isTyped
      ? "add '--exchange MIC'\(known), or give"
      : "give the 'prices' entry of \(request.security) an 'exchange:'\(known) or 'hours:', or"
    return event(
      .exchangeHoursUnknown, request, explanation, help: "\(nearest)\(wanted) the event a 'day_zero'")
  }

  static func benchmarkNotNamed(_ request: EventRequest, in study: StudyConfiguration) -> Diagnostic {
    event(
      .benchmarkMissing, request,
      "no benchmark is named for '\(request.security)', and a model of the study needs one",
      help: "add \(study.isTyped ? "'--benchmark ID'" : "'benchmark:' to its 'prices' entry"), "
        + "or a 'benchmark' column to the events file")
  }

  private static func event(
    _ id: DiagnosticID, _ request: EventRequest, _ message: String, help: String
  ) -> Diagnostic {
    Diagnostic(
      id, severity: .error, at: request.location(ofColumn: "security"), security: request.security,
      event: request.id, message: message, help: help, excerpt: request.row.excerpt(ofColumn: "security"))
  }
}

extension StudyConfiguration {
  /// The columns of the events file that tell events apart: groups, clusters, categories.
  var labelColumns: [String] {
    [groupBy] + [clusters].compactMap(\.self) + battery.clusterColumns + regressions.flatMap(\.columns)
  }

  /// A diagnostic for every column by which the study groups, weights or clusters and that the events file does not have.
  func unknownColumns(of requests: [EventRequest], header: SourceLocation) -> [Diagnostic] {
    guard let first = requests.first else { return [] }
    var uses: [(column: String, purpose: String, key: String)] = []
    if groupBy != StudyConfiguration.usualGroupColumn {
      uses.append((groupBy, "by which the study groups the events", "group_by"))
    }
    if let weights = calendarTime.weights {
      uses.append((weights, "by which the study weights portfolios", "calendar_time.weights"))
    }
    if let clusters { uses.append((clusters, "by which the study clusters the events", "clusters")) }
    for column in battery.clusterColumns where column != clusters {
      uses.append((column, "by which wild-cluster clusters the events", "tests"))
    }
    return uses.filter { use in !requests.contains { $0.row.fields[use.column] != nil } }
      .map { .unknownColumn($0.column, first, header, $0.purpose, key: $0.key) }
  }
}

extension Diagnostic {
  fileprivate static func unknownColumn(
    _ column: String, _ first: EventRequest, _ header: SourceLocation, _ purpose: String, key: String
  ) -> Diagnostic {
    let nearest = NearestName.to(column, among: first.row.fields.names)
    return Diagnostic(
      .unknownColumn, severity: .error, at: header,
      message: "there is no column '\(column)', \(purpose)",
      help: nearest.map { "did you mean '\($0)'?" }
        ?? "add the column, or correct '\(key)' in the study; the file has \(first.row.fields.names.prefix(20).joined(separator: ", "))"
    )
  }
}

extension Diagnostic {
  /// The events file has a column of exchanges, which is not read, and it names another one than an event's security has.
  static func unreadExchange(_ events: [AlignedEvent]) -> Diagnostic? {
    guard let first = events.first, first.request.row.fields.names.contains("exchange") else { return nil }
    // Exchanges with one calendar are one here.
    let calendars = Dictionary(ExchangeCalendars.all.map { ($0.id, $0.source) }) { first, _ in first }
    let contradicted = events.first { event in
      guard let own = event.exchange.flatMap({ calendars[$0] }),
        let named = event.request.row.value("exchange").flatMap({ calendars[ExchangeID($0.uppercased())] })
      else { return false }
      return own != named
    }
    guard let contradicted, let own = contradicted.exchange else { return nil }
    return Diagnostic(
      .unknownColumn, severity: .warning, at: contradicted.request.location(ofColumn: "exchange"),
      security: contradicted.security, event: contradicted.id,
      message: "the column 'exchange' is not read, and names another exchange than \(own), that of "
        + "'\(contradicted.security)'",
      help: "name the exchange of a security under 'prices' or in the file of 'securities'",
      excerpt: contradicted.request.row.excerpt(ofColumn: "exchange"))
  }
}

extension StudyConfiguration {
  /// Some model compares with the benchmark.
  var needsBenchmark: Bool {
    models.contains { $0.model?.descriptor.needsBenchmark ?? false }
  }
}
