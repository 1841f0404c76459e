import CoreTypes
import ImpactMeasures
import Reports

/// Formats the rows of a block of events for every table the study writes.
struct EventFormatter: Sendable {
  private let tables: Set<ReportTable>
  private let windows: [EventWindow]
  private let ownWindows: [(label: String, first: Int)]
  private let conventions: RowConventions

  init(study: StudyConfiguration, windows: [EventWindow]) {
    tables = Set(study.reportTables)
    self.windows = windows
    ownWindows = study.unlockedStarts.map { (UnlockedWindow.label($0), $0) }
    conventions = study.rowConventions
  }

  func texts(of impacts: [EventImpact]) -> [(table: ReportTable, bytes: [UInt8])] {
    [ReportTable.events, .models, .abnormalReturns, .windows, .reactions]
      .filter(tables.contains)
      .map { table in
        var text = CSVText()
        for impact in impacts { append(impact, to: table, &text) }
        return (table, text.bytes)
      }
  }

  private func append(_ impact: EventImpact, to table: ReportTable, _ text: inout CSVText) {
    switch table {
    case .events: text.append(event: impact)
    case .models: text.append(modelsOf: impact)
    case .abnormalReturns: text.append(abnormalReturnsOf: impact, conventions: conventions)
    case .windows:
      text.append(windowsOf: impact, windows: windows, ownWindows: ownWindows, conventions: conventions)
    case .reactions: text.append(reactionOf: impact)
    case .buyAndHold, .averages, .tests, .regressions, .diagnostics, .quality: break
    }
  }
}

extension StudyConfiguration {
  /// The tables to write, in the order of the contract; that of regressions only where the study asks for some.
  var reportTables: [ReportTable] {
    ReportTable.allCases.filter {
      tables.contains($0.rawValue) && ($0 != .regressions || !regressions.isEmpty)
    }
  }

  /// `greater` or `less`, where the study asks for one-sided columns.
  var oneSided: String? { alternative == .twoSided ? nil : alternative.rawValue }

  var rowConventions: RowConventions {
    RowConventions(
      returnKind: returns, incompleteWindows: incompleteWindows,
      allowsForSerialCorrelation: windowVariance == .serialCorrelation, alternative: oneSided)
  }
}
