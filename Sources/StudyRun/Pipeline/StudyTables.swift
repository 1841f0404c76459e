import CoreTypes
import ImpactMeasures
import Inference
import Reports

/// The tables of one run: hands their bytes on, header first.
struct StudyTables {
  let study: StudyConfiguration
  private let jobs: Int
  let wanted: [ReportTable]
  let sink: (ReportTable, [UInt8]) throws(RunFailure) -> Void
  private let finish: (ReportTable) throws(RunFailure) -> Void
  /// Rows are handed on once they are so many bytes.
  private static let pieceSize = 1 << 18
  /// A model's abnormal returns are averaged on several threads once they are more.
  private static let mostInTurn = 1 << 16

  init(
    study: StudyConfiguration, jobs: Int,
    write: @escaping (ReportTable, [UInt8]) throws(RunFailure) -> Void,
    finish: @escaping (ReportTable) throws(RunFailure) -> Void
  ) {
    self.study = study
    self.jobs = jobs
    wanted = study.reportTables
    sink = write
    self.finish = finish
  }

  /// Nothing more comes for these of the wanted tables.
  func finish(where isComplete: (ReportTable) -> Bool) throws(RunFailure) {
    for table in wanted where isComplete(table) { try finish(table) }
  }

  func writeHeaders() throws(RunFailure) {
    for table in wanted { try sink(table, study.header(of: table).bytes) }
  }

  func write(_ texts: [(table: ReportTable, bytes: [UInt8])]) throws(RunFailure) {
    for text in texts { try sink(text.table, text.bytes) }
  }

  /// `averages.csv`: `all` first, then the groups, each model by model.
  func writeAverages(_ samples: SampleCollector) throws(RunFailure) {
    guard wanted.contains(.averages) else { return }
    var text = study.text(of: .averages)
    for group in samples.groups {
      for model in samples.models {
        text.append(
          averages: AverageAbnormalReturn.perDay(
            panel: model.panels.abnormalReturns, rows: model.positions(of: group),
            eventWindow: study.eventWindow, run: runDays(of: model.panels.abnormalReturns.count)),
          group: group.name, model: model.name, confidence: study.confidence)
      }
    }
    try sink(.averages, text.take())
  }

  /// Days side by side, where there are enough numbers for it to be worth a thread.
  private func runDays(of numbers: Int) -> AverageAbnormalReturn.RunDays {
    guard numbers > Self.mostInTurn else { return AverageAbnormalReturn.inTurn }
    return { days, blockSize, produce, consume in
      ParallelBlocks.run(count: days, blockSize: blockSize, jobs: jobs, produce: produce, consume: consume)
    }
  }

  /// `buy_and_hold.csv`: groups, models, windows.
  func writeBuyAndHold(_ samples: SampleCollector) throws(RunFailure) {
    guard wanted.contains(.buyAndHold) else { return }
    let groups = samples.groups
    let windows = samples.windows.count
    let rows = samples.models.count * windows
    let bootstrap = BootstrapSkewness()
    let draws =
      study.tests.contains(bootstrap.id)
      && ReportTable.columnsOfBootstrap.contains { study.writes($0, of: .buyAndHold) }
    let resampling = Resampling(seed: study.seed, replications: TestBattery.replications)
    var text: [UInt8] = []
    ParallelBlocks.run(count: groups.count * rows, blockSize: 1, jobs: jobs) { [study] block in
      let group = groups[block.lowerBound / rows]
      let model = samples.models[block.lowerBound % rows / windows]
      let window = block.lowerBound % windows
      let average = samples.buyAndHold(model: model, group: group, window: window)
      var text = study.text(of: .buyAndHold)
      text.append(
        average,
        drawn: draws
          ? bootstrap.probabilities(
            of: average.johnson.statistic, buyAndHold: average.abnormalReturns, over: samples.windows[window],
            resampling) : nil,
        group: group.name, model: model.name, window: samples.windows[window],
        against: study.buyAndHold.rawValue, alternative: study.alternative.oneSided)
      return text.take()
    } consume: { (row: [UInt8]) in
      text += row
    }
    try sink(.buyAndHold, text)
  }

  /// `tests.csv`: groups, models, windows, tests, in that order of nesting, then pairs of groups, then which tests to
  /// believe for each group or pair, model and window; those of groups are also the result.
  func writeTests(_ samples: SampleCollector) throws(RunFailure) -> [TestAdvice] {
    guard study.makesTests else { return [] }
    let battery = TestBattery(study)
    var rows: [TestRow] = []
    var advice: [TestAdvice] = []
    for group in samples.groups {
      for (index, model) in samples.models.enumerated() {
        let found = battery.rows(
          of: samples.sample(model: index, group: group), group: group.name, model: model.name, jobs: jobs)
        rows += found.rows
        advice += found.advice
      }
    }
    var text = study.text(of: .tests)
    let differences = differences(samples)
    rows += differences.rows
    for (row, adjusted) in zip(rows, AdjustedProbabilities.of(rows)) {
      text.append(test: row, adjusted: adjusted, alternative: study.alternative.oneSided)
      if text.end >= StudyTables.pieceSize { try sink(.tests, text.take()) }
    }
    let ofGroups = advice.map { RecommendationRow($0.recommendation, group: $0.group, model: $0.model) }
    for row in ofGroups + differences.advice {
      text.append(recommendation: row, alternative: study.alternative.oneSided)
    }
    try sink(.tests, text.take())
    return advice
  }

  /// `quality.csv`, those securities first that would hurt the study most.
  func write(quality review: QualityReview) throws(RunFailure) {
    var text = study.text(of: .quality)
    for row in review.rows { text.append(row) }
    try sink(.quality, text.take())
  }

  /// `diagnostics.csv`, in the order in which the faults were found.
  func write(diagnostics: DiagnosticList) throws(RunFailure) {
    guard wanted.contains(.diagnostics) else { return }
    var text = study.text(of: .diagnostics)
    for diagnostic in diagnostics {
      text.append(diagnostic: diagnostic)
      if text.end >= StudyTables.pieceSize { try sink(.diagnostics, text.take()) }
    }
    try sink(.diagnostics, text.take())
  }
}
