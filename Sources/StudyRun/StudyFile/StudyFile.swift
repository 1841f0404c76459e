import CoreTypes
import DataInput
import EventTime

/// The study file: YAML in the user's words, read into a `StudyConfiguration` with every default filled in.
///
/// Reading goes on to the end whatever it finds; all faults are thrown together.
package struct StudyFile {
  private let known: KnownIdentifiers
  /// `nil` where the study is given on the command line.
  private let path: String?
  private let bytes: [UInt8]
  private let files: FileKeys

  static let keys = [
    "name", "events", "securities", "suspensions", "other_events", "calendars", "prices", "intraday",
    "factors", "portfolios",
    "returns", "return_after_gap", "estimation", "event_window", "windows", "incomplete_windows", "gaps",
    "suspended", "late_cutoff_minutes", "earliest_reaction", "shortest_suspension", "models", "tests",
    "conventions", "calendar_time", "alternative", "group_by", "clusters", "compare", "regressions",
    "tables", "confidence", "window_variance", "prediction_error", "bhar", "control", "after_delisting",
    "seed", "output", "cache",
  ]

  /// Reads the study file at `path`. Paths in it are relative to the folder it lies in.
  package static func read(
    path: String, known: KnownIdentifiers, access: StudyFileAccess
  ) throws(StudyFileFailure) -> StudyConfiguration {
    let bytes: [UInt8]
    do { bytes = try access.contents(path) } catch { throw StudyFileFailure([error]) }
    let file = StudyFile(
      known: known, path: path, bytes: bytes,
      files: FileKeys(folder: StudyPaths.folder(of: path), access: access))
    let (root, faults) = try StudyDocument.nodes(of: bytes, file: StudyPaths.lastComponent(of: path))
    return try file.configuration(root, faults)
  }

  /// A study without a file: the keys of the study file, and those of one entry of `prices`, as settings. Paths are
  /// relative to the working directory. What is wrong with a value is wrong use.
  package static func read(
    _ settings: [StudySetting], known: KnownIdentifiers, access: StudyFileAccess
  ) throws(StudyFileFailure) -> StudyConfiguration {
    let file = StudyFile(known: known, path: nil, bytes: [], files: FileKeys(folder: ".", access: access))
    let faults = StudyFaults(file: "command line", text: "", usual: .wrongUse)
    let root = StudySettings(settings, faults: faults).root
    return try file.configuration(root, faults)
  }

  private func configuration(
    _ root: YAMLNode, _ faults: StudyFaults
  ) throws(StudyFileFailure) -> StudyConfiguration {
    guard let mapping = root.map else {
      faults.add(
        "the study file must be a map of keys and values",
        help: path?.lowercased().hasSuffix(".csv") == true
          ? "give a study file, which 'eventstudy init' drafts; tables are named in it, or by --events and --prices"
          : "write lines such as events: events.csv",
        at: root.mark)
      throw StudyFileFailure(faults.inFileOrder)
    }
    let map = StudyMapping(mapping, mark: root.mark, prefix: "", allowed: Self.keys, faults: faults)
    let configuration = configuration(map)
    guard let configuration, faults.isEmpty else { throw StudyFileFailure(faults.inFileOrder) }
    return configuration
  }

  /// `nil` only where a required key is missing or unusable; other faults leave a default behind.
  private func configuration(_ map: StudyMapping) -> StudyConfiguration? {
    let events = required("events", "the table of announcements: events: events.csv", map)
      .flatMap(files.table)
    let prices = prices(map)
    let eventWindow = map["event_window"].flatMap(WindowKeys.window) ?? WindowKeys.defaultEventWindow
    let estimation = EstimationKeys.read(map["estimation"])
    let areApart = EstimationKeys.checkOverlap(estimation, eventWindow, in: map)
    let optional = ["securities", "suspensions", "calendars"].map { map[$0].flatMap(files.table) }
    let factors = map["factors"].map(files.factors) ?? (files: [], series: [])
    let portfolios = PortfolioKeys.read(map["portfolios"])
    let choices = StudyChoices(map)
    EarliestReactionKeys.check(
      choices.earliestReaction, of: map, among: prices.compactMap(\.exchange),
      hasOwnCalendars: map["calendars"] != nil)
    let models = ModelKeys(known: known, hasFactors: map["factors"] != nil).read(map["models"])
    EstimationKeys.checkForecasts(models, estimation, in: map)
    if areApart { EstimationKeys.checkSize(models, estimation, eventWindow, in: map) }
    let windows = WindowKeys.windows(map["windows"], inside: eventWindow)
    let tests = IdentifierKeys.tests(map["tests"], known: known)
    let conventions = IdentifierKeys.conventions(map["conventions"])
    IdentifierKeys.checkPredictionError(choices.predictionError, tests, conventions, in: map)
    let tables = TableKeys.read(map["tables"], alternative: choices.alternative.oneSided)
    let studyFile = path.map { InputFile(path: $0, name: StudyPaths.lastComponent(of: $0)) }
    guard let events else { return nil }
    return StudyConfiguration(
      name: choices.name ?? (studyFile ?? events.file).stem, folder: files.folder, studyFile: studyFile,
      studyContents: bytes, events: events, securities: optional[0], suspensions: optional[1],
      otherEvents: OtherEventsKeys(files: files).read(map["other_events"]), calendars: optional[2],
      prices: prices, intraday: IntradayEntryKeys(files: files).read(map["intraday"]), factors: factors.files,
      factorSeries: factors.series, portfolios: portfolios, returns: choices.returns,
      returnAfterGap: choices.returnAfterGap, estimation: estimation, eventWindow: eventWindow,
      windows: windows, incompleteWindows: choices.incompleteWindows, gaps: choices.gaps,
      suspended: choices.suspended, lateCutoffMinutes: choices.lateCutoffMinutes,
      earliestReaction: choices.earliestReaction, shortestSuspension: choices.shortestSuspension,
      models: models, tests: tests, conventions: conventions,
      calendarTime: CalendarTimeKeys.read(map["calendar_time"]), alternative: choices.alternative,
      groupBy: choices.groupBy, clusters: choices.clusters, compare: ComparisonKeys.read(map["compare"]),
      regressions: RegressionKeys(studyWindows: windows.spelledOut(in: eventWindow)).read(map["regressions"]),
      tables: tables, confidence: choices.confidence, windowVariance: choices.windowVariance,
      predictionError: choices.predictionError,
      buyAndHold: choices.buyAndHold, control: choices.control, controlLocation: choices.controlLocation,
      afterDelisting: choices.afterDelisting, seed: choices.seed,
      output: StudyPaths.join(files.folder, choices.output),
      cache: choices.cache.map { StudyPaths.join(files.folder, $0) })
  }

  private func required(_ key: String, _ help: String, _ map: StudyMapping) -> StudyValue? {
    if let value = map[key] { return value }
    map.faults.add("the study has no '\(key)'", help: "add \(help)", at: nil)
    return nil
  }

  private func prices(_ map: StudyMapping) -> [PriceEntry] {
    let example = "prices: and under it - {files: prices/*.csv, format: yahoo, exchange: XNAS}"
    guard let value = required("prices", example, map),
      let values = value.filledList("a list of entries", help: "write \(example)")
    else { return [] }
    let keys = PriceEntryKeys(files: files, known: known)
    let entries = values.compactMap { value in keys.read(value).map { (entry: $0, value: value) } }
    CalendarConflicts.check(entries)
    return entries.map(\.entry)
  }
}
