import CoreTypes
import DataInput
import ExpectedReturns
import Inference

extension StudyConfiguration {
  /// `configuration` in the manifest: the keys of the study file in the order of the README, every
  /// default filled in, globs replaced by the files they matched.
  ///
  /// `output` and `cache` are not in it: no result depends on where the report lies or on what was read before,
  /// and two runs into different folders, with a cache or without, give equal bytes.
  package var resolved: JSONValue {
    .object(inputMembers + windowMembers + inferenceMembers)
  }

  /// Where everything is read from.
  private var inputMembers: [JSONValue.Member] {
    [
      .init("name", .text(name)),
      .init("events", Self.json(events)),
      .init("securities", securities.map(Self.json) ?? .null),
      .init("suspensions", suspensions.map(Self.json) ?? .null),
      .init("other_events", Self.json(otherEvents)),
      .init("calendars", calendars.map(Self.json) ?? .null),
      .init("prices", .list(prices.map(Self.json))),
      .init("intraday", intradayJSON),
      .init("factors", Self.factorsJSON(factors, factorSeries)),
      .init("portfolios", .list(portfolios.map(Self.json))),
    ]
  }

  /// Which returns there are, and on which days.
  private var windowMembers: [JSONValue.Member] {
    [
      .init("returns", .text(returns.rawValue)),
      .init("return_after_gap", .text(returnAfterGap.rawValue)),
      .init("estimation", Self.json(estimation)),
      .init("event_window", Self.json(eventWindow)),
      .init("windows", .list(windows.map(Self.json))),
      .init("incomplete_windows", .text(incompleteWindows.rawValue)),
      .init("gaps", .text(gaps.rawValue)),
      .init("suspended", .text(suspended.rawValue)),
      .init("late_cutoff_minutes", .integer(lateCutoffMinutes)),
      .init("earliest_reaction", Self.json(earliestReaction)),
      .init("shortest_suspension", .integer(shortestSuspension)),
    ]
  }

  /// What is made of them.
  private var inferenceMembers: [JSONValue.Member] {
    [
      .init("models", .list(models.map(Self.json))),
      .init("tests", .list(tests.map(JSONValue.text))),
      .init("conventions", .list(conventions.map { .text($0.rawValue) })),
      .init("calendar_time", Self.json(calendarTime)),
      .init("alternative", .text(alternative.rawValue)),
      .init("group_by", .text(groupBy)),
      .init("clusters", .text(clusters ?? RegressionChoice.eventDate)),
      .init("compare", Self.json(compare)),
      .init("regressions", .list(regressions.map(Self.json))),
      .init("tables", .list(tables.map(Self.json))),
      .init("confidence", .number(confidence)),
      .init("window_variance", .text(windowVariance.rawValue)),
      .init("prediction_error", .text(predictionError.rawValue)),
      .init("bhar", .text(buyAndHold.rawValue)),
      .init("control", .text(orNull: control?.text)),
      .init("after_delisting", .text(afterDelisting.rawValue)),
      .init("seed", .unsigned(seed)),
    ]
  }

  private static func json(_ choice: OtherEventsChoice) -> JSONValue {
    .object([
      .init("file", choice.source.map(json) ?? .null), .init("margin", .integer(choice.margin)),
      .init("treatment", .text(choice.treatment.rawValue)),
    ])
  }

  /// Only the keys of the windows that there are.
  private static func json(_ estimation: EstimationChoice) -> JSONValue {
    var members: [JSONValue.Member] = []
    if estimation.before != nil {
      members += [.init("length", .integer(estimation.length)), .init("last", .integer(estimation.last))]
    }
    members += [
      .init("minimum", .integer(estimation.minimum)),
      .init("exclude_other_events", .flag(estimation.excludeOtherEvents)),
      .init("period", .text(estimation.period.rawValue)),
    ]
    if estimation.after != nil {
      members += [
        .init("post_first", .integer(estimation.postFirst)),
        .init("post_length", .integer(estimation.postLength)),
      ]
    }
    return .object(members + [.init("count", .text(estimation.count.rawValue))])
  }

  /// As the study file lists it.
  private static func json(_ choice: TableChoice) -> JSONValue {
    let name = choice.table.rawValue
    guard let columns = choice.columns else { return .text(name) }
    return .object([.init(name, .list(columns.map(JSONValue.text)))])
  }

  private static func json(_ portfolio: PortfolioChoice) -> JSONValue {
    .object([
      "id": .text(portfolio.id.text),
      "members": .list(portfolio.members.map { .text($0.security.text) }),
      "weights": .list(portfolio.members.map { .number($0.weight) }),
      "exclude_event_security": .flag(portfolio.excludesEventSecurity ?? false),
    ])
  }

  private static func json(_ rule: CalendarTimeRule) -> JSONValue {
    .object([
      "weights": .text(rule.weights ?? "equal"), "minimum_firms": .integer(rule.minimumFirms),
      "lags": rule.lags.map(JSONValue.integer) ?? .null,
    ])
  }

  private static func json(_ window: EventWindow) -> JSONValue {
    .list([.integer(window.first), .integer(window.last)])
  }

  private static func json(_ choice: WindowChoice) -> JSONValue {
    switch choice {
    case .window(let window): json(window)
    case .eachDay: .text("each-day")
    case .untilUnlocked(let first): .list([.integer(first), .text("unlocked")])
    }
  }

  private static func json(_ reaction: EarliestReaction) -> JSONValue {
    guard !reaction.exchanges.isEmpty else { return .integer(reaction.minutes) }
    return .object(reaction.exchanges.map { .init($0.id.text, .integer($0.minutes)) })
  }

  private static func json(_ model: ModelChoice) -> JSONValue {
    let options = model.model?.options ?? model.options
    return .object(
      [.init("id", .text(model.id)), .init("name", .text(model.name))]
        + options.given.map { .init($0.rawValue, json($0, of: options)) })
  }

  private static func json(_ key: ModelOptions.Key, of options: ModelOptions) -> JSONValue {
    switch key {
    case .factors: .list((options.factors ?? []).map(JSONValue.text))
    case .excess: options.excess.map(JSONValue.flag) ?? .null
    case .intercept: options.intercept.map(JSONValue.flag) ?? .null
    case .lags: options.lags.map(JSONValue.integer) ?? .null
    case .leads: options.leads.map(JSONValue.integer) ?? .null
    case .step: options.step.map(JSONValue.integer) ?? .null
    case .mean: .text(orNull: options.mean)
    case .presample: .text(orNull: options.presample)
    case .variant: .text(orNull: options.variant)
    case .predictsAlpha: options.predictsAlpha.map(JSONValue.flag) ?? .null
    }
  }

  /// One file as a map, several as a list.
  private static func factorsJSON(_ tables: [TableSource], _ series: [FactorSeries]) -> JSONValue {
    let all =
      tables.map(factorsJSON)
      + series.map {
        .object([.init("series", .text($0.id.text)), .init("name", .text($0.name))])
      }
    guard let first = all.first else { return .null }
    return all.count == 1 ? first : .list(all)
  }

  private static func factorsJSON(_ table: TableSource) -> JSONValue {
    .object(
      [
        .init("files", .text(table.file.studyPath)),
        .init("format", .text(orNull: table.factorsFormat?.rawValue)),
      ]
        + members(table.layout))
  }

  private static func json(_ table: TableSource) -> JSONValue {
    .object([JSONValue.Member("files", .text(table.file.studyPath))] + members(table.layout))
  }

  private static func json(_ entry: PriceEntry) -> JSONValue {
    let source = entry.source
    let members: [JSONValue.Member] = [
      .init("files", .list(source.files.map { .text($0.studyPath) })),
      .init("format", .text(orNull: source.format)),
      .init("columns", source.columns.map(json) ?? .null),
      .init("security", .text(orNull: source.security)),
      .init("exchange", .text(orNull: entry.exchange?.text)),
      .init("benchmark", .text(orNull: entry.benchmark?.text)),
      .init("calendar", .text(entry.calendar.rawValue)),
      .init("hours", entry.hours.map(json) ?? .null),
      .init("price", .text(source.hasOnlyCloses ? "close" : source.basis.rawValue)),
      .init("returns_from", .text(orNull: source.returnsFrom?.rawValue)),
      .init("returns_in", .text(orNull: source.returnsIn?.rawValue)),
      .init(
        "suspended_status",
        source.columns?.status == nil ? .null : .list(source.suspendedStatus.map(JSONValue.text))),
    ]
    return .object(members + Self.members(source.layout))
  }

  static func members(_ layout: FileLayout) -> [JSONValue.Member] {
    let delimiter = layout.delimiter.map { String(UnicodeScalar($0)) }
    return [
      .init("delimiter", .text(orNull: delimiter)),
      .init("date_format", .text(orNull: layout.dateFormat?.pattern)),
      .init("decimal", layout.decimalComma ? .text(",") : .null),
      .init("encoding", .text(orNull: layout.encoding)),
    ]
  }

  private static func json(_ columns: PriceColumns) -> JSONValue {
    let named: [(String, String?)] = [
      ("security", columns.security), ("date", columns.date), ("open", columns.open), ("high", columns.high),
      ("low", columns.low), ("close", columns.close), ("adjusted_close", columns.adjustedClose),
      ("volume", columns.volume), ("return", columns.returnColumn), ("status", columns.status),
    ]
    return .object(
      named.compactMap { name, column in column.map { JSONValue.Member(name, .text($0)) } })
  }

  private static func json(_ hours: TradingHours) -> JSONValue {
    func clock(_ second: Int) -> JSONValue {
      let parts = [second / 3_600, second / 60 % 60, second % 60]
      return .text(parts.map { paddedDecimal($0, 2) }.joined(separator: ":"))
    }
    return .object([
      "open": clock(hours.open), "close": clock(hours.close), "timezone": .text(hours.timeZone),
    ])
  }
}

extension PriceSource {
  /// The study names the columns, and no adjusted close among them.
  fileprivate var hasOnlyCloses: Bool {
    format == nil && columns.map { $0.adjustedClose == nil && $0.close != nil } ?? false
  }
}
