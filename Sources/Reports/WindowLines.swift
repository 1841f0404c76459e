import CoreTypes
import ImpactMeasures

/// The windows of one event for a person, as `windows.csv` has them.
package enum WindowLines {
  /// A header and a line a window; what a number depends on, or why there is none, at the end of its line.
  ///
  /// - Parameter confidence: that of the intervals, such as 0.95.
  package static func lines(
    of measures: ModelImpact.Measures, model: String, _ conventions: RowConventions, confidence: Double
  ) -> [String] {
    let side = conventions.alternative.map { ["p \($0.rawValue)"] } ?? []
    let level = confidence * 100
    let bounds = ["\(rounded(level, level == level.rounded() ? 0 : 1)) % from", "to"]
    var rows = [["window", "days", "CAR", "se"] + bounds + ["t", "p"] + side + ["SQ p", "BHAR", ""]]
    for window in measures.reportedWindows {
      switch window.outcome {
      case .success(let sum):
        let held = percent(window.buyAndHold.abnormalReturn)
        let side = conventions.alternative == nil ? [] : [probability(conventions.pValue(of: sum))]
        let numbers = [sum.car, sum.standardError, sum.lowerBound, sum.upperBound].map(percent)
        rows.append(
          [window.name, String(sum.days)] + numbers + [
            rounded(sum.standardized, 2), probability(sum.test.pValue),
          ]
            + side + [probability(window.sampleQuantile?.twoSided), held]
            + [CSVText.notes(of: window, sum, measures.estimate, model: model, conventions) ?? ""])
      case .failure(let reason):
        let empty = [String](repeating: "", count: rows[0].count - 2)
        rows.append([window.name] + empty + [reason.rawValue])
      }
    }
    return aligned(rows)
  }

  /// Cells in columns, to the right, with nothing behind the last of a row.
  static func aligned(_ rows: [[String]]) -> [String] {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let line = "    " + zip(row, widths).map { $0.aligned(to: $1) }.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
