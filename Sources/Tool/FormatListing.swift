import DataInput

/// A file format as `eventstudy formats` shows it.
struct FormatListing {
  let id: String
  let kind: String
  let title: String
  let headerLines: [String]
  let notes: [String]

  /// Price formats from their registry, then the study's own small tables.
  static let all: [FormatListing] =
    PriceFileFormats.all.map { format in
      FormatListing(
        id: format.id, kind: "prices", title: format.title, headerLines: format.headerLines,
        notes: format.notes + format.facts
      )
    } + tables

  private static let tables = [
    FormatListing(
      id: "events", kind: "events", title: "one row a requested event",
      headerLines: [
        "event_id,security,announced_at,timezone,phase,phase_exchange,group,day_zero,benchmark,note,announcement_id,control"
      ],
      notes: [
        "Only security and announced_at are required; columns are found by name, in any order.",
        "announced_at is ISO 8601 with an offset (2019-10-07T16:20:00-04:00), or without one together with "
          + "timezone (IANA; else the clock of the exchange), or a date alone. Other spellings such as 24.04.2012 16:30 are "
          + "understood where only one reading is possible, whatever a few rows without a date hold; date_format says which it is: "
          + "YYYY or YY (1969 to 2068), MM, MMM (Jan) or MMMM (January), DD.",
        "phase (pre-open, regular, after-close) says when in the day a date alone happened, on the exchange "
          + "phase_exchange.",
        "announcement_id names the news that several events share; events.csv then says in which order their "
          + "markets could first react.",
        "benchmark names a security, a portfolio of the study, or a list such as AAA:0.6 BBB:0.4; so does control, for "
          + "buy-and-hold returns under bhar: control.",
        "The study's other_events have these columns too; there event_id may repeat.",
        "Further columns are kept as text and may be named in group_by, clusters, regressions, or wild-cluster:COLUMN.",
      ]),
    FormatListing(
      id: "securities", kind: "securities", title: "what the prices entry does not say of a security",
      headerLines: ["security,exchange,benchmark,group,name,currency,delisting_return,delisting_date"],
      notes: ["Only security is required; what stands here overrides the prices entry."]),
    FormatListing(
      id: "suspensions", kind: "suspensions", title: "declared trading halts",
      headerLines: ["security,from,until,reason"],
      notes: [
        "from and until are the first and last suspended session; no until = still suspended.",
        "With times of day, 2019-10-10T10:05 on the exchange's clock or with an offset, they are a halt: a session that is "
          + "not halted from its open to its close is not suspended.",
      ]),
    FormatListing(
      id: "calendars", kind: "calendars", title: "the study's own exchange calendars, one row a session",
      headerLines: [
        "exchange,session,open,close,break_start,break_end,timezone,pre_market_open,after_hours_end,closing_auction_start,"
          + "closing_auction_end"
      ],
      notes: [
        "What 'eventstudy calendar XNAS' prints, edited; it takes the place of the shipped calendar of each exchange it "
          + "names. Known is the range from an exchange's first row to its last; a date without a row is a closed day.",
        "open, close and the optional break, extended hours and closing auction are moments in UTC (2019-10-07T13:30:00Z) or "
          + "with another offset.",
        "timezone (IANA) is needed only for an exchange that the program does not know.",
      ]),
    FormatListing(
      id: "factors", kind: "factors", title: "daily factor returns in fractions",
      headerLines: ["date,mkt_rf,smb,hml,rf"],
      notes: ["One column a factor, found by name; 0.0123 means 1.23 %."]),
    FormatListing(
      id: "french", kind: "factors", title: "daily factors as Kenneth French's data library publishes them",
      headerLines: [",Mkt-RF,SMB,HML,RF"],
      notes: [
        "Known by the text before the header line, or by factors: {files: ..., format: french}.",
        "Percent; -99.99 and -999 are missing; Mkt-RF is mkt_rf, RF is rf, Mom is mom.",
        "Only the first section of daily rows is read.",
      ]),
    FormatListing(
      id: "french-monthly", kind: "factors", title: "the same, monthly", headerLines: [",Mkt-RF,SMB,HML,RF"],
      notes: [
        "For studies of monthly prices: each row counts into the interval of its month, whichever day of it prices are dated on.",
        "Only the first section is read, up to the annual one.",
      ]),
  ]
}
