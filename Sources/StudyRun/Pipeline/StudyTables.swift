import CoreTypes
import ImpactMeasures
import Inference
import Reports

/// The tables of one run: hands their bytes on, header first.
struct StudyTables {
  let study: StudyConfiguration
  let wanted: Set<ReportTable>
  let sink: (ReportTable, [UInt8]) throws(RunFailure) -> Void

  init(
    study: StudyConfiguration, write: @escaping (ReportTable, [UInt8]) throws(RunFailure) -> Void
  ) {
    self.study = study
    wanted = Set(study.reportTables)
    sink = write
  }

  /// Samples that a resampling test draws where it cannot count all outcomes (METHODS 5.13).
  private static let replications = 9_999

  func writeHeaders() throws(RunFailure) {
    for table in study.reportTables {
      try sink(table, CSVText(header: table.columns(alternative: study.oneSided)).bytes)
    }
  }

  func write(_ texts: [(table: ReportTable, bytes: [UInt8])]) throws(RunFailure) {
    for text in texts { try sink(text.table, text.bytes) }
  }

  /// `averages.csv`: `all` first, then the groups, each model by model.
  func writeAverages(_ samples: SampleCollector) throws(RunFailure) {
    guard wanted.contains(.averages) else { return }
    var text = CSVText()
    for group in samples.groups {
      for model in samples.models {
        text.append(
          averages: AverageAbnormalReturn.perDay(
            panel: samples.abnormalReturns(model: model, group: group), eventWindow: study.eventWindow),
          group: group.name, model: model.name)
      }
    }
    try sink(.averages, text.bytes)
  }

  /// `tests.csv`: groups, models, windows, tests, in that order of nesting.
  func writeTests(_ samples: SampleCollector) throws(RunFailure) {
    guard wanted.contains(.tests), !study.tests.isEmpty else { return }
    let battery = study.tests.compactMap { TestStatistics.named($0) }
    let resampling = Resampling(seed: study.seed, replications: StudyTables.replications)
    for group in samples.groups {
      for model in samples.models {
        let workspace = SampleWorkspace(samples.sample(model: model, group: group), resampling: resampling)
        var text = CSVText()
        for window in workspace.sample.windows {
          for test in battery {
            text.append(
              test.evaluate(workspace, over: window), of: test.id, group: group.name, model: model.name,
              window: window.window, entering: window.entering.count, alternative: study.oneSided)
          }
        }
        try sink(.tests, text.bytes)
      }
    }
  }

  /// `quality.csv`, those securities first that would hurt the study most.
  func write(quality review: () -> QualityReview) throws(RunFailure) {
    guard wanted.contains(.quality) else { return }
    var text = CSVText()
    for line in review().lines {
      text.append(
        quality: line.quality, security: line.security, exchange: line.exchange, rowsKept: line.rowsKept,
        rowsRefused: line.rowsRefused, findings: line.findings, inWindows: line.inWindows.count,
        worst: line.worst)
    }
    try sink(.quality, text.bytes)
  }

  /// `diagnostics.csv`, in the order in which the faults were found.
  func write(diagnostics: [Diagnostic]) throws(RunFailure) {
    guard wanted.contains(.diagnostics) else { return }
    var text = CSVText()
    for diagnostic in diagnostics { text.append(diagnostic: diagnostic) }
    try sink(.diagnostics, text.bytes)
  }
}
