import CoreTypes
import EventTime
import ImpactMeasures

/// The keys of the study file that are one word or one number, with their defaults (METHODS 0.16).
struct StudyChoices {
  let name: String?
  let returns: ReturnKind
  let returnAfterGap: ReturnAfterGap
  let incompleteWindows: IncompleteWindows
  let gaps: GapPolicy
  let suspended: SuspensionPolicy
  let lateCutoffMinutes: Int
  let earliestReaction: EarliestReaction
  let shortestSuspension: Int
  let alternative: Alternative
  let buyAndHold: BuyAndHoldBenchmark
  let control: SecurityID?
  let controlLocation: SourceLocation?
  let afterDelisting: AfterDelisting
  let groupBy: String
  let clusters: String?
  let confidence: Double
  let windowVariance: WindowVariance
  let predictionError: PredictionErrorChoice
  let seed: UInt64
  let output: String
  let cache: String?

  init(_ map: StudyMapping) {
    name = map["name"].flatMap(Self.name)
    returns = map["returns"].flatMap { $0.choice(ReturnKind.allCases) } ?? .simple
    returnAfterGap = map["return_after_gap"].flatMap { $0.choice(ReturnAfterGap.allCases) } ?? .drop
    incompleteWindows =
      map["incomplete_windows"].flatMap { $0.choice(IncompleteWindows.allCases) } ?? .strict
    gaps = map["gaps"].flatMap { $0.choice(GapPolicy.allCases) } ?? .tradeToTrade
    suspended = map["suspended"].flatMap { $0.choice(SuspensionPolicy.allCases) } ?? .resumption
    // A cut-off of a whole day or more would leave no session to react in.
    lateCutoffMinutes = map["late_cutoff_minutes"].flatMap { $0.integer(in: 0...1_439) } ?? 0
    earliestReaction =
      map["earliest_reaction"].map(EarliestReactionKeys.read) ?? EarliestReaction(minutes: 0, exchanges: [])
    shortestSuspension = map["shortest_suspension"].flatMap { $0.integer(in: 1...10_000) } ?? 1
    alternative = map["alternative"].flatMap { $0.choice(Alternative.allCases) } ?? .twoSided
    buyAndHold = map["bhar"].flatMap { $0.choice(BuyAndHoldBenchmark.allCases) } ?? .benchmark
    control = map["control"].flatMap {
      $0.text("a security", help: "write the id of a price series or of a portfolio")
    }.map(SecurityID.init)
    controlLocation = map["control"]?.location
    if buyAndHold != .control {
      map["control"]?.fault(
        "'control' is for buy-and-hold returns, which have another benchmark", help: "add bhar: control")
    }
    afterDelisting = map["after_delisting"].flatMap { $0.choice(AfterDelisting.allCases) } ?? .end
    groupBy =
      map["group_by"].flatMap { $0.text("a column's name", help: "name a column of the events file") }
      ?? StudyConfiguration.usualGroupColumn
    clusters = map["clusters"].flatMap(Self.clusters)
    confidence = map["confidence"].flatMap(Self.confidence) ?? 0.95
    windowVariance =
      map["window_variance"].flatMap { $0.choice(WindowVariance.allCases) } ?? .independent
    predictionError =
      map["prediction_error"].flatMap { $0.choice(PredictionErrorChoice.allCases) } ?? .exact
    seed = map["seed"].flatMap(Self.seed) ?? 20_191_007
    output = map["output"].flatMap { $0.text("a folder", help: "write a path such as reports") } ?? "reports"
    cache = map["cache"].flatMap { $0.text("a folder", help: "write a path such as cache") }
  }

  private static func name(_ value: StudyValue) -> String? {
    let help = "write a short name on one line"
    guard let name = value.text("a name", help: help) else { return nil }
    if name.contains(where: \.isNewline) {
      value.fault("'name' must be one line", help: help)
    }
    return name
  }

  private static func clusters(_ value: StudyValue) -> String? {
    let column = value.text("a column's name", help: "name a column of the events file, or event-date")
    return column == RegressionChoice.eventDate ? nil : column
  }

  private static func confidence(_ value: StudyValue) -> Double? {
    let help = "write a fraction such as 0.95"
    if let text = value.scalarText, text.isDigitsAndPoints, let number = Double(text), number > 0, number < 1
    {
      return number
    }
    value.expected("a fraction between 0 and 1", help: help)
    return nil
  }

  private static func seed(_ value: StudyValue) -> UInt64? {
    if let text = value.scalarText, text.isDigits, let seed = UInt64(text) { return seed }
    value.expected(
      "a whole number from 0 to \(UInt64.max)", help: "write digits only, such as 20191007")
    return nil
  }
}
