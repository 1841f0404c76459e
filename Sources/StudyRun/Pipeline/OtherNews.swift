import CoreTypes
import DataInput

/// The rows of the study's `other_events`: news about securities that are no events of the study.
struct OtherNews: Sendable {
  static let none = OtherNews(requests: [], securities: [])

  /// Rows about securities that have events, in the order of the file; numbered on from the events, their securities by the
  /// events' numbers.
  let requests: [EventRequest]
  /// Every security of the file once, where it first stands.
  let securities: [(security: SecurityID, location: SourceLocation)]
}

extension OtherNews {
  /// A row with the id of an event, or without an id but with its security and time as the events file writes them, is that
  /// event itself: a list of all news may hold the study's own.
  init(_ table: EventsInput, besides events: EventsInput) {
    var own = Set(events.requests.map(\.id))
    own.formUnion(events.requests.map { EventID(EventsFile.defaultID(of: $0.row)) })
    let numbers = Dictionary(uniqueKeysWithValues: events.securities.enumerated().map { ($1, $0) })
    var requests: [EventRequest] = []
    var first: [SourceLocation?] = Array(repeating: nil, count: table.securities.count)
    for row in table.requests where row.refusal == nil {
      first[row.securityNumber] = first[row.securityNumber] ?? row.location(ofColumn: "security")
      guard let number = numbers[row.security], !own.contains(row.id) else { continue }
      requests.append(
        EventRequest(
          id: row.id, security: row.security, order: events.requests.count + requests.count,
          securityNumber: number, row: row.row, file: row.file, refusal: nil))
    }
    self.requests = requests
    securities = zip(table.securities, first).compactMap { security, location in
      location.map { (security, $0) }
    }
  }
}
