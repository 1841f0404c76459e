import CoreTypes

/// What makes rows of a regression out of columns over days: the days of the rows, and the square roots of their spans,
/// which each value is divided by.
struct RowWeights {
  private let spans: ColumnPart<Double>
  private let positions: [Int]
  /// Some row covers other than one session.
  let hasSpans: Bool

  /// - Parameter positions: of the rows in the columns, all of them with a span.
  init(_ spans: ColumnPart<Double>, _ positions: [Int]) {
    self.spans = spans
    self.positions = positions
    hasSpans = spans.withUnsafeBufferPointer { spans in
      positions.withUnsafeBufferPointer { $0.contains { spans[$0] != 1 } }
    }
  }

  /// The rows of `column`, less those of `offset`.
  func weighted(_ column: ColumnPart<Double>, less offset: ColumnPart<Double>? = nil) -> [Double] {
    [Double](count: positions.count) { rows in
      positions.withUnsafeBufferPointer { positions in
        column.withUnsafeBufferPointer { column in
          for row in rows.indices { rows[row] = column[positions[row]] }
        }
        offset?.withUnsafeBufferPointer { offset in
          for row in rows.indices { rows[row] -= offset[positions[row]] }
        }
        guard hasSpans else { return }
        spans.withUnsafeBufferPointer { spans in
          for row in rows.indices where spans[positions[row]] != 1 {
            rows[row] /= spans[positions[row]].squareRoot()
          }
        }
      }
    }
  }
}
