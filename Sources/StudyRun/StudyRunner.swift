import CoreTypes
import DataInput
import EventTime
import Reports

/// A whole run: the pipeline's tables into a new report that takes the place of the old one.
package enum StudyRunner {
  /// Computes the study and publishes its report at `output`.
  ///
  /// Until the last step the report that was there is untouched, whatever fails.
  package static func run(
    _ study: StudyConfiguration, output: String, asOf: CalendarDate?, jobs: Int,
    progress: (Double) -> Void
  ) throws(RunFailure) -> StudyOutcome {
    try study.keepsCacheApart(from: output)
    let folder = try OutputFolder(at: output, for: .study)
    var sinks: [(table: ReportTable, sink: TableSink)] = []
    for table in study.reportTables { sinks.append((table, try folder.makeTable(table.fileName))) }
    let tables = sinks
    func sink(of table: ReportTable) -> TableSink? { tables.first { $0.table == table }?.sink }
    let outcome = try StudyPipeline(study: study, asOf: asOf, jobs: jobs).run(
      write: { (table, bytes) throws(RunFailure) in try sink(of: table)?.write(bytes) },
      finish: { (table) throws(RunFailure) in try sink(of: table)?.finish() }, progress: progress)
    try folder.publish(manifest(study, outcome, folder.records))
    return outcome
  }

  private static func manifest(
    _ study: StudyConfiguration, _ outcome: StudyOutcome, _ outputs: [OutputRecord]
  ) -> Manifest {
    Manifest(
      name: study.name, study: study.studyRecord,
      inputs: outcome.summaries, outputs: outputs, configuration: study.resolved, seed: study.seed,
      asOf: outcome.asOf, counts: outcome.counts, calendarData: ExchangeCalendars.dataVersion,
      timeZoneData: TimeZoneRules.dataVersion)
  }
}
