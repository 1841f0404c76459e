import Reports

/// What of an event is computed only where somebody sees it.
struct EventDetails: OptionSet, Sendable {
  let rawValue: UInt8

  /// The legs of its reaction.
  static let reaction = EventDetails(rawValue: 1)
  /// Its buy-and-hold returns.
  static let holding = EventDetails(rawValue: 2)
  /// Which other news lies near it.
  static let otherNews = EventDetails(rawValue: 4)

  static let all: EventDetails = [.reaction, .holding, .otherNews]
}

extension StudyConfiguration {
  /// What the study's tables show.
  var shownDetails: EventDetails {
    var shown: EventDetails = []
    if lists(.reactions) { shown.insert(.reaction) }
    if lists(.buyAndHold) || ReportTable.columnsOfHolding.contains(where: { writes($0, of: .windows) }) {
      shown.insert(.holding)
    }
    if writes("explanation", of: .events) { shown.insert(.otherNews) }
    return shown
  }
}
