import CoreTypes
import EventTime
import Inference
import Reports

/// What the report says beyond single samples: differences between groups, and regressions over events.
extension StudyTables {
  /// The rows of `tests.csv` for pairs of groups: pairs, models, windows, tests, in that order of nesting; and which of the
  /// tests to believe.
  func differences(_ samples: SampleCollector) -> (rows: [TestRow], advice: [RecommendationRow]) {
    let battery = study.differences
    guard !battery.isEmpty else { return ([], []) }
    let groups = samples.groups
    var rows: [TestRow] = []
    var advice: [RecommendationRow] = []
    let named = Dictionary(groups.compactMap { group in group.value.map { ($0, group) } }) { first, _ in first
    }
    for pair in study.compare.pairs(of: groups.compactMap(\.value)) {
      guard let first = named[pair.first], let second = named[pair.second] else { continue }
      for model in samples.models {
        let both = samples.pair(model: model, first, second)
        for window in both.sample.windows {
          rows += battery.map { test in
            TestRow(
              group: pair.name, model: model.name, window: window.window, test: test.descriptor.id,
              entering: window.entering.count, outcome: test.evaluate(both, over: window))
          }
          advice.append(
            RecommendationRow(
              DifferenceRecommendation(both, over: window), pair: pair.name, model: model.name,
              window: window.window))
        }
      }
    }
    return (rows, advice)
  }

  /// `regressions.csv`: regressions, models, windows, terms, in that order of nesting.
  func writeRegressions(_ samples: SampleCollector, _ columns: RegressionColumns) throws(RunFailure) {
    guard wanted.contains(.regressions) else { return }
    var text = study.text(of: .regressions)
    // By model and window.
    let sharesSessions = samples.models.indices.map { place in
      let sample = samples.sample(model: place, group: samples.groups[0])
      return sample.windows.map(sample.sharesSessions(over:))
    }
    for choice in study.regressions {
      let assembly = RegressionAssembly(choice: choice, columns: columns)
      for (place, model) in samples.models.enumerated() {
        for window in choice.windows {
          guard let index = samples.windows.firstIndex(of: window) else { continue }
          let rows = assembly.rows(of: model, window: index)
          let outcome =
            assembly.lacksColumns
            ? CrossSectionalRegression.Outcome.notApplicable(reason: .columnUnknown, terms: [])
            : CrossSectionalRegression.fit(rows.sample, errors: choice.errors, confidence: study.confidence)
          text.append(
            outcome,
            of: RegressionEntry(
              regression: choice.name, model: model.name, window: window,
              convention: assembly.convention(bases: rows.bases), events: rows.sample.response.count,
              leftOut: rows.leftOut,
              ignoresClustering: choice.errors != .cluster && sharesSessions[place][index]),
            alternative: study.alternative.oneSided)
        }
      }
    }
    try sink(.regressions, text.bytes)
  }
}

extension Diagnostic {
  /// Events whose group is called like all events together.
  static func reservedGroup(_ events: [AlignedEvent]) -> Diagnostic? {
    let name = SampleCollector.everyEvent
    let count = events.count { $0.group == name }
    guard count > 0 else { return nil }
    return Diagnostic(
      .unknownGroup, severity: .warning,
      message:
        "\(count.counted("event belongs", "events belong")) to a group '\(name)', which is the name of all "
        + "events together; there is no group of that name",
      help: "give the group another name")
  }
}

extension GroupComparison {
  /// A warning where the study names pairs that none of its tests compares, or a test that finds no pair.
  func untested(_ tests: [String], _ events: [AlignedEvent]) -> Diagnostic? {
    let differences = GroupDifferences.all.map(\.descriptor.id)
    if let test = tests.first(where: differences.contains) {
      // `all`, the default, asks for no one of them.
      return TestStatistics.all.allSatisfy { tests.contains($0.descriptor.id) }
        ? nil : withoutPairs(test, events)
    }
    guard self != .none, self != .twoGroups else { return nil }
    var place: SourceLocation?
    if case .pairs(let pairs) = self { place = pairs.first?.location }
    return Diagnostic(
      .groupsNotCompared, at: place,
      message: "'compare' names groups, and none of the study's 'tests' compares groups",
      help: "add one of \(differences.joined(separator: ", ")) to 'tests'")
  }

  /// The groups of the events, each once, in the order of the events.
  private static func names(of events: [AlignedEvent]) -> [String] {
    var found: Set = ["", SampleCollector.everyEvent]
    return events.map(\.group).filter { found.insert($0).inserted }
  }

  private func withoutPairs(_ test: String, _ events: [AlignedEvent]) -> Diagnostic? {
    let groups = Self.names(of: events).count
    guard self == .all && groups < 2 || self == .twoGroups && groups != 2 else { return nil }
    return Diagnostic(
      .groupsNotCompared,
      message:
        "'\(test)' compares groups, and the events have \(groups == 0 ? "none" : "\(groups)"): nothing is compared",
      help: groups < 2
        ? "name a column with the groups under 'group_by', or take the test out of 'tests'"
        : "write compare: all, or the pairs, such as compare: [[acquirer, target]]")
  }

  /// A diagnostic for every group named in `compare` that no event belongs to.
  func unknownGroups(_ events: [AlignedEvent]) -> [Diagnostic] {
    guard case .pairs(let pairs) = self else { return [] }
    let known = Self.names(of: events)
    let found = Set(known)
    var told: Set<String> = []
    return pairs.flatMap { pair in
      [pair.first, pair.second].filter { !found.contains($0) && told.insert($0).inserted }.map { name in
        let nearest = NearestName.to(name, among: known).map { "did you mean '\($0)'?" }
        let groups =
          known.isEmpty
          ? "no event has a group" : "the groups are " + known.prefix(20).joined(separator: ", ")
        return Diagnostic(
          .unknownGroup, at: pair.location, message: "no event belongs to the group '\(name)'",
          help: nearest ?? groups)
      }
    }
  }
}
