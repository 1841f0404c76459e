import DataInput

/// A file format as `eventstudy formats` shows it.
struct FormatListing {
  let id: String
  let kind: String
  let title: String
  let headerLine: String
  let notes: [String]

  /// Price formats from their registry, then the study's own small tables.
  static let all: [FormatListing] =
    PriceFileFormats.all.map { format in
      FormatListing(
        id: format.id, kind: "prices", title: format.title, headerLine: format.headerLine, notes: format.notes
      )
    } + tables

  private static let tables = [
    FormatListing(
      id: "events", kind: "events", title: "one row a requested event",
      headerLine:
        "event_id,security,announced_at,timezone,phase,phase_exchange,group,day_zero,benchmark,note",
      notes: [
        "Only security and announced_at are required; columns are found by name, in any order.",
        "announced_at is ISO 8601 with an offset (2019-10-07T16:20:00-04:00), or without one together with "
          + "timezone, or a date alone.",
        "phase (pre-open, regular, after-close) says when in the day a date alone happened, on the exchange "
          + "phase_exchange.",
        "Further columns are kept as text and may be named in group_by or wild-cluster:COLUMN.",
      ]),
    FormatListing(
      id: "securities", kind: "securities", title: "what the prices entry does not say of a security",
      headerLine: "security,exchange,benchmark,group,name,currency",
      notes: ["Only security is required; what stands here overrides the prices entry."]),
    FormatListing(
      id: "suspensions", kind: "suspensions", title: "declared trading halts",
      headerLine: "security,from,until,reason",
      notes: ["from and until are the first and last suspended session; no until = still suspended."]),
    FormatListing(
      id: "factors", kind: "factors", title: "daily factor returns in fractions",
      headerLine: "date,mkt_rf,smb,hml,rf",
      notes: ["One column a factor, found by name; 0.0123 means 1.23 %."]),
    FormatListing(
      id: "french", kind: "factors", title: "daily factors as Kenneth French's data library publishes them",
      headerLine: ",Mkt-RF,SMB,HML,RF",
      notes: [
        "Known by the text before the header line, or by factors: {files: ..., format: french}.",
        "Percent; -99.99 and -999 are missing; Mkt-RF is mkt_rf, RF is rf, Mom is mom.",
        "Only the first section of daily rows is read.",
      ]),
  ]
}
